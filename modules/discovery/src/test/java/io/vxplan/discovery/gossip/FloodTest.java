package io.vxplan.discovery.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.discovery.daemon.SmallDaemon;
import io.vxplan.discovery.multicast.Lan;
import io.vxplan.model.Secret;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A whole daemon with little memory whose port is flooded by strangers of many addresses: with
/// noise, with what looks like gossip, and, where there is no key, with what is believed.
class FloodTest {
    private static final int PORT = 4790;
    private static final InetSocketAddress DAEMON = new InetSocketAddress("10.0.0.1", PORT);
    private static final int SOURCES = 1_000;
    private static final int DATAGRAMS_EACH = 30;
    private static final int SYNCS = 200;
    private static final long MOST_MIB = 200;
    private static final String SETTINGS =
            """
            stacks:
              - { stack_id: own, vni: 1000 }
            discovery:
              mode: gossip
              host_ip: 10.0.0.1
              announce_interval: 500ms
            """;

    private final Random random = new Random(5);

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"", "  key: correct horse battery staple\n"})
    void aWholeDaemonInAFloodHearsItsPeers(String key) throws Exception {
        Optional<Secret> secret = key.isEmpty() ? Optional.empty() : Optional.of(Stacks.KEY);
        Lan lan = new Lan(2);
        lan.ip(2, "route add local 10.1.0.0/16 dev lo");
        lan.ip(1, "route add 10.1.0.0/16 dev eth0");
        Host peer =
                new Host(
                        Pace.of(Host.INTERVAL),
                        PORT,
                        List.of("10.0.0.1"),
                        secret,
                        Stacks.stack("peer", "10.0.0.2"));
        try (SmallDaemon daemon = new SmallDaemon(lan.name(1), folder, SETTINGS + key)) {
            daemon.awaitState("peers");
            lan.host(2)
                    .<FloodTest, IOException>call(() -> {
                        noise();
                        believed(new Seal(Optional.empty()));
                        return this;
                    });
            lan.host(2).<Host, IOException>call(peer::start);

            daemon.awaitState("\"peer\"");
            assertThat(daemon.peak()).isLessThan(MOST_MIB);
        } finally {
            peer.close();
            lan.close();
        }
    }

    private void noise() throws IOException {
        Seal seal = new Seal(Optional.empty());
        for (int i = 0; i < SOURCES; i++) {
            try (DatagramChannel source = source(i)) {
                for (int j = 0; j < DATAGRAMS_EACH; j++) {
                    byte[] bytes = new byte[random.nextInt(j == 0 ? 60_000 : 1_000)];
                    random.nextBytes(bytes);
                    byte[] sealed = envelope(random.nextLong(), bytes).sealed(seal);
                    source.send(ByteBuffer.wrap(j % 2 == 0 ? bytes : sealed), DAEMON);
                }
            }
        }
    }

    private static DatagramChannel source(int number) throws IOException {
        String address = "10.1.%d.%d".formatted(number >> 8, number & 255);
        return DatagramChannel.open().bind(new InetSocketAddress(address, 0));
    }

    private Envelope envelope(long yours, byte[] payload) {
        return new Envelope(
                random.nextLong(), 0, random.nextLong(), yours, ByteBuffer.wrap(payload));
    }

    /// Each time as another process, that knows a hundred members of which nobody has heard. With a
    /// key the daemon does not tell its nonce to who has none.
    private void believed(Seal seal) throws IOException {
        try (DatagramChannel source = source(SOURCES)) {
            source.socket().setSoTimeout(500);
            long nonce = nonce(source, seal);
            for (int i = 0; i < SYNCS; i++) {
                source.send(ByteBuffer.wrap(envelope(nonce, sync(i)).sealed(seal)), DAEMON);
            }
        }
    }

    /// What it answers to whom it does not know; 0 where it does not.
    private long nonce(DatagramChannel source, Seal seal) throws IOException {
        source.configureBlocking(false);
        ByteBuffer answer = ByteBuffer.allocate(Envelope.MAX_DATAGRAM);
        for (int i = 0; i < 100; i++) {
            source.send(ByteBuffer.wrap(envelope(1, new byte[0]).sealed(seal)), DAEMON);
            sleep();
            if (source.receive(answer.clear()) != null) {
                return answer.flip().getLong(Integer.BYTES + 2 * Long.BYTES);
            }
        }
        return 0;
    }

    private static void sleep() {
        try {
            Thread.sleep(10);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] sync(int number) {
        return IntStream.range(0, 100)
                .mapToObj(member ->
                        """
                        {"member":{"id":"%s","address":"10.1.%d.%d:4790","namespace":"%s"},"status":"ALIVE","incarnation":0}\
                        """
                                .formatted(
                                        UUID.randomUUID(),
                                        number & 255,
                                        member,
                                        MessageJson.NAMESPACE))
                .collect(
                        Collectors.joining(
                                ",",
                                "{\"q\":\"sc/membership/sync\",\"cid\":\"1\",\"data\":{\"membership\":[",
                                "]}}"))
                .getBytes(StandardCharsets.UTF_8);
    }
}
