package io.vxplan.inventory.part;

import io.vxplan.inventory.yaml.YamlWriter;
import io.vxplan.model.Located;
import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.topology.Firewall;
import io.vxplan.model.topology.Flooding;
import io.vxplan.model.topology.Overlay;
import io.vxplan.model.topology.Overlay.Attachment;
import io.vxplan.model.topology.Overlay.Member;
import io.vxplan.model.topology.Overlay.Network;
import java.util.Optional;

/// An inventory and a topology of one host alone, for its daemons: the overlays whose members one
/// entry of `discovery` finds, with all that the host itself is in them.
///
/// They are in the form that users write, so that the ordinary reader reads them: no second format
/// to keep, and whoever looks on the host knows it. Everything is rendered, and there are neither
/// secrets nor connection variables in them. Of the other hosts there is nothing: they are to be
/// discovered.
///
/// @param routing the topology as far as the router goes by it, which the settings of discovery
///   don't matter to
public record HostPart(String inventory, String topology, String routing) {

    public static HostPart of(HostOverlays host) {
        return new Writer(host).write();
    }

    private record Writer(HostOverlays of) {

        HostPart write() {
            return new HostPart(
                    YamlWriter.write(inventory().mapping()),
                    YamlWriter.write(topologyOfHost(settings()).mapping()),
                    YamlWriter.write(topologyOfHost(common()).mapping()));
        }

        private String name() {
            return of.host().value();
        }

        private Block inventory() {
            Block variables = new Block().put("vxplan_underlay", of.end());
            return new Block()
                    .put("all", new Block().put("hosts", new Block().put(name(), variables)));
        }

        private Block topologyOfHost(Block settings) {
            Block overlays = new Block();
            of.overlays()
                    .forEach(overlay ->
                            overlays.put(overlay.name(), overlay(overlay, of.self(overlay))));
            return new Block()
                    .put("version", 1)
                    .put("name", of.topology().name())
                    .put("underlay", new Block().put("mtu", of.underlay().mtu()))
                    .put("overlays", overlays)
                    .put("discovery", new Block().put(of.discovery(), settings));
        }

        private Block overlay(Overlay overlay, Member member) {
            return new Block()
                    .put("vni", overlay.vni())
                    .put("membership", new Block().put("discovered", of.discovery()))
                    .put("device", member.device())
                    .put("port", overlay.port())
                    .put("ttl", overlay.ttl() == 0 ? "auto" : overlay.ttl())
                    .put("mtu", member.mtu())
                    .put("flooding", flooding(overlay.flooding()))
                    .put("learning", overlay.learning() ? "on" : "off")
                    .put("forwarding", overlay.forwarding() ? "on" : "off")
                    .put("firewall", overlay.firewall() == Firewall.PEERS ? "peers" : "none")
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
                    if (attachment.host().equals(of.host())) {
                        networks.put(network.prefix().toString(), network(attachment));
                    }
                }
            }
            return networks;
        }

        private Block network(Attachment attachment) {
            return new Block()
                    .put("behind", of.host())
                    .put("gateway", attachment.gateway())
                    .put("device", attachment.device().map(InterfaceName::value));
        }

        private Block members(Overlay overlay, Member member) {
            Block own =
                    new Block()
                            .put("address", of.addresses(overlay))
                            .put(
                                    "underlay",
                                    Optional.of(member.underlay().value())
                                            .filter(end -> !end.equals(of.end())))
                            .put("mac", member.mac());
            return new Block().putAny(name(), own);
        }

        /// Of both daemons.
        private Block common() {
            return new Block().put("health_port", of.entry().healthPort());
        }

        private Block settings() {
            Block settings = common();
            of.entry()
                    .settings()
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
