package io.vxplan.host.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vxplan.host.Holder;
import io.vxplan.host.Host;
import io.vxplan.host.HostException;
import io.vxplan.host.local.LocalHost;
import io.vxplan.host.rollout.Fleet;
import io.vxplan.host.rollout.Locking;
import io.vxplan.host.rollout.Outcome;
import io.vxplan.model.HostName;
import io.vxplan.model.resource.Sysctl;
import io.vxplan.plan.Change;
import io.vxplan.testing.TestNamespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The lock of a host that is reached over SSH by one and by netlink by the other.
class LockTest extends WithSshServer {
    private static final boolean LONG = Boolean.getBoolean("long");
    private static final int ROUNDS = LONG ? 100 : 5;
    private static final Holder ALICE =
            Holder.of("alice@laptop (process 1)", "/a's/inventory.yaml");
    private static final Holder BOB = Holder.of("bob@desk (process 2)", "b.yaml");
    private static final String FORWARD = "net.ipv4.ip_forward";
    private static final Duration AT_ONCE = Duration.ZERO;
    private static final Duration PATIENT = Duration.ofSeconds(20);

    private Path key = Path.of("");

    enum Way {
        NETLINK,
        SSH
    }

    @BeforeEach
    void logIn() {
        key = newKey("ed25519");
    }

    private Host open(Way way) throws HostException {
        return switch (way) {
            case NETLINK -> LocalHost.inNamespace(NAME, server.namespacePath());
            case SSH -> open(target().key(key));
        };
    }

    private static Path lockFile() {
        String inode = namespace().sh("readlink /proc/self/ns/net").replaceAll("\\D", "");
        return Path.of("/run/vxplan." + inode + ".lock");
    }

