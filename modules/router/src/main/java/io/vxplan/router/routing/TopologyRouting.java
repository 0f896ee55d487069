package io.vxplan.router.routing;

import io.vxplan.inventory.part.HostOverlays;
import io.vxplan.model.Located;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.resource.Mark;
import io.vxplan.model.topology.Overlay;
import io.vxplan.model.topology.Overlay.Attachment;
import io.vxplan.model.topology.Overlay.Member;
import io.vxplan.model.topology.Overlay.Network;
import io.vxplan.router.routing.Routing.Form;
import io.vxplan.router.routing.Routing.LocalNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A host's part in overlays of a topology. Of other hosts it says nothing: they are discovered,
/// and say of themselves what is behind them.
public final class TopologyRouting {
    private TopologyRouting() {}

    /// One for each overlay.
    public static List<Routing> of(HostOverlays host) {
        return host.overlays().stream().map(overlay -> of(host, overlay)).toList();
    }

    /// What `DiscoveredChecks` let pass: it has one subnet, and addresses.
    private static Routing of(HostOverlays host, Overlay overlay) {
        Member self = host.self(overlay);
        Located<IpAddress> address = host.addresses(overlay).getFirst();
        return new Routing(
                new Located<>(host.host().value(), self.at()),
                overlay.vni(),
                overlay.subnets().getFirst(),
                address,
                overlay.port(),
                Optional.of(self.mtu()),
                Optional.of(self.underlay()),
                networks(host, overlay),
                List.of(),
                new Form(
                        Routing.Origin.TOPOLOGY,
                        new Mark(host.topology().name().value(), overlay.name()),
                        self.device().value(),
                        overlay.flooding(),
                        overlay.learning(),
                        overlay.ttl(),
                        overlay.forwarding(),
                        overlay.firewall(),
                        self.mac()));
    }

    private static List<LocalNetwork> networks(HostOverlays host, Overlay overlay) {
        List<LocalNetwork> networks = new ArrayList<>();
        for (Network network : overlay.networks()) {
            for (Attachment attachment : network.behind()) {
                if (attachment.host().equals(host.host())) {
                    networks.add(
                            new LocalNetwork(
                                    network.prefix().toString(),
                                    network.prefix(),
                                    Optional.of(attachment.gateway())));
                }
            }
        }
        return networks;
    }
}
