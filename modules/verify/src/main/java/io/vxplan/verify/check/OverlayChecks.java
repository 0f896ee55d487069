package io.vxplan.verify.check;

import java.util.List;

/// What is found out about one overlay.
///
/// @param stations all that can be pinged in it
/// @param reach pings from station to station
/// @param pairs how many pings all pairs would be; more than `reach` where only a sample is taken
/// @param hops each way to a network that is behind several hosts
public record OverlayChecks(
        String overlay,
        List<Station> stations,
        List<Check.Reach> reach,
        int pairs,
        List<Check.EcmpHop> hops) {
    public boolean isSample() {
        return reach.size() < pairs;
    }
}
