package io.vxplan.router.daemon;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.vxplan.daemon.Log;
import io.vxplan.discovery.state.DiscoveryState;
import io.vxplan.discovery.state.Stack;
import io.vxplan.host.HostException;
import io.vxplan.host.local.LocalHost;
import io.vxplan.host.local.Watch;
import io.vxplan.inventory.fields.LogLevel;
import io.vxplan.plan.Change;
import io.vxplan.router.overlay.Claims;
import io.vxplan.router.overlay.Decision;
import io.vxplan.router.overlay.Remnants;
import io.vxplan.router.peers.KnownPeers;
import io.vxplan.router.routing.RouterSettings;
import io.vxplan.router.routing.Routing;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;

/// Keeps this host's part in an overlay as `routing.yaml` and `discovery.json` say.
///
/// It remembers nothing that would be lost with it: what is there is read from the kernel in each
/// pass, and what differs is changed. So it may be stopped and started at any time, and what works
/// goes on working meanwhile.
public final class Router implements AutoCloseable {
    /// Changes come in bursts: after a first one the others are waited for.
    private static final Duration BURST = Duration.ofMillis(50);

    /// The same after a pass that changed something: the kernel tells of that as well, and whoever
    /// undoes it each time must not keep us busy.
    private static final Duration REST = Duration.ofMillis(250);

    /// After a failure, and to see whether changes have led to what was wanted.
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private static final Duration PATIENCE = Duration.ofSeconds(4);

    /// Of more changes, only their number is worth a line.
    private static final int CHANGES_TOLD = 20;

    private final Routing routing;
    private final RouterSettings settings;
    private final LocalHost host;
    private final Path stateFolder;
    private final DiscoverySource discovery;
    private final RoutesFile routesFile;
    private final Log log;
    private final LongSupplier nanoTime;

    private final Semaphore wakes = new Semaphore(0);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean closed;

    private KnownPeers peers = KnownPeers.NONE;
    private Set<Stack> admitted = Set.of();
    private Remnants remnants = Remnants.atStart();

    /// @param stateFolder where discovery writes; only read
    /// @param runFolder where `routes.json` goes
    /// @param nanoTime a monotonic clock, as [System#nanoTime]
    public Router(
            Routing routing,
            RouterSettings settings,
            LocalHost host,
            Path stateFolder,
            Path runFolder,
            Log log,
            LongSupplier nanoTime) {
        this.routing = routing;
        this.settings = settings;
        this.host = host;
        this.stateFolder = stateFolder;
        this.discovery = new DiscoverySource(stateFolder, log);
        this.routesFile = new RoutesFile(runFolder, log);
        this.log = log;
        this.nanoTime = nanoTime;
    }

    /// Looks at everything again, soon: something changed. Any thread.
    public void wake() {
        wakes.release();
    }

    /// Works on this thread until it is closed.
    ///
    /// @throws IOException where no file can be watched on this machine
    /// @throws HostException where the kernel can't be watched
    public void run() throws IOException, HostException {
        log.say(
                LogLevel.INFO,
                "stack %s, VNI %s: routing as %s says"
                        .formatted(routing.stackId(), routing.vni(), stateFolder));
        try (Watch _ = host.watch(this::wake, this::tellUnwatched)) {
            if (settings.watch()) {
                try (DiscoveryWatch _ = new DiscoveryWatch(stateFolder, this::wake, log)) {
                    work();
                }
            } else {
                work();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            log.say(LogLevel.INFO, "ended; tunnels and routes stay as they are");
            ended.countDown();
        }
    }

    private void tellUnwatched(HostException failure) {
        log.problems("watching this host", List.of(ChangeText.of(failure)));
    }

    private void work() throws InterruptedException {
        while (!closed) {
            Duration pause = pass();
            if (!closed && wakes.tryAcquire(pause.toNanos(), NANOSECONDS) && !closed) {
                Thread.sleep(pause.compareTo(AGAIN) > 0 ? BURST : REST);
            }
            wakes.drainPermits();
        }
    }

    /// @return how long nothing has to be done
    private Duration pass() {
        Duration now = now();
        Optional<DiscoveryState> read = discovery.read();
        if (read.isPresent()) {
            peers = peers.read(read.get(), routing.vni().value(), now, settings);
        }
        peers = peers.at(now);
        if (peers.isSettled(now, settings)) {
            remnants = Remnants.GO;
        }
        Duration pause = shortest(settings.refresh(), reconcile());
        return peers.nextLeave().map(leave -> shortest(pause, leave.minus(now()))).orElse(pause);
    }

    private Duration reconcile() {
        try {
            Claims claims = peers.claims(admitted);
            Decision decision = Decision.of(routing, claims, host.observe(), remnants);
            log.problems("overlay", decision.problems());
            host.apply(decision.changes());
            log.problems("this host", List.of());
            tell(decision.changes());
            admitted = decision.admitted();
            remnants = remnants.after(decision.desired());
            if (peers.isKnown()) {
                routesFile.write(decision.routes());
            }
            return decision.changes().isEmpty() ? settings.refresh() : AGAIN;
        } catch (HostException e) {
            log.problems("this host", List.of(ChangeText.of(e)));
            return AGAIN;
        }
    }

    private void tell(List<Change> changes) {
        boolean many = changes.size() > CHANGES_TOLD;
        if (many) {
            log.say(LogLevel.INFO, changes.size() + " changes");
        }
        changes.forEach(
                change -> log.say(many ? LogLevel.DEBUG : LogLevel.INFO, ChangeText.of(change)));
    }

    private Duration now() {
        return Duration.ofNanos(nanoTime.getAsLong());
    }

    private static Duration shortest(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /// Ends the work after the pass that is under way. What it has set stays.
    @Override
    public void close() {
        closed = true;
        wakes.release();
        try {
            if (!ended.await(PATIENCE.toNanos(), NANOSECONDS)) {
                log.say(LogLevel.WARN, "the kernel takes its time: not waited for");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
