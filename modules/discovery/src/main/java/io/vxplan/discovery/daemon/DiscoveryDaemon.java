package io.vxplan.discovery.daemon;

import io.vxplan.daemon.Health;
import io.vxplan.daemon.Log;
import io.vxplan.daemon.Metrics;
import io.vxplan.daemon.Supervision;
import io.vxplan.daemon.Trouble;
import io.vxplan.daemon.Watched;
import io.vxplan.discovery.Discovery;
import io.vxplan.discovery.daemon.Inbox.Input;
import io.vxplan.discovery.peers.PeerEvent;
import io.vxplan.discovery.peers.PeerTable;
import io.vxplan.discovery.settings.Settings;
import io.vxplan.discovery.state.FolderInUseException;
import io.vxplan.discovery.state.Peer;
import io.vxplan.discovery.state.Stack;
import io.vxplan.model.FileFailure;
import io.vxplan.model.address.IpAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Finds this host's peers and writes them to a folder, until it is stopped. Everything is looked
/// at by the thread that runs it; others only put into its inbox.
///
/// Silence is measured by `System.nanoTime`, which only goes forward; wall time is written and
/// never compared.
public final class DiscoveryDaemon implements Watched {
    private static final Duration GOODBYE = Duration.ofSeconds(3);

    private final Settings settings;
    private final Opener opener;
    private final Supplier<Optional<IpAddress>> hostIp;
    private final InstantSource clock;
    private final Log log;
    private final Supervision supervision;
    private final StateFiles files;
    private final Tally tally = new Tally();
    private final Duration tick;
    private final Inbox inbox = new Inbox();
    private final Trouble announceTrouble;
    private final Trouble addressTrouble;
    private final Condition condition;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean stopping;

    /// @param folder for `discovery.json`, `events.log` and `lock.json`
    /// @param hostIp this host's address in the underlay, as it is now
    /// @param clock for what is written
    public DiscoveryDaemon(
            Settings settings,
            Path folder,
            Opener opener,
            Supplier<Optional<IpAddress>> hostIp,
            InstantSource clock,
            Log log,
            Supervision supervision) {
        this.settings = settings;
        this.opener = opener;
        this.hostIp = settings.hostIp().isPresent() ? settings::hostIp : hostIp;
        this.clock = clock;
        this.log = log;
        this.supervision = supervision;
        this.files = new StateFiles(folder, clock, log);
        this.tick =
                Collections.min(
                        List.of(
                                settings.patience().interval().dividedBy(4),
                                supervision.longestTurn()));
        this.announceTrouble = new Trouble(log, "can't announce");
        this.addressTrouble =
                new Trouble(log, "can't tell which address of this host others reach");
        this.condition = new Condition(supervision, files, tally, addressTrouble, announceTrouble);
    }

    /// Runs until [#stop].
    ///
    /// @throws FolderInUseException where another daemon writes the folder
    /// @throws IOException where peers can't be looked for in the way that is set
    public void run() throws IOException, InterruptedException {
        try (files) {
            files.lock();
            Optional<IpAddress> host = awaitAddress();
            if (host.isPresent()) {
                run(host.get());
            }
        } finally {
            ended.countDown();
        }
    }

