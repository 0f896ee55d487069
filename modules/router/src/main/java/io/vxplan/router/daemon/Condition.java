package io.vxplan.router.daemon;

import io.vxplan.daemon.Health;
import io.vxplan.daemon.Metrics;
import io.vxplan.daemon.Supervision;
import io.vxplan.daemon.Watched;
import io.vxplan.discovery.state.DiscoveryState;
import io.vxplan.discovery.state.Peer;
import io.vxplan.host.HostException;
import io.vxplan.host.local.LocalHost;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.InterfaceName;
import io.vxplan.router.overlay.Decision;
import io.vxplan.router.peers.KnownPeers;
import io.vxplan.router.routing.Routing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// How the router is. Its thread says what happened, any asks.
final class Condition implements Watched {
    private final LocalHost host;
    private final Duration discoveryMaxAge;
    private final Supervision supervision;
    private final LongSupplier nanoTime;
    private final List<Supplier<Optional<String>>> sources;
    private final Tally tally = new Tally();
    private volatile Routing routing;

    /// Why the last pass did not do what it should.
    private volatile Optional<String> failure = Optional.empty();

    /// When `discovery.json` was another one than before.
    private volatile long heard;

    private Optional<Instant> lastUpdate = Optional.empty();

    /// @param sources of what is wanted, each with what is wrong with it
    Condition(
            Routing routing,
            LocalHost host,
            Duration discoveryMaxAge,
            Supervision supervision,
            LongSupplier nanoTime,
            List<Supplier<Optional<String>>> sources) {
        this.routing = routing;
        this.host = host;
        this.discoveryMaxAge = discoveryMaxAge;
        this.supervision = supervision;
        this.nanoTime = nanoTime;
        this.sources = List.copyOf(sources);
        this.heard = nanoTime.getAsLong();
    }

    void heard(DiscoveryState state, Routing now) {
        routing = now;
        if (!lastUpdate.equals(Optional.of(state.lastUpdate()))) {
            lastUpdate = Optional.of(state.lastUpdate());
            heard = nanoTime.getAsLong();
        }
        List<Peer> peers =
                state.peers().stream()
                        .filter(peer -> peer.stack().vni().equals(now.vni().value()))
                        .toList();
        tally.heard(peers);
    }

    void done(Decision decision, KnownPeers peers) {
        tally.decided(decision, peers);
        failure =
                decision.problems().stream()
                        .filter(Diagnostic::isError)
                        .findFirst()
                        .map(Diagnostic::summary);
        if (failure.isEmpty()) {
            supervision.ready();
        }
    }

    void failed(Diagnostic problem) {
        failure = Optional.of(problem.summary());
    }

    /// A pass has ended.
    void passed(Duration time) {
        tally.passed(time, failure.isPresent());
        Health health = health();
        supervision.status(
                health.problem()
                        .orElse("%d peers, %d routes".formatted(health.peers(), health.routes())));
    }

    @Override
    public Health health() {
        return new Health(problem(), tally.admitted(), tally.routes());
    }

    private Optional<String> problem() {
        return supervision
                .stuck()
                .map(time -> "stuck for " + time.toSeconds() + " s")
                .or(() -> failure)
                .or(() -> sources.stream().flatMap(source -> source.get().stream()).findFirst())
                .or(this::silence)
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
        tally.measure(metrics);
        InterfaceName device = Decision.device(routing);
        try {
            host.traffic(device)
                    .ifPresent(traffic ->
                            Tally.measure(
                                    metrics, traffic, device.value(), routing.vni().toString()));
        } catch (HostException _) {
            // The device's numbers are missing then; /proc fails for no other file either.
        }
    }
}
