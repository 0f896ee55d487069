package io.vxplan.host.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vxplan.host.Host;
import io.vxplan.host.HostException;
import io.vxplan.model.Connection.Ssh;
import io.vxplan.model.HostName;
import io.vxplan.netlink.NetworkNamespace;
import io.vxplan.testing.TestNamespace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What lies between here and a host: a jump host with a host behind it that only the jump host
/// reaches.
class SshRouteTest {
    private static final HostName NAME = new HostName("inner");
    private static final String INNER = "198.18.7.2";

    @TempDir static Path shared;
    private static final TestNamespace OUTSIDE = new TestNamespace();
    private static final TestNamespace INSIDE = new TestNamespace();
    private static SshServer jump;
    private static SshServer inner;
    private static Path key;
    private static Path knownHosts;

    /// The neighbour table is one for the whole machine and may be full: these two don't need it.
    @BeforeAll
    static void start() throws IOException {
        OUTSIDE.sh(
                """
                ip link add name in address 02:00:00:00:07:01 type veth peer name out address 02:00:00:00:07:02 netns %s
                ip addr add 198.18.7.1/24 dev in
                ip link set dev in up
                ip neigh add 198.18.7.2 lladdr 02:00:00:00:07:02 dev in nud permanent
                ip route add blackhole 198.18.9.0/24
                """
                        .formatted(INSIDE.name()));
        INSIDE.sh(
                """
                ip addr add 198.18.7.2/24 dev out
                ip link set dev out up
                ip neigh add 198.18.7.1 lladdr 02:00:00:00:07:01 dev out nud permanent
                """);
        jump = new SshServer(OUTSIDE, shared.resolve("jump"), "", List.of());
        inner = new SshServer(INSIDE, shared.resolve("inner"), "", List.of());
        key = shared.resolve("key");
        SshServer.keygen("-q", "-t", "ed25519", "-N", "", "-f", key.toString());
        jump.authorize(key);
        inner.authorize(key);
        knownHosts = shared.resolve("known_hosts");
        Files.writeString(
                knownHosts,
                "127.0.0.1 "
                        + jump.publicHostKey("ed25519")
                        + "\n"
                        + INNER
                        + " "
                        + inner.publicHostKey("ecdsa")
                        + "\n");
    }

    @AfterAll
    static void stop() {
        jump.close();
        inner.close();
        OUTSIDE.close();
        INSIDE.close();
    }

    @Test
    void throughAJumpHost() throws HostException {
        try (Host host = open(behindJump(jumpHost()).at(INNER, 22))) {
            String links = host.run("ip -br link", Duration.ofSeconds(20)).output();

            assertThat(links).contains("out@");
        }
    }

    /// The server's own list of sessions tells how many logins there were.
    @Test
    void oneLoginOnTheJumpHostForAll() throws HostException {
        SshHosts hosts = new SshHosts(shared, Optional.empty());
        Ssh target = behindJump(jumpHost()).at(INNER, 22).ssh();

        try (Host two = hosts.open(NAME, target)) {
            try (Host one = hosts.open(NAME, target)) {
                assertThat(one.name()).isEqualTo(NAME);
                assertThat(jump.sessions()).isEqualTo(1);
                assertThat(inner.sessions()).isEqualTo(2);
            }
            assertThat(two.run("exit 5", Duration.ofSeconds(20)).exitCode()).isEqualTo(5);
        }
    }

    @Test
    void theJumpHostReachesNothing() {
        HostException failure = failure(behindJump(jumpHost()).at(INNER, 23));

        assertThat(failure)
                .hasMessageStartingWith("the jump host can't connect to 198.18.7.2 port 23: ")
                .hasMessageContaining("Connection refused");
    }

    @Test
    void theJumpHostIsNotThere() {
        Ssh way = new SshTarget(jump, knownHosts).at("127.0.0.1", 23).key(key).ssh();

        assertThat(failure(behindJump(way)))
                .hasMessage("can't connect to the jump host 127.0.0.1 port 23: connection refused");
    }

    @Test
    void noRoute() {
        assertThat(failure(new SshTarget(jump, knownHosts).at("203.0.113.1", 22).key(key)))
                .hasMessageStartingWith("can't connect to 203.0.113.1 port 22: ")
                .hasMessageEndingWith("unreachable");
    }

    @Test
    void nobodyAnswers() {
        OUTSIDE.sh("ip neigh replace 198.18.7.99 lladdr 02:00:00:00:00:99 dev in nud permanent");

        HostException failure =
                failure(
                        new SshTarget(jump, knownHosts)
                                .at("198.18.7.99", 22)
                                .key(key)
                                .timeout(Duration.ofSeconds(1)));

        assertThat(failure)
                .hasMessage("can't connect to 198.18.7.99 port 22: no answer within 1 s");
    }

    @Test
    void somethingListensAndIsSilent() throws IOException {
        try (NetworkNamespace namespace = NetworkNamespace.at(jump.namespacePath());
                ServerSocketChannel silent = namespace.call(ServerSocketChannel::open)) {
            silent.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 24));

            HostException failure =
                    failure(
                            new SshTarget(jump, knownHosts)
                                    .at("127.0.0.1", 24)
                                    .key(key)
                                    .timeout(Duration.ofSeconds(1)));

            assertThat(failure)
                    .hasMessage("127.0.0.1 port 24 took the connection, and was silent for 1 s");
        }
    }

    private static Ssh jumpHost() {
        return new SshTarget(jump, knownHosts).key(key).ssh();
    }

    private static SshTarget behindJump(Ssh way) {
        return new SshTarget(jump, knownHosts).key(key).through(way);
    }

    private static Host open(SshTarget target) throws HostException {
        return new SshHosts(shared, Optional.empty()).open(NAME, target.ssh());
    }

    private static HostException failure(SshTarget target) {
        return catchThrowableOfType(HostException.class, () -> open(target).close());
    }
}
