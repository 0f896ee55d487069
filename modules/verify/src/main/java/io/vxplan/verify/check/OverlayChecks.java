package io.vxplan.verify.check;

import io.vxplan.model.HostName;
import io.vxplan.model.address.Vni;
import java.util.Collection;
import java.util.List;

/// What is found out about one overlay.
///
/// @param stations all that can be pinged in it
/// @param reach pings from station to station
/// @param pairs how many pings all pairs would be
/// @param sample whether `reach` is only some of them
/// @param hops each way to a network that is behind several hosts
public record OverlayChecks(
        String overlay,
        Vni vni,
        int port,
        List<Station> stations,
        List<Check.Reach> reach,
        int pairs,
        boolean sample,
        List<Check.EcmpHop> hops) {
    OverlayChecks from(Collection<HostName> hosts) {
        return with(
                reach.stream().filter(check -> hosts.contains(check.host())).toList(),
                hops.stream().filter(check -> hosts.contains(check.host())).toList());
    }

    /// A network that is behind several hosts may be reached by way of any of them, and answers by
    /// way of any.
    OverlayChecks among(Collection<HostName> hosts) {
        return with(
                reach.stream()
                        .filter(check ->
                                hosts.containsAll(check.source().hosts())
                                        && hosts.containsAll(check.to().hosts()))
                        .toList(),
                hops.stream()
                        .filter(check ->
                                hosts.contains(check.host()) && hosts.contains(check.hop()))
                        .toList());
    }

    private OverlayChecks with(List<Check.Reach> someReach, List<Check.EcmpHop> someHops) {
        return new OverlayChecks(overlay, vni, port, stations, someReach, pairs, sample, someHops);
    }
}
