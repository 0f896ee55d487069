package io.vxplan.verify.check;

import io.vxplan.model.Located;
import io.vxplan.model.address.Family;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.topology.Allocations;
import io.vxplan.model.topology.Overlay;
import io.vxplan.model.topology.Topology;
import io.vxplan.plan.compile.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Decides what to check.
public final class Checks {
    private Checks() {}

    /// @param allocations complete, as they were applied
    public static VerifyPlan of(Topology topology, Allocations allocations) {
        return new VerifyPlan(
                topology.overlays().stream()
                        .map(overlay -> of(topology, overlay, allocations))
                        .toList(),
                UnderlayChecks.of(topology));
    }

    private static OverlayChecks of(Topology topology, Overlay overlay, Allocations allocations) {
        Names names = new Names(topology.name().value(), overlay);
        List<Station> stations = new Stations(overlay, allocations, names).all();
        Sample sample = new Sample(overlay.members().keySet());
        List<Check.Reach> reach = new ArrayList<>();
        int pairs = 0;
        Targets targets = new Targets(stations);
        for (Station station : stations) {
            if (station instanceof Station.Source from) {
                pairs += targets.count(from);
                targets.on(sample.peersOf(from.host()), from.host())
                        .forEach(to -> reach.addAll(pair(overlay, from, to)));
            }
        }
        return new OverlayChecks(
                overlay.name(),
                overlay.vni().value(),
                overlay.port(),
                stations,
                List.copyOf(reach),
                pairs,
                !sample.isComplete(),
                new EcmpChecks(overlay, stations, sample).all());
    }

    private static List<Check.Reach> pair(Overlay overlay, Station.Source from, Station to) {
        List<Check.Reach> pings = new ArrayList<>();
        for (Family family : Family.values()) {
            Optional<IpAddress> source = from.address(family);
            Optional<IpAddress> target = to.address(family);
            if (source.isPresent() && target.isPresent()) {
                pings.add(ping(overlay, from, to, source.get(), target.get()));
            }
        }
        return pings;
    }

    private static Check.Reach ping(
            Overlay overlay, Station.Source from, Station to, IpAddress source, IpAddress target) {
        boolean oneLink = shareLink(overlay, source, target);
        return new Check.Reach(
                from,
                to,
                from instanceof Station.Member ? Optional.of(source) : Optional.empty(),
                target,
                oneLink ? identity(from, to) : Optional.empty(),
                oneLink ? mtu(from, to) : OptionalInt.empty());
    }

    private static boolean shareLink(Overlay overlay, IpAddress a, IpAddress b) {
        return overlay.subnets().stream()
                .map(Located::value)
                .anyMatch(subnet -> subnet.contains(a) && subnet.contains(b));
    }

    private static Optional<Check.Identity> identity(Station.Source from, Station to) {
        return switch (to) {
            case Station.Member peer ->
                    Optional.of(new Check.Identity(from.device(), peer.mac(), true));
            case Station.Workload peer ->
                    Optional.of(new Check.Identity(from.device(), peer.mac(), peer.certain()));
            case Station.Gateway _ -> Optional.empty();
        };
    }

    /// Between a host and a workload the size says little: a workload may have a smaller MTU than
    /// its overlay.
    private static OptionalInt mtu(Station.Source from, Station to) {
        return switch (to) {
            case Station.Member peer when from instanceof Station.Member ->
                    OptionalInt.of(Math.min(from.mtu(), peer.mtu()));
            case Station.Workload peer when from instanceof Station.Workload ->
                    OptionalInt.of(Math.min(from.mtu(), peer.mtu()));
            case Station.Member _, Station.Workload _, Station.Gateway _ -> OptionalInt.empty();
        };
    }
}
