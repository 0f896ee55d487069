package io.vxplan.discovery.gossip;

import io.vxplan.discovery.Discovery;
import io.vxplan.discovery.state.Stack;
import io.vxplan.model.Secret;
import io.vxplan.model.address.IpAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// A [GossipDiscovery] that is called as the daemon calls it, and what it told.
final class Host implements AutoCloseable {
    static final Duration INTERVAL = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// So that tests need not wait long. Hosts are really given more time: see [Pace].
    static final Pace HASTY = new Pace(200, 40, 200);

    private final Set<String> knows = new ConcurrentSkipListSet<>();
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final GossipDiscovery discovery;
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("announce").factory());
    private volatile List<Stack> own;
    private volatile String trouble = "";

    /// Opens its socket where it is made: see [#announce].
    Host(int port, List<String> seeds, Optional<Secret> key, Stack... own) {
        this(HASTY, port, seeds, key, own);
    }

    Host(Pace pace, int port, List<String> seeds, Optional<Secret> key, Stack... own) {
        this.own = List.of(own);
        discovery =
                new GossipDiscovery(
                        new GossipSettings(
                                port,
                                seeds.stream().map(seed -> Seed.parse(seed, port)).toList(),
                                key,
                                pace),
                        new Ears());
    }

    /// From now on; the first time on the calling thread.
    Host start() {
        announce();
        var _ =
                clock.scheduleWithFixedDelay(
                        this::announce,
                        INTERVAL.toMillis(),
                        INTERVAL.toMillis(),
                        TimeUnit.MILLISECONDS);
        return this;
    }

    Map<String, Long> counts() {
        return discovery.counts();
    }

    private void announce() {
        try {
            discovery.announce(own);
            trouble = "";
        } catch (IOException e) {
            trouble = String.valueOf(e.getMessage());
        }
    }

    void become(Stack... stacks) {
        own = List.of(stacks);
    }

    String trouble() {
        return trouble;
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    /// Forgets what it heard; what is there is heard again.
    void forget() {
        lines.clear();
        knows.clear();
    }

    Host awaitKnows(String... stacks) {
        Set<String> all = Set.of(stacks);
        return await("it knows " + all, () -> knows.equals(all));
    }

    Host awaitLine(String start) {
        return await(start, () -> lines.stream().anyMatch(line -> line.startsWith(start)));
    }

    void awaitNoTrouble() {
        await("no trouble", () -> trouble.isEmpty());
    }

    /// That it hears nothing of a stack any more.
    void awaitSilence(String stack) throws InterruptedException {
        await(
                "silence of " + stack,
                () -> {
                    knows.remove(stack);
                    sleep(INTERVAL.multipliedBy(3));
                    return !knows.contains(stack);
                });
    }

    private Host await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError(
                        "not in %d s: %s; it knows %s, trouble: %s, heard: %s"
                                .formatted(PATIENCE.toSeconds(), what, knows, trouble, last()));
            }
            sleep(Duration.ofMillis(10));
        }
        return this;
    }

    private List<String> last() {
        return lines.subList(Math.max(0, lines.size() - 20), lines.size());
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        discovery.close();
    }

    static void closeAll(Stream<Host> hosts) {
        hosts.parallel().forEach(Host::close);
    }

    private final class Ears implements Discovery.Listener {
        @Override
        public void heard(Stack stack) {
            if (knows.add(stack.key() + " at " + stack.hostIp())) {
                lines.add("heard " + stack.key() + " at " + stack.hostIp());
            }
        }

        @Override
        public void left(Stack.Key stack, IpAddress host) {
            knows.remove(stack + " at " + host);
            lines.add("left " + stack + " at " + host);
        }

        @Override
        public void refused(String from, String why) {
            lines.add("refused " + from + ": " + why);
        }
    }
}
