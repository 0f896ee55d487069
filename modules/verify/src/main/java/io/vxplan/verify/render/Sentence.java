package io.vxplan.verify.render;

import io.vxplan.verify.check.Check;
import io.vxplan.verify.check.Station;
import io.vxplan.verify.result.Result;
import io.vxplan.verify.result.Verdict;
import java.util.Optional;

/// A failed check in words: what was tried, what came of it, and where to look.
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
            case Verdict.NotRun(String why) -> "not tried: " + why;
            case Verdict.NotChecked(String why) -> "not checked: " + why;
        };
    }

    /// What to look at; empty where the outcome says it already.
    ///
    /// @param underlay what became of the same two hosts' underlay addresses
    static Optional<String> advice(Result<?> result, Optional<Verdict> underlay) {
        return switch (result.verdict()) {
            case Verdict.Lost _ -> Optional.of(lost(result.check(), underlay));
            case Verdict.WrongPeer _ ->
                    Optional.of(
                            "two overlays are wired together, or a workload has another MAC than declared: look at"
                                    + " the ports of the bridges (bridge link) and at the VNIs on both hosts");
            case Verdict.TooBig _ -> Optional.of(tooBig(result.check()));
            case Verdict.Ok _, Verdict.NotRun _, Verdict.NotChecked _ -> Optional.empty();
        };
    }

    private static String lost(Check check, Optional<Verdict> underlay) {
        return switch (check) {
            case Check.Reach reach when underlay.isPresent() && isSilent(underlay.get()) ->
                    "the underlay addresses of the two hosts don't reach each other either: is "
                            + reach.to().hosts().getFirst()
                            + " up, and is there a route to it?";
            case Check.Reach(_, Station.Member to, _, _, _, _) ->
                    "the underlay answers: look for a firewall that drops the VXLAN port (UDP 4789), and for "
                            + to.name()
                            + " in `bridge fdb` and `ip neigh`; `vxplan plan` shows what is missing";
            case Check.Reach(_, Station.Workload to, _, _, _, _) ->
                    "is workload "
                            + to.name()
                            + " up, with that address and a route back, on "
                            + to.host()
                            + "? Does a firewall there (FORWARD, Docker) drop pings?";
            case Check.Reach(_, Station.Gateway to, _, _, _, _) ->
                    "no endpoint is declared in this network, so its gateway was pinged: has "
                            + to.hosts().getFirst()
                            + " that address? Else set `gateway`, or declare an endpoint";
            case Check.EcmpHop hop ->
                    "look at `ip route show "
                            + hop.network()
                            + "` on "
                            + hop.host()
                            + ", and at its `bridge fdb` and `ip neigh` for "
                            + hop.target();
            case Check.UnderlayMtu _ -> "is the host up, and is there a route to it?";
        };
    }

    private static boolean isSilent(Verdict underlay) {
        return switch (underlay) {
            case Verdict.NotChecked _, Verdict.Lost _ -> true;
            case Verdict.Ok _, Verdict.TooBig _, Verdict.NotRun _, Verdict.WrongPeer _ -> false;
        };
    }

    private static String tooBig(Check check) {
        return switch (check) {
            case Check.Reach _ ->
                    "the path carries less than the overlay promises: lower the overlay's `mtu`, or raise the underlay's";
            case Check.UnderlayMtu underlay ->
                    "overlay "
                            + underlay.overlay()
                            + " needs that much: full packets are fragmented or lost; set `underlay.mtu` to what passes,"
                            + " or raise the MTU of every interface on the way";
            case Check.EcmpHop _ -> "";
        };
    }
}
