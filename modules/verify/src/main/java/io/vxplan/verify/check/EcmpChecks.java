package io.vxplan.verify.check;

import io.vxplan.model.HostName;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.Prefix;
import io.vxplan.model.topology.Overlay;
import io.vxplan.model.topology.Overlay.Member;
import io.vxplan.model.topology.Overlay.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/// Every way to the networks that are behind several hosts, from every member that is in front of
/// none of them.
record EcmpChecks(Overlay overlay, List<Station> stations, Sample sample) {
    /// So many addresses are looked at to find one that the kernel's hash sends through a certain
    /// next hop: of 16 next hops one is missed in 1 of 4,000 cases.
    private static final int CANDIDATES = 128;

    List<Check.EcmpHop> all() {
        List<Check.EcmpHop> checks = new ArrayList<>();
        for (Network network : overlay.networks()) {
            List<HostName> behind =
                    network.behind().stream().map(Overlay.Attachment::host).toList();
            if (behind.size() < 2) {
                continue;
            }
            for (Station station : stations) {
                if (station instanceof Station.Member from && !behind.contains(from.host())) {
                    List<HostName> tested = sample.peersOf(from.host());
                    behind.stream()
                            .filter(tested::contains)
                            .forEach(hop ->
                                    through(from, network.prefix().value(), hop)
                                            .ifPresent(checks::add));
                }
            }
        }
        return List.copyOf(checks);
    }

    private Optional<Check.EcmpHop> through(Station.Member from, Prefix network, HostName host) {
        Member hop = overlay.members().get(host);
        Optional<IpAddress> source = from.address(network.family());
        Optional<IpAddress> target =
                stations.stream()
                        .filter(station ->
                                station instanceof Station.Member member
                                        && member.host().equals(host))
                        .findFirst()
                        .flatMap(station -> station.address(network.family()));
        if (hop == null || source.isEmpty() || target.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Check.EcmpHop(
                        from.host(),
                        overlay.name(),
                        network,
                        host,
                        source.get(),
                        target.get(),
                        hop.device().value(),
                        candidates(network)));
    }

    private static List<IpAddress> candidates(Prefix network) {
        return LongStream.range(0, CANDIDATES)
                .mapToObj(network.firstHost()::plus)
                .takeWhile(network::isHostAddress)
                .toList();
    }
}
