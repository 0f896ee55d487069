package io.vxplan.doctor.exam;

import io.vxplan.doctor.facts.Facts;
import io.vxplan.doctor.facts.Part;
import io.vxplan.doctor.facts.Part.Seat;
import io.vxplan.doctor.facts.filter.ForwardChain;
import io.vxplan.doctor.finding.Ailment;
import io.vxplan.model.Located;
import io.vxplan.model.address.Family;
import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.address.Prefix;
import io.vxplan.model.topology.Overlay.Endpoint;
import io.vxplan.model.topology.Overlay.Network;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Whether the kernel and the firewall let pass what goes between an overlay and what is behind the
/// host: Docker sets the policy of FORWARD to DROP, and gives packets of its networks another
/// source.
final class ForwardingExam {
    private ForwardingExam() {}

    static void of(Part part, Facts facts, Notes notes) {
        for (Seat seat : part.seats()) {
            for (Family family : Family.values()) {
                kernel(seat, family, facts, notes);
            }
            for (ForwardChain chain : facts.filters().forward()) {
                if (seat.isRouted()) {
                    routed(seat, chain, notes);
                } else {
                    bridged(seat, chain, facts, notes);
                }
            }
            masquerades(seat, facts, notes);
        }
    }

    private static void kernel(Seat seat, Family family, Facts facts, Notes notes) {
        List<Network> behind =
                seat.behind().stream()
                        .filter(network -> network.prefix().value().family() == family)
                        .toList();
        if (behind.isEmpty()) {
            return;
        }
        String all = family == Family.IPV4 ? "ipv4/ip_forward" : "ipv6/conf/all/forwarding";
        if (!seat.overlay().forwarding() && facts.sysctl(all).equals(Optional.of("0"))) {
            notes.add(
                    Ailment.FORWARDING,
                    "networks are behind it in overlay "
                            + seat.overlay().name()
                            + " ("
                            + behind.getFirst().prefix()
                            + "), and it does not forward "
                            + family
                            + ": `forwarding: false` leaves that to you",
                    "`sysctl -w net."
                            + all.replace('/', '.')
                            + "=1`, with a file in /etc/sysctl.d, or take `forwarding: false` out of the overlay");
        }
        if (family == Family.IPV4 && facts.sysctl(all).equals(Optional.of("1"))) {
            behind.stream()
                    .flatMap(network -> seat.attachment(network).stream())
                    .flatMap(attachment -> attachment.device().stream())
                    .map(InterfaceName::value)
                    .distinct()
                    .filter(device ->
                            facts.sysctl("ipv4/conf/" + device + "/forwarding")
                                    .equals(Optional.of("0")))
                    .forEach(device ->
                            notes.add(
                                    Ailment.FORWARDING,
                                    "interface "
                                            + device
                                            + ", behind which networks of overlay "
                                            + seat.overlay().name()
                                            + " are, does not forward, though the host does",
                                    "`sysctl -w net.ipv4.conf." + device + ".forwarding=1`"));
        }
    }

    private static void routed(Seat seat, ForwardChain chain, Notes notes) {
        Set<Family> families = EnumSet.noneOf(Family.class);
        seat.behind().forEach(network -> families.add(network.prefix().value().family()));
        families.retainAll(chain.families());
        if (!families.isEmpty() && !chain.lets(seat.layer3())) {
            drop(
                    seat,
                    seat.layer3(),
                    chain,
                    "and networks are behind it: what goes between them and the overlay is lost",
                    notes);
        }
    }

    /// Frames that are bridged pass through the rules of routed packets where br_netfilter says so.
    private static void bridged(Seat seat, ForwardChain chain, Facts facts, Notes notes) {
        boolean workloads =
                seat.overlay().endpoints().stream()
                        .map(Endpoint::host)
                        .anyMatch(seat.member().host()::equals);
        boolean called =
                chain.families().contains(Family.IPV4)
                                && facts.sysctl("bridge/bridge-nf-call-iptables")
                                        .equals(Optional.of("1"))
                        || chain.families().contains(Family.IPV6)
                                && facts.sysctl("bridge/bridge-nf-call-ip6tables")
                                        .equals(Optional.of("1"));
        if (workloads && called && !chain.lets(seat.layer3())) {
            drop(
                    seat,
                    seat.layer3(),
                    chain,
                    "and br_netfilter sends bridged frames there: those of its workloads are lost",
                    notes);
        }
    }

    private static void drop(
            Seat seat, String device, ForwardChain chain, String why, Notes notes) {
        notes.add(
                Ailment.FORWARD_DROP,
                chain.name()
                        + " drops by default (Docker sets that), no rule lets "
                        + device
                        + " of overlay "
                        + seat.overlay().name()
                        + " through in both directions, "
                        + why,
                "`iptables -I DOCKER-USER -i "
                        + device
                        + " -j ACCEPT` and the same with `-o` (without Docker: -I FORWARD), and for IPv6 with ip6tables; with"
                        + " firewalld `firewall-cmd --permanent --zone=trusted --add-interface="
                        + device
                        + "`");
    }

    private static void masquerades(Seat seat, Facts facts, Notes notes) {
        List<Prefix> others =
                Stream.concat(
                                seat.beyond().stream().map(Network::prefix),
                                seat.overlay().subnets().stream())
                        .map(Located::value)
                        .toList();
        for (Network network : seat.behind()) {
            Prefix from = network.prefix().value();
            List<Prefix> to =
                    others.stream().filter(other -> other.family() == from.family()).toList();
            facts.filters().masquerades().stream()
                    .filter(rule -> rule.hits(from, to, seat.layer3()))
                    .findFirst()
                    .ifPresent(rule ->
                            notes.add(
                                    Ailment.MASQUERADE,
                                    "packets of network "
                                            + from
                                            + " get the host's address as their source when they go into overlay "
                                            + seat.overlay().name()
                                            + ": "
                                            + rule.text(),
                                    "have the rule leave out "
                                            + seat.layer3()
                                            + ": `iptables -t nat -I POSTROUTING -s "
                                            + from
                                            + " -o "
                                            + seat.layer3()
                                            + " -j ACCEPT`, or for Docker networks `com.docker.network.bridge.enable_ip_masquerade=false`"));
        }
    }
}
