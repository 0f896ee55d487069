package io.vxplan.router.daemon;

import io.vxplan.daemon.Health;
import io.vxplan.daemon.Metrics;
import io.vxplan.daemon.Supervision;
import io.vxplan.daemon.Watched;
import io.vxplan.discovery.state.DiscoveryState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/// How the router is. Its thread says what happened, any asks.
final class Condition implements Watched {
    private final List<OverlayPart> parts;
    private final DiscoverySource discovery;
    private final Duration discoveryMaxAge;
    private final Supervision supervision;
    private final LongSupplier nanoTime;

    /// When `discovery.json` was another one than before.
    private volatile long heard;

    private Optional<Instant> lastUpdate = Optional.empty();

    Condition(
            List<OverlayPart> parts,
            DiscoverySource discovery,
            Duration discoveryMaxAge,
            Supervision supervision,
            LongSupplier nanoTime) {
        this.parts = List.copyOf(parts);
        this.discovery = discovery;
        this.discoveryMaxAge = discoveryMaxAge;
        this.supervision = supervision;
        this.nanoTime = nanoTime;
        this.heard = nanoTime.getAsLong();
    }

    void heard(DiscoveryState state) {
        if (!lastUpdate.equals(Optional.of(state.lastUpdate()))) {
            lastUpdate = Optional.of(state.lastUpdate());
            heard = nanoTime.getAsLong();
        }
    }

    /// A pass over all overlays has ended. Who starts the router needs to wait no longer once each
    /// was compared, whatever is wrong: that is what the status is for.
    void passed() {
        if (parts.stream().allMatch(OverlayPart::isCompared)) {
            supervision.ready();
        }
        Health health = health();
        supervision.status(
                health.problem()
                        .orElse("%d peers, %d routes".formatted(health.peers(), health.routes())));
    }

    @Override
    public Health health() {
        int peers = parts.stream().mapToInt(OverlayPart::admittedCount).sum();
        int routes = parts.stream().mapToInt(OverlayPart::routeCount).sum();
        Optional<String> unheard = discovery.problem().or(this::silence);
        return problem()
                .or(() -> peers == 0 ? unheard : Optional.empty())
                .map(why -> Health.unhealthy(why, peers, routes))
                .or(() -> unheard.map(why -> Health.degraded(why, peers, routes)))
                .orElseGet(() -> Health.well(peers, routes));
    }

    /// Why not all is done, whatever discovery says.
    private Optional<String> problem() {
        return supervision
                .stuck()
                .map(time -> "stuck for " + time.toSeconds() + " s")
                .or(() -> parts.stream().flatMap(part -> part.problem().stream()).findFirst())
                .or(() ->
                        supervision.isReady()
                                ? Optional.empty()
                                : Optional.of("starting: nothing has been compared yet"));
    }

    private Optional<String> silence() {
        Duration silent = Duration.ofNanos(nanoTime.getAsLong() - heard);
        return silent.compareTo(discoveryMaxAge) > 0
                ? Optional.of(
                        "discovery.json was not written anew for %d s: is discovery running?"
                                .formatted(silent.toSeconds()))
                : Optional.empty();
    }

    @Override
    public void measure(Metrics metrics) {
        parts.forEach(part -> part.measure(metrics));
    }
}
