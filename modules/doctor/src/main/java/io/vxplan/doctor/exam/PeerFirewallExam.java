package io.vxplan.doctor.exam;

import io.vxplan.doctor.facts.Facts;
import io.vxplan.doctor.facts.Part;
import io.vxplan.doctor.facts.Part.Seat;
import io.vxplan.doctor.finding.Ailment;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.resource.Key.FirewallKey;
import io.vxplan.model.resource.Mark;
import io.vxplan.model.topology.Membership;
import io.vxplan.model.topology.Overlay.Member;
import java.util.List;
import java.util.Set;

/// Whether an overlay's own firewall, where it is there, lets all peers in.
final class PeerFirewallExam {
    private PeerFirewallExam() {}

    static void of(Part part, Facts facts, Notes notes) {
        for (Seat seat : part.seats()) {
            FirewallKey key =
                    FirewallKey.of(
                            new Mark(part.topology(), seat.overlay().name()),
                            seat.local().family());
            Set<IpAddress> admitted = facts.filters().own().get(key);
            if (admitted != null) {
                List<Member> out =
                        seat.peers().stream()
                                .filter(peer -> !admitted.contains(peer.underlay().value()))
                                .toList();
                if (!out.isEmpty()) {
                    notes.add(
                            Ailment.PEER_KEPT_OUT,
                            "the firewall of overlay %s (table %s) does not let in %s"
                                    .formatted(seat.overlay().name(), key, UnderlayExam.named(out)),
                            remedy(seat));
                }
            }
        }
    }

    private static String remedy(Seat seat) {
        return seat.overlay().membership() instanceof Membership.Discovered
                ? "its router lets in whom it knows: `vxplan show routes` on this host tells whom, `vxplan show peers` whom discovery has found"
                : "`vxplan plan` shows what it lacks, and `vxplan apply` mends it";
    }
}
