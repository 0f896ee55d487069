package io.vxplan.router.daemon;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.vxplan.daemon.Log;
import io.vxplan.daemon.Supervision;
import io.vxplan.daemon.Watched;
import io.vxplan.discovery.state.DiscoveryFile;
import io.vxplan.discovery.state.DiscoveryState;
import io.vxplan.discovery.state.Stack;
import io.vxplan.host.HostException;
import io.vxplan.host.local.LocalHost;
import io.vxplan.host.local.Watch;
import io.vxplan.inventory.fields.LogLevel;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.Prefix;
import io.vxplan.plan.Change;
import io.vxplan.router.overlay.Claims;
import io.vxplan.router.overlay.Decision;
import io.vxplan.router.overlay.RelevantNetworks;
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
import java.util.function.Predicate;

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

    private final RoutingSource source;
    private final RouterSettings settings;
    private final LocalHost host;
    private final Path stateFolder;
    private final DiscoverySource discovery;
    private final RoutesFile routesFile;
    private final Log log;
    private final Supervision supervision;
    private final LongSupplier nanoTime;
    private final RunLock runLock;
    private final Condition condition;

    private final Semaphore wakes = new Semaphore(0);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean closed;
    private Routing routing;

    /// Before the first pass every route may matter.
    private volatile Predicate<Prefix> relevant = _ -> true;

    private KnownPeers peers = KnownPeers.NONE;
    private Set<Stack> admitted = Set.of();
    private Remnants remnants = Remnants.atStart();

    /// @param stateFolder where discovery writes; only read
    /// @param runFolder where `routes.json` goes
    /// @param nanoTime a monotonic clock, as [System#nanoTime]
    public Router(
            RoutingSource source,
            RouterSettings settings,
            LocalHost host,
            Path stateFolder,
            Path runFolder,
            Log log,
            Supervision supervision,
            LongSupplier nanoTime) {
        this.source = source;
        this.routing = source.current();
        this.settings = settings;
        this.host = host;
        this.stateFolder = stateFolder;
        this.discovery = new DiscoverySource(stateFolder, log);
        this.routesFile = new RoutesFile(runFolder, log);
        this.log = log;
        this.supervision = supervision;
        this.nanoTime = nanoTime;
        this.runLock = new RunLock(runFolder, log);
        this.condition =
                new Condition(
                        routing,
                        host,
                        settings.discoveryMaxAge(),
                        supervision,
                        nanoTime,
                        List.of(discovery::problem, source::problem));
    }

    /// Looks at everything again, soon: something changed. Any thread.
    public void wake() {
        wakes.release();
    }

    /// Works on this thread until it is closed.
    ///
    /// @throws IOException where no file can be watched on this machine, or another router has the
    ///   folder
    /// @throws HostException where the kernel can't be watched
    public void run() throws IOException, HostException {
        try (runLock) {
            runLock.take();
            follow();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            ended.countDown();
        }
    }

    private void follow() throws IOException, HostException, InterruptedException {
        log.info(
                "stack %s, VNI %s: routing as %s says"
                        .formatted(routing.stackId(), routing.vni(), stateFolder));
        try (FileWatches files = new FileWatches(this::wake, log);
                Watch _ =
                        host.watch(
                                prefix -> relevant.test(prefix), this::wake, this::tellUnwatched)) {
            if (settings.watch()) {
                files.add(stateFolder.resolve(DiscoveryFile.NAME));
            }
            if (source.file().isPresent()) {
                files.add(source.file().get());
            }
            work();
        } finally {
            log.info("ended; tunnels and routes stay as they are");
        }
    }

    private void tellUnwatched(HostException failure) {
        log.problems("watching this host", List.of(ChangeText.of(failure)));
    }

    private void work() throws InterruptedException {
        while (!closed) {
            Duration pause = pass();
            if (awaitWake(pause) && !closed) {
                Thread.sleep(pause.compareTo(AGAIN) > 0 ? BURST : REST);
            }
            wakes.drainPermits();
        }
    }

    private boolean awaitWake(Duration pause) throws InterruptedException {
        long end = System.nanoTime() + pause.toNanos();
        long left = pause.toNanos();
        while (!closed && left > 0) {
            supervision.turned();
            long turn = Math.min(left, supervision.longestTurn().toNanos());
            if (wakes.tryAcquire(turn, NANOSECONDS)) {
                return true;
            }
            left = end - System.nanoTime();
        }
        return false;
    }

    /// @return how long nothing has to be done
    private Duration pass() {
        Duration now = now();
        routing = source.current();
        Optional<DiscoveryState> read = discovery.read();
        if (read.isPresent()) {
            condition.heard(read.get(), routing);
            peers = peers.read(read.get(), routing.vni().value(), now, settings);
        }
        peers = peers.at(now);
        if (peers.isSettled(now, settings)) {
            remnants = Remnants.GO;
        }
        relevant = RelevantNetworks.of(routing, peers.present());
        Duration pause = shortest(settings.refresh(), reconcile());
        condition.passed(now().minus(now));
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
            condition.done(decision, peers);
            admitted = decision.admitted();
            remnants = remnants.after(decision.desired());
            if (peers.isKnown()) {
                routesFile.write(decision.routes());
            }
            return decision.changes().isEmpty() ? settings.refresh() : AGAIN;
        } catch (HostException e) {
            Diagnostic problem = ChangeText.of(e);
            log.problems("this host", List.of(problem));
            condition.failed(problem);
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

    /// How it is.
    public Watched condition() {
        return condition;
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
        supervision.stopping();
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
