package io.vxplan.router.daemon;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.vxplan.daemon.Log;
import io.vxplan.daemon.Supervision;
import io.vxplan.daemon.Watched;
import io.vxplan.discovery.state.DiscoveryFile;
import io.vxplan.discovery.state.DiscoveryState;
import io.vxplan.host.HostException;
import io.vxplan.host.local.LocalHost;
import io.vxplan.host.local.Watch;
import io.vxplan.model.address.Prefix;
import io.vxplan.router.routing.RouterSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;

/// Keeps this host's part in overlays as `routing.yaml` or a topology, and `discovery.json` say:
/// one after the other, in one loop.
///
/// It may be stopped and started at any time, and what works goes on working meanwhile.
public final class Router implements AutoCloseable {
    /// Changes come in bursts: after a first one the others are waited for. With each pass in a row
    /// that changed something it is twice as long: whoever undoes that each time must not keep us
    /// busy.
    private static final Duration BURST = Duration.ofMillis(20);

    private static final int MOST_DOUBLINGS = 4;

    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final List<OverlayPart> parts;
    private final RouterSettings settings;
    private final LocalHost host;
    private final Path stateFolder;
    private final DiscoverySource discovery;
    private final RoutesFile routesFile;
    private final Log log;
    private final Supervision supervision;
    private final Condition condition;

    private final Semaphore wakes = new Semaphore(0);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean closed;

    /// @param sources one for each overlay
    /// @param stateFolder where discovery writes; only read
    /// @param runFolder where `routes.json` goes
    /// @param nanoTime a monotonic clock, as [System#nanoTime]
    public Router(
            List<RoutingSource> sources,
            RouterSettings settings,
            LocalHost host,
            Path stateFolder,
            Path runFolder,
            Log log,
            Supervision supervision,
            LongSupplier nanoTime) {
        this.parts =
                sources.stream()
                        .map(source -> {
                            String overlay = source.current().mark().overlay();
                            Log own = sources.size() == 1 ? log : log.about("overlay " + overlay);
                            return new OverlayPart(source, settings, host, own, nanoTime);
                        })
                        .toList();
        this.settings = settings;
        this.host = host;
        this.stateFolder = stateFolder;
        this.discovery = new DiscoverySource(stateFolder, log);
        this.routesFile = new RoutesFile(runFolder, log);
        this.log = log;
        this.supervision = supervision;
        this.condition =
                new Condition(parts, discovery, settings.discoveryMaxAge(), supervision, nanoTime);
    }

    /// Looks at everything again, soon: something changed. Any thread.
    public void wake() {
        wakes.release();
    }

    /// Works on this thread until it is closed.
    ///
    /// @throws IOException where no file can be watched on this machine
    /// @throws HostException where the kernel can't be watched, or another router of this host has
    ///   one of the overlays
    public void run() throws IOException, HostException {
        try (routesFile) {
            for (OverlayPart part : parts) {
                part.start(stateFolder);
            }
            follow();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            parts.forEach(OverlayPart::close);
            ended.countDown();
        }
    }

    private void follow() throws IOException, HostException, InterruptedException {
        try (FileWatches files = new FileWatches(this::wake, log);
                Watch _ = host.watch(this::matters, this::wake, this::tellUnwatched)) {
            if (settings.watch()) {
                files.add(stateFolder.resolve(DiscoveryFile.NAME));
            }
            for (OverlayPart part : parts) {
                if (part.file().isPresent()) {
                    files.add(part.file().get());
                }
            }
            work();
        } finally {
            log.info("ended; tunnels and routes stay as they are");
        }
    }

    private boolean matters(Prefix destination) {
        return parts.stream().anyMatch(part -> part.matters(destination));
    }

    private void tellUnwatched(HostException failure) {
        log.problems("watching this host", List.of(ChangeText.of(failure)));
    }

    private void work() throws InterruptedException {
        int doublings = 0;
        while (!closed) {
            Duration pause = pass();
            boolean quiet = pause.compareTo(OverlayPart.AGAIN) > 0;
            doublings = quiet ? 0 : Math.min(doublings + 1, MOST_DOUBLINGS);
            if (awaitWake(pause) && !closed) {
                Thread.sleep(BURST.multipliedBy(1L << doublings));
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
        Optional<DiscoveryState> read = discovery.read();
        read.ifPresent(condition::heard);
        Duration pause = settings.refresh();
        for (OverlayPart part : parts) {
            pause = OverlayPart.shortest(pause, part.pass(read));
            supervision.turned();
        }
        if (parts.stream().anyMatch(OverlayPart::knowsPeers)) {
            routesFile.write(parts.stream().flatMap(part -> part.routes().stream()).toList());
        }
        condition.passed();
        return pause;
    }

    /// How it is.
    public Watched condition() {
        return condition;
    }

    /// Ends the work after the pass that is under way. What it has set stays.
    @Override
    public void close() {
        closed = true;
        supervision.stopping();
        wakes.release();
        try {
            if (!ended.await(PATIENCE.toNanos(), NANOSECONDS)) {
                log.warn("the kernel takes its time: not waited for");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
