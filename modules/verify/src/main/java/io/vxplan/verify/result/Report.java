package io.vxplan.verify.result;

import io.vxplan.model.HostName;
import io.vxplan.verify.check.Check;
import io.vxplan.verify.check.OverlayChecks;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;

/// All that was found out.
///
/// @param drift what a new plan would change on each host; nothing where nobody meddled
public record Report(
        String topology,
        List<OverlayReport> overlays,
        List<Result<Check.UnderlayMtu>> underlay,
        SortedMap<HostName, Drift> drift) {

    /// @param checks what was to be found out, with the stations
    public record OverlayReport(
            OverlayChecks checks,
            List<Result<Check.Reach>> reach,
            List<Result<Check.EcmpHop>> hops) {}

    /// Whether everything that could be checked is as it should be.
    public boolean passed() {
        return results().noneMatch(Result::isFailure)
                && drift.values().stream().allMatch(Drift::isClean);
    }

    /// Every result, overlay by overlay and the underlay last.
    public Stream<Result<?>> results() {
        return Stream.concat(
                overlays.stream()
                        .flatMap(overlay ->
                                Stream.<Result<?>>concat(
                                        overlay.reach().stream(), overlay.hops().stream())),
                underlay.stream());
    }
}
