package io.vxplan.verify.render;

import io.vxplan.verify.check.Check;
import io.vxplan.verify.result.Verdict;

/// A failed check in words: what was tried, and what came of it.
final class Sentence {
    private Sentence() {}

    /// What was tried, and from where.
    static String tried(Check check) {
        return switch (check) {
            case Check.Reach reach ->
                    reach.source().overlay()
                            + ": "
                            + reach.source().name()
                            + reach.sourceAddress().map(address -> " (" + address + ")").orElse("")
                            + " -> "
                            + reach.to().name()
                            + " ("
                            + reach.target()
                            + ")";
            case Check.UnderlayMtu underlay ->
                    "underlay: "
                            + underlay.host()
                            + " ("
                            + underlay.sourceAddress()
                            + ") -> "
                            + underlay.to()
                            + " ("
                            + underlay.target()
                            + ")";
            case Check.EcmpHop hop ->
                    hop.overlay()
                            + ": "
                            + hop.host()
                            + " -> "
                            + hop.network()
                            + " through "
                            + hop.hop()
                            + " ("
                            + hop.target()
                            + ")";
        };
    }

    /// What came of it.
    static String outcome(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Ok _ -> "ok";
            case Verdict.Lost(String said) -> said;
            case Verdict.WrongPeer(var expected, var mac, var owner) ->
                    "answered by "
                            + owner.map(name -> name + ", ").orElse("a stranger, ")
                            + mac
                            + "; expected "
                            + expected;
            case Verdict.TooBig(int size, var fits, String said) ->
                    size
                            + " bytes do not pass unfragmented"
                            + (fits.isPresent()
                                    ? ", " + fits.getAsInt() + " would"
                                    : ", smaller ones do")
                            + ": "
                            + said;
            case Verdict.Unidentified() ->
                    "answered, but no entry of the neighbour table says with which MAC";
            case Verdict.NotRun(String why) -> "not tried: " + why;
            case Verdict.NotChecked(String why) -> "not checked: " + why;
        };
    }
}
