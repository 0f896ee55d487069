package io.vxplan.verify.render;

import io.vxplan.model.HostName;
import io.vxplan.verify.check.Check;
import io.vxplan.verify.check.OverlayChecks;
import io.vxplan.verify.check.Station;
import io.vxplan.verify.result.Report;
import io.vxplan.verify.result.Result;
import io.vxplan.verify.result.Verdict;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Where to look when a check has failed. What became of the underlay tells much of why the overlay
/// is silent.
final class Advice {
    private record Path(HostName from, HostName to) {}

    private final Map<String, OverlayChecks> overlays = new HashMap<>();
    private final Set<Path> silent = new HashSet<>();

    Advice(Report report) {
        report.overlays()
                .forEach(overlay -> overlays.put(overlay.checks().overlay(), overlay.checks()));
        report.underlay().stream()
                .filter(result -> result.verdict() instanceof Verdict.NotChecked)
                .forEach(
                        result -> silent.add(new Path(result.check().host(), result.check().to())));
    }

    /// Empty where the outcome says it already.
    String of(Result<?> result) {
        return switch (result.verdict()) {
            case Verdict.Lost _ -> lost(result.check());
            case Verdict.WrongPeer _ ->
                    "two overlays are wired together, or a workload has another MAC than declared: look at the"
                            + " ports of the bridges (`bridge link`) and at the VNIs on both hosts";
            case Verdict.TooBig _ -> tooBig(result.check());
            case Verdict.Unidentified _ ->
                    "the neighbour table may be too full to keep entries: look at gc_thresh3 of"
                            + " net.ipv4.neigh.default and net.ipv6.neigh.default";
            case Verdict.Ok _, Verdict.NotRun _, Verdict.NotChecked _ -> "";
        };
    }

    private String lost(Check check) {
        return switch (check) {
            case Check.Reach reach when isSilent(reach) ->
                    "the underlay addresses of the two hosts don't reach each other either: is "
                            + reach.to().hosts().getFirst()
                            + " up, and is there a route to it?";
            case Check.Reach reach -> unreached(reach.to());
            case Check.EcmpHop hop ->
                    "look at `ip route show "
                            + hop.network()
                            + "`, and for "
                            + hop.target()
                            + " in `ip neigh` and `bridge fdb`, on the host that sends";
            case Check.UnderlayMtu _ -> "";
        };
    }

    private String unreached(Station station) {
        return switch (station) {
            case Station.Member peer ->
                    "the underlay answers: look for a firewall that drops UDP port "
                            + port(peer.overlay())
                            + ", and for "
                            + peer.mac()
                            + " in `bridge fdb` and `ip neigh`; `vxplan plan` shows what is missing";
            case Station.Workload workload ->
                    "is workload "
                            + workload.name()
                            + " up on "
                            + workload.host()
                            + ", with that address and a route back? Does a firewall there (Docker's FORWARD) drop pings?";
            case Station.Gateway gateway ->
                    "no endpoint is declared in this network, so its gateway was pinged: has "
                            + gateway.hosts().getFirst()
                            + " that address? Else set `gateway`, or declare an endpoint";
        };
    }

    private String port(String overlay) {
        OverlayChecks checks = overlays.get(overlay);
        return checks == null ? "" : Integer.toString(checks.port());
    }

    private boolean isSilent(Check.Reach reach) {
        return reach.to().hosts().stream()
                .anyMatch(host -> silent.contains(new Path(reach.host(), host)));
    }

    private static String tooBig(Check check) {
        return switch (check) {
            case Check.Reach _ ->
                    "the path carries less than the overlay promises: lower the overlay's `mtu`, or raise the"
                            + " underlay's";
            case Check.UnderlayMtu underlay ->
                    "overlay "
                            + underlay.overlay()
                            + " needs that much: full packets are fragmented or lost; set `underlay.mtu` to what"
                            + " passes, or raise the MTU of every interface on the way";
            case Check.EcmpHop _ -> "";
        };
    }
}
