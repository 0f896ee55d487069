package io.vxplan.lab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.host.Host;
import io.vxplan.host.HostException;
import io.vxplan.model.HostName;
import io.vxplan.model.address.Family;
import io.vxplan.model.address.IpAddress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A stranger on the underlay sends frames of an overlay, as whoever has a UDP socket can: without
/// `firewall: peers` the host takes them, and with it those of peers alone.
class ForgedFrameTest {
    private static final HostName HOST = new HostName("h1");

    /// Both on one port: the VNI says whose a frame is.
    private static final int GUARDED = 1000;

    private static final int OPEN = 2000;

    /// Of an inner ARP request, in which somebody says where he is and asks who the host is.
    private static final String ARP =
            "ffffffffffff" + "020000000066" + "0806" + "0001080006040001" + "020000000066";

    @TempDir private Path folder;

    static Stream<Arguments> familiesAndWays() {
        return Stream.of(Family.values())
                .flatMap(family -> Stream.of(Way.values()).map(way -> Arguments.of(family, way)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("familiesAndWays")
    void comesInFromPeersAlone(Family family, Way way) throws HostException, IOException {
        try (Machine machine = machine();
                Machine peer = beside(machine, 2);
                Machine stranger = beside(machine, 66);
                Host host = way.open(HOST, machine)) {
            topology(family, "none").apply(host);
            send(stranger, family, frame(GUARDED));
            await(() -> received(machine, GUARDED) == 1);
            assertThat(machine.run("ip neigh show 172.20.0.66"))
                    .as("the host believes what a stranger says")
                    .contains("02:00:00:00:00:66");

            topology(family, "peers").apply(host);
            send(stranger, family, frame(GUARDED));
            await(() -> dropped(machine, family) == 1);
            assertThat(received(machine, GUARDED)).isEqualTo(1);
            send(stranger, family, "08");
            await(() -> dropped(machine, family) == 2);

            send(peer, family, frame(GUARDED));
            await(() -> received(machine, GUARDED) == 2);
            send(stranger, family, frame(OPEN));
            await(() -> received(machine, OPEN) == 1);
            assertThat(dropped(machine, family)).isEqualTo(2);

            topology(family, "none").apply(host);
            send(stranger, family, frame(GUARDED));
            await(() -> received(machine, GUARDED) == 3);
        }
    }

    /// The first piece has the UDP header and no VNI, and IPv6 puts pieces together after the
    /// firewall has seen them.
    @Test
    void doesNotComeInInPieces() throws HostException, IOException {
        try (Machine machine = machine();
                Machine stranger = beside(machine, 66);
                Host host = Way.NETLINK.open(HOST, machine)) {
            topology(Family.IPV6, "none").apply(host);
            sendInPieces(stranger);
            await(() -> received(machine, GUARDED) == 1);

            topology(Family.IPV6, "peers").apply(host);
            sendInPieces(stranger);
            await(() -> dropped(machine, Family.IPV6) == 1);
            assertThat(received(machine, GUARDED)).isEqualTo(1);
        }
    }

    private Compiled topology(Family family, String firewall) throws IOException {
        Path inventory = folder.resolve("inventory.yaml");
        Files.writeString(
                inventory,
                """
                all:
                  hosts:
                    h1: { vxplan_underlay: "%s" }
                    h2: { vxplan_underlay: "%s" }
                """
                        .formatted(address(family, 1), address(family, 2)));
        Path topology = folder.resolve("topology.yaml");
        Files.writeString(
                topology,
                """
                version: 1
                name: demo
                overlays:
                  guarded: { vni: %d, subnets: 172.20.0.0/24, firewall: %s }
                  open: { vni: %d, subnets: 172.20.1.0/24 }
                """
                        .formatted(GUARDED, firewall, OPEN));
        return Compiled.of(inventory, topology);
    }

    private static String address(Family family, int number) {
        return (family == Family.IPV4 ? "198.18.0." : "fd18::") + number;
    }

    private static Machine machine() {
        Machine machine = new Machine(new TreeMap<>());
        machine.run("ip link add name eth0 type bridge");
        machine.run(addresses(1));
        return machine;
    }

    private static Machine beside(Machine machine, int number) {
        Machine other = new Machine(new TreeMap<>());
        machine.run(
                "ip link add name p%1$d type veth peer name eth0 netns %2$s; ip link set dev p%1$d master eth0 up"
                        .formatted(number, other.name()));
        other.run(addresses(number));
        await(() -> other.run("ip link show dev eth0").contains("state UP"));
        return other;
    }

    private static String addresses(int number) {
        return "ip addr add %s/24 dev eth0; ip addr add %s/64 dev eth0 nodad; ip link set dev eth0 up"
                .formatted(address(Family.IPV4, number), address(Family.IPV6, number));
    }

    /// A VXLAN header and an Ethernet frame (RFC 7348).
    private static String frame(int vni) {
        String sender = "ac140042";
        String target = "ac140001";
        return "08000000%06x00".formatted(vni) + ARP + sender + "000000000000" + target;
    }

    /// With a socket as anybody has it: no byte of it is a newline, at which bash would cut.
    private static void send(Machine from, Family family, String hex) {
        String bytes = HexFormat.of().withPrefix("\\x").formatHex(HexFormat.of().parseHex(hex));
        from.run("bash -c 'printf \"%s\" >/dev/udp/%s/4789'".formatted(bytes, address(family, 1)));
    }

    private static void sendInPieces(Machine from) {
        byte[] datagram = datagram(HexFormat.of().parseHex(frame(GUARDED)));
        String first = fragment(0, 1) + HexFormat.of().formatHex(datagram, 0, 8);
        String second = fragment(8, 0) + HexFormat.of().formatHex(datagram, 8, datagram.length);
        from.run(
                "perl -MSocket=:all -e 'socket(S, AF_INET6, SOCK_RAW, 44) or die $!; "
                        + "send(S, pack(\"H*\", $_), 0, pack_sockaddr_in6(0, inet_pton(AF_INET6, \"%s\"))) or die $! for @ARGV' %s %s"
                                .formatted(address(Family.IPV6, 1), first, second));
    }

    /// RFC 8200, section 4.5.
    private static String fragment(int offset, int more) {
        return "1100%04x%08x".formatted(offset | more, 4711);
    }

    /// UDP over IPv6, whose checksum counts both addresses.
    private static byte[] datagram(byte[] content) {
        int length = 8 + content.length;
        ByteBuffer sums =
                ByteBuffer.allocate(40 + length + length % 2)
                        .put(IpAddress.parse(address(Family.IPV6, 66)).bytes())
                        .put(IpAddress.parse(address(Family.IPV6, 1)).bytes())
                        .putInt(length)
                        .putInt(17);
        int start = sums.position();
        sums.putShort((short) 4711).putShort((short) 4789).putShort((short) length);
        sums.putShort((short) 0).put(content).rewind();
        int sum = 0;
        while (sums.hasRemaining()) {
            sum += sums.getShort() & 0xffff;
        }
        while (sum > 0xffff) {
            sum = (sum & 0xffff) + (sum >>> 16);
        }
        sums.putShort(start + 6, (short) ~sum);
        return Arrays.copyOfRange(sums.array(), start, start + length);
    }

    private static int received(Machine machine, int vni) {
        String path = "/sys/class/net/vxlan" + vni + "/statistics/rx_packets";
        return Integer.parseInt(machine.run("cat " + path).strip());
    }

    private static int dropped(Machine machine, Family family) {
        String key = family == Family.IPV4 ? "ip" : "ip6";
        String table = machine.run("nft list table " + key + " vxplan/demo/guarded");
        return Integer.parseInt(table.replaceAll("(?s).*counter packets (\\d+) .*", "$1"));
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + 20_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.onSpinWait();
        }
    }
}
