package io.vxplan.discovery.multicast;

import static io.vxplan.discovery.state.Stacks.plain;
import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.discovery.daemon.SmallDaemon;
import io.vxplan.discovery.peers.PeerTable;
import io.vxplan.model.Secret;
import io.vxplan.model.address.Family;
import io.vxplan.model.address.IpAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FloodTest {
    private static final int SOURCES = 1_000;
    private static final int DATAGRAMS_EACH = 12;

    /// Of networks, to be believed; they fill a datagram.
    private static final int TOO_MANY = 2_500;

    private static final long MOST_MIB = 200;
    private static final String SETTINGS =
            """
            stacks:
              - { stack_id: own, vni: 1000 }
            discovery:
              mode: multicast
              host_ip: 10.0.0.1
            """;

    @TempDir private Path folder;

    @Test
    void aFloodOfStrangersFitsIntoASmallHeap() throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx64m",
                                "-XX:+UseSerialGC",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Flood.class.getName())
                        .redirectErrorStream(true)
                        .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
        int peers = PeerTable.MAX_ALL_NETWORKS / PeerTable.MAX_NETWORKS;
        assertThat(output).isEqualTo(peers + " peers\n");
    }

    /// By real sockets, of a whole daemon. Without a key the strangers fill its table, as far as
    /// that goes; with one they are nobody.
    @ParameterizedTest
    @ValueSource(strings = {"", "  key: correct horse battery staple\n"})
    void aWholeDaemonInAFloodHearsItsPeers(String key) throws Exception {
        Lan lan = new Lan(2);
        lan.ip(2, "route add local 10.1.0.0/16 dev lo");
        lan.ip(1, "route add 10.1.0.0/16 dev eth0");
        Optional<Secret> secret = key.isEmpty() ? Optional.empty() : Optional.of(Stacks.KEY);
        Daemon peer = new Daemon(lan.host(2), Stacks.settings(secret, "peer"));
        try (SmallDaemon daemon = new SmallDaemon(lan.name(1), folder, SETTINGS + key)) {
            daemon.awaitState("peers");
            lan.host(2).<FloodTest, Exception>call(this::flood);
            peer.announce(plain("peer", 1000, "10.0.0.2"));

            daemon.awaitState("\"peer\"");
            assertThat(daemon.output()).contains(key.isEmpty() ? "stranger-" : "10.1.");
            assertThat(daemon.peak()).isLessThan(MOST_MIB);
        } finally {
            peer.close();
            lan.close();
        }
    }

    private FloodTest flood() throws IOException {
        NetworkInterface eth0 = NetworkInterface.getByName("eth0");
        InetSocketAddress group =
                new InetSocketAddress(
                        InetAddress.getByAddress(MulticastSettings.DEFAULT_GROUP.bytes()),
                        MulticastSettings.DEFAULT_PORT);
        for (int i = 0; i < SOURCES; i++) {
            IpAddress host = new IpAddress(Family.IPV4, 0, (10 << 24) + (1 << 16) + 1 + i);
            try (DatagramChannel source = DatagramChannel.open(StandardProtocolFamily.INET)) {
                source.setOption(StandardSocketOptions.IP_MULTICAST_IF, eth0);
                source.bind(new InetSocketAddress(InetAddress.getByAddress(host.bytes()), 0));
                for (int j = 0; j < DATAGRAMS_EACH; j++) {
                    int networks = j == 0 ? TOO_MANY : PeerTable.MAX_NETWORKS;
                    byte[] datagram =
                            Flood.datagram(Flood.stranger(i * DATAGRAMS_EACH + j, host, networks));
                    source.send(ByteBuffer.wrap(datagram), group);
                }
            }
        }
        return this;
    }
}
