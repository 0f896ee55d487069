package io.vxplan.doctor.exam;

import io.vxplan.doctor.facts.Device;
import io.vxplan.doctor.facts.Facts;
import io.vxplan.doctor.facts.Part;
import io.vxplan.doctor.facts.Part.Seat;
import io.vxplan.doctor.finding.Ailment;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.topology.Overlay.Member;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Whether tunnels have a place to start from, and ways to their ends.
final class UnderlayExam {
    /// Peers that are named in one finding.
    private static final int NAMED = 5;

    private UnderlayExam() {}

    static void of(Part part, Facts facts, Notes notes) {
        for (IpAddress local : part.locals()) {
            if (!facts.addresses().containsKey(local)) {
                notes.add(
                        Ailment.NO_ADDRESS,
                        "no interface has " + local + ", where its tunnels should start",
                        "give the host that address, or set `underlay.address` (or the host's `vxplan_underlay`) to one that it has: "
                                + facts.addresses().keySet().stream()
                                        .filter(address ->
                                                address.family() == local.family()
                                                        && address.isRoutable())
                                        .map(IpAddress::toString)
                                        .collect(Collectors.joining(", ")));
            }
        }
        part.seats().stream()
                .filter(seat -> facts.addresses().containsKey(seat.local()))
                .forEach(seat -> ways(part, seat, facts, notes));
    }

    private static void ways(Part part, Seat seat, Facts facts, Notes notes) {
        Set<String> ours = part.devices().collect(Collectors.toSet());
        List<Member> lost =
                seat.peers().stream()
                        .filter(peer -> !facts.ways().containsKey(peer.underlay().value()))
                        .toList();
        if (!lost.isEmpty()) {
            notes.add(
                    Ailment.NO_ROUTE,
                    "it has no route from " + seat.local() + " to " + named(lost),
                    "add a route, or correct the underlay addresses; `ip route get "
                            + lost.getFirst().underlay()
                            + " from "
                            + seat.local()
                            + "` shows what the kernel says");
        }
        List<Member> looping =
                seat.peers().stream()
                        .filter(peer -> facts.ways().containsKey(peer.underlay().value()))
                        .filter(peer -> ours.contains(way(facts, peer)))
                        .toList();
        if (!looping.isEmpty()) {
            notes.add(
                    Ailment.ROUTE_LOOP,
                    "its route to "
                            + named(looping)
                            + " goes through "
                            + way(facts, looping.getFirst())
                            + ", the overlay itself: a tunnel can't go through itself",
                    "take the underlay's addresses out of the overlay's networks, or give the underlay a more specific route");
        }
        mtu(seat, facts, ours, notes);
    }

    private static void mtu(Seat seat, Facts facts, Set<String> ours, Notes notes) {
        int needed = seat.member().mtu().value() + seat.local().family().vxlanOverhead();
        Set<String> devices = new TreeSet<>();
        seat.peers().stream()
                .filter(peer -> facts.ways().containsKey(peer.underlay().value()))
                .forEach(peer -> devices.add(way(facts, peer)));
        devices.removeAll(ours);
        for (String name : devices) {
            facts.device(name)
                    .filter(device -> device.mtu() < needed)
                    .ifPresent(device ->
                            notes.add(
                                    Ailment.EGRESS_MTU,
                                    small(seat, device, needed),
                                    "set `underlay.mtu` to "
                                            + device.mtu()
                                            + ", or raise the MTU of "
                                            + device.name()
                                            + " and of all on the way"));
        }
    }

    private static String small(Seat seat, Device device, int needed) {
        return "overlay "
                + seat.overlay().name()
                + " sends packets of up to "
                + needed
                + " bytes, and "
                + device.name()
                + " takes "
                + device.mtu()
                + ": full packets are fragmented or lost";
    }

    private static String way(Facts facts, Member peer) {
        return Objects.requireNonNull(facts.ways().get(peer.underlay().value()));
    }

    static String named(List<Member> peers) {
        String names =
                peers.stream()
                        .limit(NAMED)
                        .map(peer -> peer.host() + " (" + peer.underlay() + ")")
                        .collect(Collectors.joining(", "));
        return peers.size() > NAMED ? names + " and " + (peers.size() - NAMED) + " more" : names;
    }
}
