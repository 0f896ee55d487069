package io.vxplan.router.daemon;

import io.vxplan.daemon.Log;
import io.vxplan.daemon.Metrics;
import io.vxplan.discovery.state.DiscoveryState;
import io.vxplan.discovery.state.Peer;
import io.vxplan.discovery.state.Stack;
import io.vxplan.host.HostException;
import io.vxplan.host.local.LocalHost;
import io.vxplan.inventory.fields.LogLevel;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.address.Prefix;
import io.vxplan.model.resource.HostState;
import io.vxplan.plan.Change;
import io.vxplan.router.overlay.Claims;
import io.vxplan.router.overlay.Decision;
import io.vxplan.router.overlay.RelevantNetworks;
import io.vxplan.router.overlay.Remnants;
import io.vxplan.router.overlay.RouteEntry;
import io.vxplan.router.peers.KnownPeers;
import io.vxplan.router.routing.RouterSettings;
import io.vxplan.router.routing.Routing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/// This host's part in one overlay, kept pass by pass by the router's thread.
///
/// It remembers nothing that would be lost with it: what is there is read from the kernel in each
/// pass, and what differs is changed.
final class OverlayPart implements AutoCloseable {
    /// After a failure, and to see whether changes have led to what was wanted.
    static final Duration AGAIN = Duration.ofSeconds(1);

    /// Of more changes, only their number is worth a line.
    private static final int CHANGES_TOLD = 20;

    private final RoutingSource source;
    private final RouterSettings settings;
    private final LocalHost host;
    private final Log log;
    private final LongSupplier nanoTime;
    private final OverlayLock lock;
    private final Tally tally = new Tally();
    private volatile Routing routing;

    /// Before the first pass every route may matter.
    private volatile Predicate<Prefix> relevant = _ -> true;

    /// Why the last pass did not do what it should.
    private volatile Optional<String> failure = Optional.empty();

    private volatile boolean compared;
    private KnownPeers peers = KnownPeers.NONE;
    private Set<Stack> admitted = Set.of();
    private Remnants remnants = Remnants.atStart();
    private List<RouteEntry> routes = List.of();

    /// @param nanoTime a monotonic clock
    OverlayPart(
            RoutingSource source,
            RouterSettings settings,
            LocalHost host,
            Log log,
            LongSupplier nanoTime) {
        this.source = source;
        this.routing = source.current();
        this.settings = settings;
        this.host = host;
        this.log = log;
        this.nanoTime = nanoTime;
        this.lock = new OverlayLock(host);
    }

    /// Has the overlay on this host from now on.
    ///
    /// @throws HostException where another router has it
    void start(Path stateFolder) throws HostException {
        lock.hold(routing.mark());
        log.info(
                "stack %s, VNI %s: routing as %s says"
                        .formatted(routing.stackId(), routing.vni(), stateFolder));
    }

    /// @param read what discovery has written; empty where that says nothing
    /// @return how long nothing has to be done
    Duration pass(Optional<DiscoveryState> read) {
        Duration now = now();
        routing = source.current();
        if (read.isPresent()) {
            tally.heard(ofOverlay(read.get()));
            peers = peers.read(read.get(), routing.vni().value(), now, settings);
        }
        peers = peers.at(now);
        if (peers.isSettled(now, settings)) {
            remnants = Remnants.GO;
        }
        relevant = RelevantNetworks.of(routing, peers.all());
        Duration pause = reconcile();
        tally.passed(now().minus(now), failure.isPresent());
        return peers.nextLeave().map(leave -> shortest(pause, leave.minus(now()))).orElse(pause);
    }

    private List<Peer> ofOverlay(DiscoveryState state) {
        return state.peers().stream()
                .filter(peer -> peer.stack().vni().equals(routing.vni().value()))
                .toList();
    }

    private Duration reconcile() {
        try {
            lock.hold(routing.mark());
            Claims claims = peers.claims(admitted);
            HostState observed = host.observe(relevant);
            Decision decision = Decision.of(routing, claims, observed, remnants);
            compared = true;
            log.problems("overlay", decision.problems());
            host.apply(decision.changes());
            log.problems("this host", List.of());
            tell(decision.changes());
            done(decision);
            return decision.changes().isEmpty() ? settings.refresh() : AGAIN;
        } catch (HostException e) {
            Diagnostic problem = ChangeText.of(e);
            log.problems("this host", List.of(problem));
            failure = Optional.of(problem.summary());
            return AGAIN;
        }
    }

    private void tell(List<Change> changes) {
        boolean many = changes.size() > CHANGES_TOLD;
        if (many) {
            log.info(changes.size() + " changes");
        }
        changes.forEach(
                change -> log.say(many ? LogLevel.DEBUG : LogLevel.INFO, ChangeText.of(change)));
    }

    private void done(Decision decision) {
        tally.decided(decision, peers);
        failure =
                decision.problems().stream()
                        .filter(Diagnostic::isError)
                        .findFirst()
                        .map(Diagnostic::summary);
        admitted = decision.admitted();
        remnants = remnants.after(decision.desired());
        routes = decision.routes();
    }

    /// To networks behind peers, as far as they were there after the last pass that did its work.
    List<RouteEntry> routes() {
        return routes;
    }

    /// Whether any peers are known; before, nothing can be said of routes to them.
    boolean knowsPeers() {
        return peers.isKnown();
    }

    /// Whether a route there can change what is decided. Any thread.
    boolean matters(Prefix destination) {
        return relevant.test(destination);
    }

    /// Whether it was looked at what the host has, and compared. Any thread.
    boolean isCompared() {
        return compared;
    }

    /// What is wrong with it. Any thread.
    Optional<String> problem() {
        return failure.or(source::problem);
    }

    int admittedCount() {
        return tally.admitted();
    }

    int routeCount() {
        return tally.routes();
    }

    Optional<Path> file() {
        return source.file();
    }

    /// Adds what it counts. Any thread.
    void measure(Metrics all) {
        Routing now = routing;
        Metrics metrics = all.with("vni", now.vni().toString());
        tally.measure(metrics);
        InterfaceName device = Decision.device(now);
        try {
            host.traffic(device)
                    .ifPresent(traffic ->
                            Tally.measure(metrics.with("device", device.value()), traffic));
        } catch (HostException _) {
            // The device's numbers are missing then; /proc fails for no other file either.
        }
    }

    private Duration now() {
        return Duration.ofNanos(nanoTime.getAsLong());
    }

    static Duration shortest(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /// Another router may have the overlay.
    @Override
    public void close() {
        lock.close();
    }
}
