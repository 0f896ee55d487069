package io.vxplan.doctor.exam;

import io.vxplan.doctor.finding.Ailment;
import io.vxplan.doctor.finding.Finding;
import io.vxplan.verify.check.Check;
import io.vxplan.verify.result.Result;
import io.vxplan.verify.result.Verdict;
import java.util.List;
import java.util.Optional;

/// What full packets between tunnel ends tell of the path.
public final class PathExam {
    private PathExam() {}

    public static List<Finding> of(List<Result<Check.UnderlayMtu>> results) {
        return results.stream().flatMap(result -> of(result).stream()).toList();
    }

    private static Optional<Finding> of(Result<Check.UnderlayMtu> result) {
        Check.UnderlayMtu check = result.check();
        return switch (result.verdict()) {
            case Verdict.Ok _ -> Optional.empty();
            case Verdict.TooBig(int size, var fits, String said) ->
                    Optional.of(
                            new Finding(
                                    Ailment.PATH_MTU,
                                    check.host(),
                                    "packets of "
                                            + size
                                            + " bytes, which overlay "
                                            + check.overlay()
                                            + " needs, don't pass to "
                                            + check.to()
                                            + " ("
                                            + check.target()
                                            + ") in one piece"
                                            + (fits.isPresent()
                                                    ? ", " + fits.getAsInt() + " bytes would"
                                                    : "")
                                            + ": "
                                            + said,
                                    "set `underlay.mtu` to what passes, or raise the MTU of every interface on the way"));
            case Verdict.NotChecked(String why) -> Optional.of(unknown(check, why));
            case Verdict.NotRun(String why) -> Optional.of(unknown(check, why));
            case Verdict.Lost(String said) -> Optional.of(unknown(check, said));
            case Verdict.WrongPeer _, Verdict.Unidentified _ -> Optional.empty();
        };
    }

    private static Finding unknown(Check.UnderlayMtu check, String why) {
        return new Finding(
                Ailment.NOT_CHECKED,
                check.host(),
                "what passes to " + check.to() + " (" + check.target() + ") is not known: " + why,
                "look whether a firewall on the way drops pings (ICMP echo), which tell the MTU of a path; or whether "
                        + check.to()
                        + " is up");
    }
}
