package io.vxplan.doctor.exam;

import io.vxplan.doctor.facts.Facts;
import io.vxplan.doctor.facts.Part;
import io.vxplan.doctor.facts.Part.Seat;
import io.vxplan.doctor.finding.Ailment;
import io.vxplan.model.address.Family;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// `rp_filter`: 1 drops an IPv4 packet that comes in by another interface than the one by which an
/// answer would leave. What counts is the larger of what is said of `all` and of the interface.
final class ReversePathExam {
    private static final int STRICT = 1;

    private ReversePathExam() {}

    static void of(Part part, Facts facts, Notes notes) {
        Set<String> said = new TreeSet<>();
        part.seats().stream()
                .filter(seat -> seat.local().family() == Family.IPV4)
                .forEach(seat -> underlay(seat, facts, said, notes));
        drops(part, facts, notes);
    }

    /// An address on the loopback interface (or a dummy) is reached by all the others: nobody can
    /// tell by which one packets come.
    private static void underlay(Seat seat, Facts facts, Set<String> said, Notes notes) {
        String home = facts.addresses().get(seat.local());
        if (home == null || home.equals("lo") || facts.rpFilter(home) != STRICT) {
            return;
        }
        seat.peers().stream()
                .filter(peer -> facts.ways().containsKey(peer.underlay().value()))
                .filter(peer -> !home.equals(facts.ways().get(peer.underlay().value())))
                .filter(_ -> said.add(home))
                .forEach(peer ->
                        notes.add(
                                Ailment.RP_FILTER,
                                "packets of "
                                        + peer.host()
                                        + " come to "
                                        + seat.local()
                                        + " on "
                                        + home
                                        + ", and answers leave by "
                                        + facts.ways().get(peer.underlay().value())
                                        + ": rp_filter is 1 there (the larger of `all` and "
                                        + home
                                        + "), so the kernel drops them",
                                "`sysctl -w net.ipv4.conf."
                                        + home
                                        + ".rp_filter=2` (loose), or make the route to "
                                        + peer.underlay()
                                        + " leave by "
                                        + home));
    }

    private static void drops(Part part, Facts facts, Notes notes) {
        Set<String> devices =
                Stream.concat(
                                part.devices(),
                                part.locals().stream()
                                        .flatMap(local ->
                                                Stream.ofNullable(facts.addresses().get(local))))
                        .filter(device -> facts.device(device).isPresent())
                        .filter(device -> facts.rpFilter(device) == STRICT)
                        .collect(Collectors.toCollection(TreeSet::new));
        if (facts.reversePathDrops() > 0 && !devices.isEmpty()) {
            notes.add(
                    Ailment.RP_FILTER_DROPS,
                    "rp_filter has dropped "
                            + facts.reversePathDrops()
                            + " packets since the host started, and is 1 on "
                            + String.join(", ", devices),
                    "look whether `nstat -az TcpExtIPReversePathFilter` still counts; where those are packets that you want, set"
                            + " rp_filter to 2 (loose) on the interface by which they come");
        }
    }
}
