package io.vxplan.router.daemon;

import io.vxplan.daemon.Metrics;
import io.vxplan.discovery.state.Peer;
import io.vxplan.discovery.state.Stack;
import io.vxplan.host.local.Traffic;
import io.vxplan.model.resource.FdbEntry;
import io.vxplan.model.resource.Key;
import io.vxplan.plan.Change;
import io.vxplan.router.overlay.Decision;
import io.vxplan.router.overlay.RouteSource;
import io.vxplan.router.peers.KnownPeers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/// What the router counts. Its thread counts, any reads.
final class Tally {
    private static final double NANOS = Duration.ofSeconds(1).toNanos();
    private static final List<String> ACTIONS = List.of("create", "update", "replace", "delete");

    private final Map<String, Long> changes = new ConcurrentSkipListMap<>();
    private final Map<String, Long> routeChanges = new ConcurrentSkipListMap<>();
    private volatile Map<String, Integer> states = Map.of();
    private volatile Now now = new Now(0, 0, 0, Map.of(), 0);
    private volatile Passes passes = new Passes(0, 0, 0);

    private record Now(
            int admitted, int refused, int leaving, Map<String, Integer> routes, long fdbEntries) {}

    private record Passes(long count, long failed, long nanos) {}

    Tally() {
        ACTIONS.forEach(action -> {
            changes.put(action, 0L);
            routeChanges.put(action, 0L);
        });
    }

    /// @param peers those of the overlay that stand in `discovery.json`
    void heard(List<Peer> peers) {
        Map<String, Integer> counted = new TreeMap<>();
        for (Peer.Status status : Peer.Status.values()) {
            counted.put(status.word(), 0);
        }
        peers.forEach(peer -> counted.merge(peer.status().word(), 1, Integer::sum));
        states = counted;
    }

    void decided(Decision decision, KnownPeers peers) {
        Map<String, Integer> routes = new TreeMap<>();
        for (RouteSource source : RouteSource.values()) {
            routes.put(source.word(), 0);
        }
        decision.routes().forEach(route -> routes.merge(route.source().word(), 1, Integer::sum));
        long refused = peers.present().stream().filter(peer -> !isIn(decision, peer)).count();
        now =
                new Now(
                        decision.admitted().size(),
                        (int) refused,
                        peers.leaving().size(),
                        routes,
                        decision.desired().all(FdbEntry.class).count());
        decision.changes()
                .forEach(change -> {
                    changes.merge(action(change), 1L, Long::sum);
                    if (change.key() instanceof Key.RouteKey) {
                        routeChanges.merge(action(change), 1L, Long::sum);
                    }
                });
    }

    private static boolean isIn(Decision decision, Stack peer) {
        return decision.admitted().contains(peer);
    }

    private static String action(Change change) {
        return switch (change) {
            case Change.Create _ -> "create";
            case Change.Update _ -> "update";
            case Change.Replace _ -> "replace";
            case Change.Delete _ -> "delete";
        };
    }

    void passed(Duration time, boolean failed) {
        Passes before = passes;
        passes =
                new Passes(
                        before.count() + 1,
                        before.failed() + (failed ? 1 : 0),
                        before.nanos() + time.toNanos());
    }

    int admitted() {
        return now.admitted();
    }

    int routes() {
        return now.routes().values().stream().mapToInt(Integer::intValue).sum();
    }

    void measure(Metrics metrics) {
        Now latest = now;
        Passes sum = passes;
        metrics.gauge(
                "vxplan_peers",
                "Peers of the overlay in discovery.json, by state.",
                "state",
                states);
        metrics.gauge("vxplan_admitted_peers", "Peers that take part.", latest.admitted());
        metrics.gauge("vxplan_refused_peers", "Peers that may not take part.", latest.refused());
        metrics.gauge(
                "vxplan_leaving_peers",
                "Peers that are in discovery.json no more, and held for a moment.",
                latest.leaving());
        metrics.gauge(
                "vxplan_routes", "Routes to networks behind peers.", "source", latest.routes());
        metrics.gauge("vxplan_fdb_entries", "FDB entries to peers.", (double) latest.fdbEntries());
        metrics.counter("vxplan_changes", "What was changed on this host.", "action", changes);
        metrics.counter(
                "vxplan_route_changes", "Those of them that are routes.", "action", routeChanges);
        metrics.duration(
                "vxplan_reconcile_seconds",
                "Comparing this host with what it should have, and changing it.",
                sum.count(),
                sum.nanos() / NANOS);
        metrics.counter("vxplan_reconcile_failures", "Those that failed.", sum.failed());
    }

    /// What went through the overlay's device.
    static void measure(Metrics metrics, Traffic traffic) {
        Traffic.Direction received = traffic.received();
        Traffic.Direction sent = traffic.sent();
        both(metrics, "bytes", "Bytes", received.bytes(), sent.bytes());
        both(metrics, "packets", "Packets", received.packets(), sent.packets());
        both(metrics, "errors", "Errors", received.errors(), sent.errors());
        both(metrics, "dropped", "Dropped packets", received.dropped(), sent.dropped());
    }

    private static void both(Metrics metrics, String name, String what, long received, long sent) {
        metrics.counter(
                "vxplan_overlay_" + name,
                what + " of the overlay's device, which the kernel counts since it was made.",
                "direction",
                new TreeMap<>(Map.of("received", received, "sent", sent)));
    }
}
