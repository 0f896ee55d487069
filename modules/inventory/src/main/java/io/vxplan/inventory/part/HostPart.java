package io.vxplan.inventory.part;

import io.vxplan.inventory.yaml.YamlWriter;
import io.vxplan.model.Allocations;
import io.vxplan.model.DiscoveryEntry;
import io.vxplan.model.Flooding;
import io.vxplan.model.HostName;
import io.vxplan.model.InterfaceName;
import io.vxplan.model.IpAddress;
import io.vxplan.model.Located;
import io.vxplan.model.Overlay;
import io.vxplan.model.Overlay.Attachment;
import io.vxplan.model.Overlay.Member;
import io.vxplan.model.Overlay.Network;
import io.vxplan.model.Topology;
import io.vxplan.model.Topology.UnderlayHost;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// An inventory and a topology of one host alone, for its daemons: the overlays whose members one
/// entry of `discovery` finds, with all that the host itself is in them.
///
/// They are in the form that users write, so that the ordinary reader reads them: no second format
/// to keep, and whoever looks on the host knows it. Everything is rendered, and there are neither
/// secrets nor connection variables in them. Of the other hosts there is nothing: they are to be
/// discovered.
public record HostPart(String inventory, String topology) {

    /// @param allocations complete
    /// @param host a member of one of the overlays
    /// @param discovery the name of an entry
    public static HostPart of(
            Topology topology, Allocations allocations, HostName host, String discovery) {
        return new Writer(topology, allocations, host, discovery).write();
    }

    /// The entries whose daemons run on a host.
    public static List<String> discoveries(Topology topology, HostName host) {
        return topology.overlays().stream()
                .filter(overlay -> overlay.members().containsKey(host))
                .flatMap(overlay -> overlay.discoveredBy().stream())
                .distinct()
                .sorted()
                .toList();
    }

    private record Writer(
            Topology topology, Allocations allocations, HostName host, String discovery) {

        HostPart write() {
            return new HostPart(
                    YamlWriter.write(inventory().mapping()),
                    YamlWriter.write(topologyOfHost().mapping()));
        }

        private UnderlayHost underlay() {
            return Objects.requireNonNull(topology.hosts().get(host), host.value());
        }

        /// The overlays on this host.
        private List<Overlay> overlays() {
            return topology.overlays().stream()
                    .filter(overlay -> overlay.members().containsKey(host))
                    .filter(overlay -> overlay.discoveredBy().equals(Optional.of(discovery)))
                    .toList();
        }

        private Member self(Overlay overlay) {
            return Objects.requireNonNull(overlay.members().get(host), host.value());
        }

        /// Where its tunnels end, unless an overlay says otherwise.
        private IpAddress end() {
            IpAddress own = underlay().address().value();
            List<IpAddress> ends =
                    overlays().stream().map(overlay -> self(overlay).underlay().value()).toList();
            return ends.contains(own) ? own : ends.getFirst();
        }

        private Block inventory() {
            Block variables = new Block().put("vxplan_underlay", end());
            return new Block()
                    .put("all", new Block().put("hosts", new Block().put(host.value(), variables)));
        }

        private Block topologyOfHost() {
            Block overlays = new Block();
            overlays()
                    .forEach(overlay ->
                            overlays.put(overlay.name(), overlay(overlay, self(overlay))));
            return new Block()
                    .put("version", 1)
                    .put("name", topology.name())
                    .put("underlay", new Block().put("mtu", underlay().mtu()))
                    .put("overlays", overlays)
                    .put("discovery", new Block().put(discovery, settings()));
        }

        private Block overlay(Overlay overlay, Member member) {
            return new Block()
                    .put("vni", overlay.vni())
                    .put("membership", new Block().put("discovered", discovery))
                    .put("device", member.device())
                    .put("port", overlay.port())
                    .put("ttl", overlay.ttl() == 0 ? "auto" : overlay.ttl())
                    .put("mtu", member.mtu())
                    .put("flooding", flooding(overlay.flooding()))
                    .put("learning", overlay.learning() ? "on" : "off")
                    .put("forwarding", overlay.forwarding() ? "on" : "off")
                    .put("subnets", overlay.subnets())
                    .put("address", overlay.addressed() ? "auto" : "none")
                    .putAny("networks", networks(overlay))
                    .putAny("members", members(overlay, member));
        }

        private static String flooding(Flooding flooding) {
            return switch (flooding) {
                case Flooding.Replicate() -> "replicate";
                case Flooding.Static() -> "static";
                case Flooding.Group _ ->
                        throw new IllegalArgumentException(
                                "no overlay whose members are discovered has a group");
            };
        }

        private Block networks(Overlay overlay) {
            Block networks = new Block();
            for (Network network : overlay.networks()) {
                for (Attachment attachment : network.behind()) {
                    if (attachment.host().equals(host)) {
                        networks.put(network.prefix().toString(), network(attachment));
                    }
                }
            }
            return networks;
        }

        private Block network(Attachment attachment) {
            return new Block()
                    .put("behind", host)
                    .put("gateway", attachment.gateway())
                    .put("device", attachment.device().map(InterfaceName::value));
        }

        private Block members(Overlay overlay, Member member) {
            Block own =
                    new Block()
                            .put("address", allocations.of(overlay.name(), host))
                            .put(
                                    "underlay",
                                    Optional.of(member.underlay().value())
                                            .filter(end -> !end.equals(end())))
                            .put("mac", member.mac());
            return new Block().putAny(host.value(), own);
        }

        private Block settings() {
            DiscoveryEntry entry =
                    Objects.requireNonNull(topology.discovery().get(discovery), discovery);
            Block settings = new Block();
            entry.settings()
                    .forEach((key, values) -> {
                        if (values.size() == 1) {
                            settings.put(key, values.getFirst());
                        } else {
                            settings.put(key, values.stream().map(Located::value).toList());
                        }
                    });
            return settings;
        }
    }
}
