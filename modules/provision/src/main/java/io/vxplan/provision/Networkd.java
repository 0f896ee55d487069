package io.vxplan.provision;

import io.vxplan.model.address.Family;
import io.vxplan.model.resource.Address;
import io.vxplan.model.resource.Bridge;
import io.vxplan.model.resource.BridgePort;
import io.vxplan.model.resource.FileFolder;
import io.vxplan.model.resource.HostState;
import io.vxplan.model.resource.Link;
import io.vxplan.model.resource.LinkSettings.AddressGeneration;
import io.vxplan.model.resource.Mark;
import io.vxplan.model.resource.OtherLink;
import io.vxplan.model.resource.TextFile;
import io.vxplan.model.resource.Vxlan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Files by which systemd-networkd makes devices when the host starts, with their link group and
/// addresses. What it has no words for, the [Replay] does (docs/adr/0070-networkd-and-a-unit.md).
///
/// @param topology its name
/// @param kernel what `apply` makes
record Networkd(String topology, HostState kernel) {

    List<TextFile> files() {
        return kernel.all(Link.class)
                .filter(Networkd::canMake)
                .flatMap(link -> Stream.of(netdev(link), network(link)))
                .toList();
    }

    /// A tunnel that floods to a multicast group would have to be named in the file of the
    /// underlay's interface, which is not ours.
    static boolean canMake(Link link) {
        return switch (link) {
            case Vxlan vxlan -> vxlan.group().isEmpty();
            case Bridge _ -> true;
            case OtherLink _ -> false;
        };
    }

    private TextFile file(Link link, String suffix, String template, Map<String, ?> values) {
        String name = UnitName.joined(topology, link.name().value());
        return TextFile.open(
                FileFolder.NETWORKS.file(name + suffix),
                topology,
                new Template(template).render(values));
    }

    private TextFile netdev(Link link) {
        Map<String, Object> values = new HashMap<>();
        values.put("name", link.name().value());
        values.put("mac", text(link.settings().mac()));
        values.put("mtu", link.settings().mtu());
        values.put("vxlan", Map.of());
        values.put("bridge", Map.of());
        switch (link) {
            case Vxlan vxlan -> values.put("vxlan", values(vxlan));
            case Bridge bridge ->
                    values.put("bridge", Map.of("stp", bridge.stp(), "ageing", bridge.ageing()));
            case OtherLink _ -> throw new IllegalArgumentException("never ours: " + link);
        }
        return file(link, ".netdev", "device.netdev", values);
    }

    private static Map<String, ?> values(Vxlan vxlan) {
        return Map.of(
                "vni", vxlan.vni().toString(),
                "local", text(vxlan.local()),
                "port", vxlan.port(),
                "ttl", vxlan.ttl(),
                "learning", vxlan.learning(),
                "ageing", vxlan.ageing());
    }

    private TextFile network(Link link) {
        Map<String, Object> port =
                kernel.all(BridgePort.class)
                        .filter(candidate -> candidate.device().equals(link.name()))
                        .map(Networkd::values)
                        .findFirst()
                        .orElseGet(Map::of);
        List<Map<String, Object>> addresses =
                kernel.all(Address.class)
                        .filter(address -> address.device().equals(link.name()))
                        .map(Networkd::values)
                        .toList();
        return file(
                link,
                ".network",
                "device.network",
                Map.of(
                        "name",
                        link.name().value(),
                        "group",
                        Mark.LINK_GROUP,
                        "mtu",
                        link.settings().mtu(),
                        "link_local",
                        link.settings().addressGeneration() == AddressGeneration.EUI64,
                        "port",
                        port,
                        "addresses",
                        addresses));
    }

    private static Map<String, Object> values(BridgePort port) {
        return Map.of(
                "bridge", port.bridge().value(),
                "cost", port.cost(),
                "learning", port.learning(),
                "neigh_suppress", port.neighSuppress());
    }

    private static Map<String, Object> values(Address address) {
        return Map.of(
                "address",
                address.address().toString(),
                "ipv4",
                address.address().address().family() == Family.IPV4);
    }

    private static String text(Optional<?> value) {
        return value.map(Object::toString).orElse("");
    }
}
