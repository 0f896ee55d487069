package io.vxplan.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vxplan.testing.TestNamespace;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A cable with both ends in one namespace. Needs root.
class PacketSocketTest {
    private static final int HEADERS = 14 + 20 + 8;

    private final TestNamespace file;
    private final NetworkNamespace namespace;

    PacketSocketTest() throws Exception {
        file = TestNamespace.bare();
        namespace = NetworkNamespace.at(file.path());
    }

    @BeforeEach
    void cable() throws Exception {
        file.ip("link add name near address 02:00:00:00:00:0a type veth peer name far");
        file.ip("link set dev near addrgenmode none");
        file.ip("link set dev far addrgenmode none");
        file.ip("link set dev near up");
        file.ip("link set dev far up");
        file.ip("address add 198.18.0.1/24 dev near");
        file.ip("neighbour add 198.18.0.2 lladdr 02:00:00:00:00:0b dev near");
    }

    @AfterEach
    void close() throws Exception {
        namespace.close();
        file.close();
    }

    private PacketSocket open(int mostBytes) throws NetlinkException {
        return namespace.call(() -> PacketSocket.open(mostBytes));
    }

    private void send(int count) throws IOException {
        namespace.call(() -> {
            try (DatagramSocket socket = new DatagramSocket()) {
                byte[] text = {1, 2, 3, 4};
                InetSocketAddress to = new InetSocketAddress("198.18.0.2", 4789);
                for (int i = 0; i < count; i++) {
                    socket.send(new DatagramPacket(text, text.length, to));
                }
                return socket;
            }
        });
    }

    @Test
    void itSeesWhatComesInForOthersAndNotWhatGoesOut() throws Exception {
        try (PacketSocket socket = open(1500)) {
            send(1);

            PacketSocket.Frame frame = socket.receive().orElseThrow();

            assertThat(frame.device()).isEqualTo(namespace.call(() -> PacketSocket.index("far")));
            assertThat(HexFormat.of().formatHex(frame.bytes().array()))
                    .hasSize((HEADERS + 4) * 2)
                    .startsWith("02000000000b" + "02000000000a" + "0800")
                    .endsWith("01020304");
            assertThat(socket.receive()).isEmpty();
            assertThat(socket.missed()).isZero();
        }
    }

    @Test
    void itReadsTheBeginningsOfFrames() throws Exception {
        try (PacketSocket socket = open(6)) {
            send(1);

            assertThat(socket.receive().orElseThrow().bytes().array())
                    .containsExactly(2, 0, 0, 0, 0, 11);
        }
    }

    @Test
    void itCountsWhatItHadToDrop() throws Exception {
        try (PacketSocket socket = open(1500)) {
            send(50_000);

            assertThat(socket.missed()).isPositive();
            assertThat(socket.missed()).isZero();
        }
    }

    @Test
    void aDeviceThatIsNotThereIsToldByName() {
        NetlinkException failure =
                catchThrowableOfType(
                        NetlinkException.class,
                        () -> namespace.call(() -> PacketSocket.index("nothing")));

        assertThat(failure).hasMessage("find device nothing: ENODEV (no such device)");
    }
}
