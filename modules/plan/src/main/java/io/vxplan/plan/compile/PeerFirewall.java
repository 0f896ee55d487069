package io.vxplan.plan.compile;

import io.vxplan.model.address.Family;
import io.vxplan.model.resource.FirewallPeer;
import io.vxplan.model.resource.FirewallTable;
import io.vxplan.model.resource.Key;
import io.vxplan.model.resource.Mark;
import io.vxplan.model.resource.Resource;
import io.vxplan.model.topology.Overlay;
import io.vxplan.model.topology.Overlay.Member;
import java.util.List;

/// `firewall: peers`: whoever is no peer gets no frame into an overlay. VXLAN itself asks nobody
/// who they are.
final class PeerFirewall {
    private PeerFirewall() {}

    /// Overlays may share a port, so the VNI decides: 24 bits, 96 bits into the UDP datagram. What
    /// is too short to have one goes as well: it is no VXLAN, or the first fragment of an IPv6
    /// packet, cut so that the VNI comes with the second. IPv4 packets are whole by the time they
    /// pass the chain; IPv6 ones are put together after it, and not without their first fragment.
    static FirewallTable table(Mark mark, Overlay overlay, Member self) {
        Family family = self.underlay().value().family();
        String source = family == Family.IPV4 ? "ip saddr" : "ip6 saddr";
        String port = "udp dport " + overlay.port();
        String vni = "0x" + Integer.toHexString(overlay.vni().value().value());
        return FirewallTable.of(
                mark,
                family,
                List.of(
                        "type filter hook input priority 0; policy accept;",
                        source + " @" + FirewallTable.SET + " return",
                        port + " @th,96,24 != " + vni + " return",
                        port + " counter drop"));
    }

    static List<? extends Resource> peers(Mark mark, Overlay overlay, Member self) {
        Family family = self.underlay().value().family();
        Key.FirewallKey table = Key.FirewallKey.of(mark, family);
        return overlay.members().values().stream()
                .filter(member -> !member.host().equals(self.host()))
                .map(member -> member.underlay().value())
                .filter(address -> address.family() == family)
                .map(address -> new FirewallPeer(table, address))
                .toList();
    }
}
