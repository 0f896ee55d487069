package io.vxplan.host.iproute;

import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.MacAddress;
import io.vxplan.model.address.Vni;
import io.vxplan.model.resource.Bridge;
import io.vxplan.model.resource.BridgePort;
import io.vxplan.model.resource.Link;
import io.vxplan.model.resource.LinkSettings;
import io.vxplan.model.resource.LinkSettings.AddressGeneration;
import io.vxplan.model.resource.OtherLink;
import io.vxplan.model.resource.Resource;
import io.vxplan.model.resource.Vxlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// Reads an object of `ip -N -j -d link show`: a link, and its being a bridge port.
final class LinkReader {
    private static final JsonObject NONE = new JsonObject(Map.of());

    private LinkReader() {}

    static List<Resource> resources(JsonObject object) {
        InterfaceName name = IprouteState.name(object, "ifname");
        JsonObject info = object.object("linkinfo").orElse(NONE);
        List<Resource> resources = new ArrayList<>();
        resources.add(link(name, settings(object), info));
        if (IprouteState.hasName(object, "master")) {
            resources.add(port(name, IprouteState.name(object, "master"), info));
        }
        return resources;
    }

    private static BridgePort port(InterfaceName name, InterfaceName master, JsonObject info) {
        if (info.text("info_slave_kind").filter("bridge"::equals).isEmpty()) {
            return BridgePort.ofOtherMaster(name, master);
        }
        JsonObject port = info.object("info_slave_data").orElse(NONE);
        return new BridgePort(
                name,
                master,
                port.number("cost", 0),
                port.flag("learning"),
                port.flag("neigh_suppress"));
    }

    private static Link link(InterfaceName name, LinkSettings settings, JsonObject info) {
        String kind = info.text("info_kind").orElse("");
        JsonObject data = info.object("info_data").orElse(NONE);
        if (kind.equals("bridge")) {
            return bridge(name, settings, data);
        }
        // A device with the VNI in each packet's metadata ("external") has none of its own.
        boolean hasVni = data.number("id", 0) != 0;
        return kind.equals("vxlan") && hasVni
                ? vxlan(name, settings, data)
                : new OtherLink(name, settings, kind);
    }

    private static Vxlan vxlan(InterfaceName name, LinkSettings settings, JsonObject data) {
        return new Vxlan(
                name,
                settings,
                new Vni(data.number("id", 0)),
                address(data, "local", "local6"),
                data.number("port", 0),
                // To the kernel, group and remote are one attribute.
                address(data, "group", "group6", "remote", "remote6"),
                data.text("link").map(InterfaceName::new),
                data.text("ttl").isPresent() ? 0 : data.number("ttl", 0),
                data.number("tos", 0),
                data.flag("learning"),
                data.number("ageing", 0));
    }

    private static Optional<IpAddress> address(JsonObject data, String... names) {
        return List.of(names).stream()
                .flatMap(name -> data.text(name).stream())
                .map(IpAddress::parse)
                .filter(address -> !address.isUnspecified())
                .findFirst();
    }

    private static Bridge bridge(InterfaceName name, LinkSettings settings, JsonObject data) {
        return new Bridge(
                name,
                settings,
                data.flag("stp_state"),
                data.flag("vlan_filtering"),
                // in hundredths of a second
                data.number("ageing_time", 0) / 100);
    }

    private static LinkSettings settings(JsonObject object) {
        return new LinkSettings(
                object.text("address").flatMap(LinkReader::mac),
                object.number("mtu", 0),
                object.texts("flags").contains("UP"),
                object.number("group", 0),
                object.text("ifalias"),
                object.text("inet6_addr_gen_mode")
                        .map(LinkReader::addressGeneration)
                        .orElse(AddressGeneration.NONE),
                new TreeSet<>(object.texts("altnames")));
    }

    /// None is said of a link without IPv6 (switched off, or an MTU below 1280): it generates no
    /// address.
    private static AddressGeneration addressGeneration(String text) {
        return switch (text.toUpperCase(Locale.ROOT)) {
            case "EUI64" -> AddressGeneration.EUI64;
            case "STABLE_SECRET" -> AddressGeneration.STABLE_SECRET;
            case "RANDOM" -> AddressGeneration.RANDOM;
            default -> AddressGeneration.NONE;
        };
    }

    /// Only an Ethernet address: a tunnel's is its IP address, and InfiniBand's has 20 bytes.
    static Optional<MacAddress> mac(String text) {
        return text.length() == 17 && text.indexOf(':') == 2
                ? Optional.of(MacAddress.parse(text))
                : Optional.empty();
    }
}