    /// Ends [#run] from another thread, with a goodbye to the peers; returns when that is done, or
    /// time is up.
    public void stop(Duration atMost) throws InterruptedException {
        stopping = true;
        supervision.stopping();
        inbox.wake();
        if (!ended.await(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
            log.warn("not done after " + atMost.toMillis() + " ms");
        }
    }

    @Override
    public Health health() {
        return condition.health();
    }

    @Override
    public void measure(Metrics metrics) {
        condition.measure(metrics);
    }

    /// A machine that starts may get its address later than its daemons.
    private Optional<IpAddress> awaitAddress() throws InterruptedException {
        while (!stopping) {
            Optional<IpAddress> host = hostIp.get();
            if (host.isPresent()) {
                addressTrouble.over();
                return host;
            }
            supervision.turned();
            addressTrouble.failed("no route leads out, and there is not just one; set HOST_IP");
            condition.tell("looking for this host's address");
            inbox.take(tick);
        }
        return Optional.empty();
    }

    private void run(IpAddress host) throws IOException, InterruptedException {
        PeerTable table = new PeerTable(settings.patience(), own(host));
        // Peers of the run before are used until they had time to be heard again: a restart of this
        // daemon takes no route away.
        table.restore(files.known());
        Discovery way = opener.open(settings, inbox);
        condition.opened(way);
        Announcer announcer = new Announcer(way, inbox);
        log.info(
                "started: %s, at %s, %d peers known from before"
                        .formatted(settings.way().mode(), host, table.peers().size()));
        files.append(
                List.of(
                        EventLines.started(
                                settings.way().mode(),
                                host,
                                table.peers().size(),
                                clock.instant())));
        try {
            new Watch(table, way, announcer, host).keep();
        } finally {
            announcer.leave(GOODBYE);
            files.write(table.peers());
            files.append(List.of(EventLines.stopped(clock.instant())));
            log.info("stopped");
        }
    }

    private List<Stack> own(IpAddress host) {
        return settings.stacks().stream().map(stack -> stack.at(host)).toList();
    }

    /// From the start to the end, with an address to announce.
    private final class Watch {
        private final PeerTable table;
        private final Discovery way;
        private final Announcer announcer;
        private final Hearing hearing = new Hearing(files, clock, log);
        private final long interval = settings.patience().interval().toNanos();
        private IpAddress host;
        private long ticked = System.nanoTime();
        private long announced = ticked;
        private long written = ticked;

        Watch(PeerTable table, Discovery way, Announcer announcer, IpAddress host) {
            this.table = table;
            this.way = way;
            this.announcer = announcer;
            this.host = host;
        }

        void keep() throws InterruptedException {
            announcer.announce(own(host));
            write();
            while (!stopping) {
                supervision.turned();
                List<PeerEvent> events = new ArrayList<>();
                // What was heard counts before the time that went by.
                inbox.take(tick).forEach(input -> events.addAll(take(input)));
                long now = System.nanoTime();
                if (now - ticked >= tick.toNanos()) {
                    events.addAll(age(Duration.ofNanos(now - ticked)));
                    ticked = now;
                    complain();
                }
                announce(now);
                record(events, now);
            }
        }

        private List<PeerEvent> age(Duration elapsed) {
            Optional<String> deaf = way.deaf();
            hearing.is(deaf);
            if (deaf.isPresent()) {
                table.deaf();
                return List.of();
            }
            return table.tick(elapsed);
        }

        private List<PeerEvent> take(Input input) {
            return switch (input) {
                case Input.Heard(Stack stack) -> table.heard(stack, clock.instant());
                case Input.Left(Stack.Key stack, IpAddress from) -> table.left(stack, from);
                case Input.Refused(String from, String why) -> table.refused(from, why);
                case Input.Announced(Optional<IOException> failure) -> {
                    failure.ifPresentOrElse(
                            e -> announceTrouble.failed(FileFailure.reason(e)),
                            announceTrouble::over);
                    yield List.of();
                }
                case Input.Wake() -> List.of();
            };
        }

        private void complain() {
            long dropped = inbox.dropped();
            if (dropped > 0) {
                tally.dropped(dropped);
                log.warn(
                        dropped
                                + " messages came faster than they could be looked at, and are lost");
            }
        }

        private void announce(long now) {
            if (now - announced < interval) {
                return;
            }
            announced = now;
            // Without an address just now the old one may come back.
            hostIp.get().filter(found -> !found.equals(host)).ifPresent(this::move);
            announcer.announce(own(host));
        }

        private void move(IpAddress found) {
            log.info("this host's address is %s now, no longer %s".formatted(found, host));
            files.append(List.of(EventLines.moved(host, found, clock.instant())));
            host = found;
            table.moved(found);
        }

        private void record(List<PeerEvent> events, long now) {
            if (!events.isEmpty()) {
                events.forEach(event -> EventLines.say(event, log));
                events.forEach(tally::happened);
                files.append(
                        events.stream()
                                .map(event -> EventLines.of(event, clock.instant()))
                                .toList());
            }
            boolean changed =
                    !events.stream().allMatch(event -> event instanceof PeerEvent.Refused);
            if (changed || now - written >= interval) {
                write();
                written = now;
            }
        }

        private void write() {
            List<Peer> peers = table.peers();
            tally.now(peers, table.refusedCount());
            if (files.write(peers)) {
                supervision.ready();
            }
            condition.tell(
                    "%s, at %s, %d peers".formatted(settings.way().mode(), host, peers.size()));
        }
    }
}
