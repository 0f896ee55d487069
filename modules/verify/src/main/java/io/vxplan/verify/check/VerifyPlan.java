package io.vxplan.verify.check;

import io.vxplan.model.HostName;
import io.vxplan.model.address.MacAddress;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// All that is to be found out, but for drift.
///
/// @param overlays in the topology's order
/// @param underlay one for each pair of tunnel ends that is tested
public record VerifyPlan(List<OverlayChecks> overlays, List<Check.UnderlayMtu> underlay) {

    /// The checks of these hosts and of the workloads on them.
    public VerifyPlan from(Collection<HostName> names) {
        Set<HostName> hosts = Set.copyOf(names);
        return new VerifyPlan(
                overlays.stream().map(overlay -> overlay.from(hosts)).toList(),
                underlay.stream().filter(check -> hosts.contains(check.host())).toList());
    }

    /// The checks that only these hosts have a part in: those that send, those that are to answer,
    /// and those on the way there and back.
    public VerifyPlan among(Collection<HostName> names) {
        Set<HostName> hosts = Set.copyOf(names);
        return new VerifyPlan(
                overlays.stream().map(overlay -> overlay.among(hosts)).toList(),
                underlay.stream()
                        .filter(check -> hosts.contains(check.host()) && hosts.contains(check.to()))
                        .toList());
    }

    /// Who has this MAC in any of the overlays, in words.
    public Optional<String> ownerOf(MacAddress mac) {
        return overlays.stream()
                .flatMap(overlay -> overlay.stations().stream())
                .filter(station ->
                        station instanceof Station.Source source && source.mac().equals(mac))
                .map(station -> station.name() + " of overlay " + station.overlay())
                .findFirst();
    }

    /// All pings: next hops are not among them.
    public List<Check> pings() {
        return Stream.<Check>concat(
                        overlays.stream().flatMap(overlay -> overlay.reach().stream()),
                        underlay.stream())
                .toList();
    }
}