    @ParameterizedTest
    @CsvSource({"NETLINK, NETLINK", "NETLINK, SSH", "SSH, NETLINK", "SSH, SSH"})
    void isOnesAtATime(Way first, Way second) throws HostException {
        try (Host other = open(second)) {
            try (Host host = open(first)) {
                assertThat(host.lock(ALICE, AT_ONCE)).isEmpty();

                Holder holder = other.lock(BOB, AT_ONCE).orElseThrow();

                assertThat(holder.who()).isEqualTo(ALICE.who());
                assertThat(holder.inventory()).isEqualTo(ALICE.inventory());
                assertThat(holder.since()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
                assertThat(other.observe().sysctl(FORWARD)).isPresent();
                host.apply(List.of(forwarding(host, "1")));
            }
            assertThat(lockFile()).doesNotExist();
            assertThat(other.lock(BOB, AT_ONCE)).isEmpty();
        }
        assertThat(lockFile()).doesNotExist();
    }

    private static Change forwarding(Host host, String value) throws HostException {
        String now = host.observe().sysctl(FORWARD).orElseThrow();
        return new Change.Update(new Sysctl(FORWARD, now), new Sysctl(FORWARD, value));
    }

    @ParameterizedTest
    @EnumSource
    void isWaitedFor(Way way) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Host other = open(way)) {
            Host host = open(Way.SSH);
            host.lock(ALICE, AT_ONCE);
            Future<Optional<Holder>> waiting = threads.submit(() -> other.lock(BOB, PATIENT));
            assertThat(waiting).isNotDone();

            host.close();

            assertThat(waiting.get()).isEmpty();
        }
    }

    /// What happens to the server's process of a connection.
    enum Loss {
        KILLED,
        FROZEN
    }

    /// Half a minute passes until a frozen one is taken for lost.
    static List<Loss> losses() {
        return LONG ? List.of(Loss.values()) : List.of(Loss.KILLED);
    }

    /// Frozen is as when the machine that has the lock loses its network or sleeps: nothing ends.
    @ParameterizedTest
    @MethodSource("losses")
    void goesWithTheConnection(Loss loss) throws HostException {
        try (Host host = open(Way.SSH);
                Host other = open(Way.NETLINK)) {
            host.lock(ALICE, AT_ONCE);
            switch (loss) {
                case KILLED -> server.killSessions();
                case FROZEN -> server.freezeSessions(true);
            }

            assertThat(other.lock(BOB, Duration.ofMinutes(1))).isEmpty();

            if (loss == Loss.FROZEN) {
                server.freezeSessions(false);
                assertThat(host.run("true", PATIENT).exitCode()).isEqualTo(137);
            }
            assertThatThrownBy(() -> host.apply(List.of(forwarding(other, "0"))))
                    .hasMessageContaining(
                            loss == Loss.FROZEN
                                    ? "the lock of the host was lost"
                                    : "the connection broke");
        }
    }

    /// What it began goes on, and the one that comes next waits for that elsewhere. But nothing new
    /// is begun without the lock.
    @Test
    void goesWithTheShellThere() throws HostException {
        try (Host host = open(Way.SSH);
                Host other = open(Way.SSH)) {
            host.lock(ALICE, AT_ONCE);

            assertThat(host.run("kill -9 $$; sleep 0.1", PATIENT).exitCode()).isEqualTo(137);

            assertThat(other.lock(BOB, PATIENT)).isEmpty();
            HostException failure =
                    catchThrowableOfType(
                            HostException.class, () -> host.apply(List.of(forwarding(host, "0"))));
            assertThat(failure)
                    .hasMessage("the lock of the host was lost, for its shell there has ended");
            assertThat(failure.change()).isEmpty();
        }
    }

    /// A file that says something else than we write, or nothing yet.
    @ParameterizedTest
    @EnumSource
    void isSaidToBeSomebodys(Way way) throws IOException, HostException {
        try (Host host = open(Way.NETLINK);
                Host other = open(way)) {
            host.lock(ALICE, AT_ONCE);
            Files.writeString(lockFile(), "pid 1\nwho \u001b[2Jme\nsince $(reboot)\n");
            assertThat(other.lock(BOB, AT_ONCE).orElseThrow())
                    .hasToString("?[2Jme, since $(reboot)");

            Files.writeString(lockFile(), "");
            assertThat(other.lock(BOB, AT_ONCE).orElseThrow()).hasToString("somebody");
        }
    }

    /// One by netlink, one over SSH, of the same hosts at the same time: one has all of them and
    /// can work on them, the other learns who it is.
    @Test
    void oneOfTwoGetsAll() throws Exception {
        try (TestNamespace second = new TestNamespace()) {
            SortedSet<HostName> names = new TreeSet<>(List.of(NAME, new HostName("h2")));
            for (int round = 0; round < ROUNDS; round++) {
                List<Integer> others = race(names, second);
                assertThat(others).as("round %d", round).containsExactlyInAnyOrder(0, 1);
            }
        }
    }

    /// @return how many hosts somebody else had, for each of both
    private List<Integer> race(SortedSet<HostName> names, TestNamespace second) throws Exception {
        CyclicBarrier together = new CyclicBarrier(2);
        List<Future<Integer>> both = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Map.Entry<Way, Holder> one : Map.of(Way.NETLINK, ALICE, Way.SSH, BOB).entrySet()) {
                Holder other = one.getKey() == Way.SSH ? ALICE : BOB;
                both.add(
                        threads.submit(() -> {
                            try (Fleet fleet =
                                    new Fleet(host -> open(one.getKey(), host, second), 2)) {
                                together.await();
                                SortedMap<HostName, Holder> held =
                                        new Locking(fleet, one.getValue(), AT_ONCE).take(names);
                                together.await();
                                held.values()
                                        .forEach(holder ->
                                                assertThat(holder.who()).isEqualTo(other.who()));
                                if (held.isEmpty()) {
                                    work(fleet, names);
                                }
                                return held.size();
                            }
                        }));
            }
        }
        return List.of(both.get(0).get(), both.get(1).get());
    }

    private Host open(Way way, HostName host, TestNamespace second) throws HostException {
        return host.equals(NAME)
                ? open(way)
                : LocalHost.inNamespace(host, Path.of("/run/netns", second.name()));
    }

    private static void work(Fleet fleet, SortedSet<HostName> names) {
        fleet.each(
                names,
                host -> {
                    host.apply(List.of(forwarding(host, "1"), forwarding(host, "0")));
                    return host.observe().sysctl(FORWARD).orElseThrow();
                },
                (_, outcome) -> assertThat(outcome).isEqualTo(new Outcome.Done<>("0")));
    }
}
