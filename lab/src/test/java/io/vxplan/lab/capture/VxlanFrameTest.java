package io.vxplan.lab.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The captures are of two namespaces with `vxlan` devices of VNI 1000 over IPv4 and 600 over IPv6,
/// on which a ping, a TCP and a UDP packet were sent; of the extension headers, what the kernel
/// says where a device with IPv6 comes up, and a ping of 2,000 bytes. tcpdump 4.99 on the bridge
/// between them.
class VxlanFrameTest {
    private static final Set<Integer> PORTS = Set.of(4789);

    private static List<byte[]> frames(String file) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(VxlanFrameTest.class.getResourceAsStream(file))) {
            PcapStream stream = new PcapStream(in);
            List<byte[]> frames = new ArrayList<>();
            for (Optional<ByteBuffer> frame = stream.next();
                    frame.isPresent();
                    frame = stream.next()) {
                byte[] bytes = new byte[frame.get().remaining()];
                frame.get().get(bytes);
                frames.add(bytes);
            }
            return frames;
        }
    }

    private static Optional<VxlanFrame> decode(byte[] frame, Set<Integer> ports) {
        return VxlanFrame.decode(ByteBuffer.wrap(frame), ports);
    }

    private static List<String> decoded(String file) throws IOException {
        return frames(file).stream()
                .map(frame -> decode(frame, PORTS).orElseThrow().toString())
                .toList();
    }

    @Test
    void overIpv4() throws IOException {
        String there = "198.18.0.1 > 198.18.0.2 vni 1000: 02:00:00:00:01:01 > 02:00:00:00:02:01: ";
        String back = "198.18.0.2 > 198.18.0.1 vni 1000: 02:00:00:00:02:01 > 02:00:00:00:01:01: ";
        assertThat(decoded("over-ipv4.pcap"))
                .containsExactly(
                        "198.18.0.1 > 198.18.0.2 vni 1000: 02:00:00:00:01:01 > ff:ff:ff:ff:ff:ff:"
                                + " ARP who has 192.168.100.2, asks 192.168.100.1",
                        back + "ARP 192.168.100.2 is here, to 192.168.100.1",
                        there + "192.168.100.1 > 192.168.100.2 ICMP echo request",
                        back + "192.168.100.2 > 192.168.100.1 ICMP echo reply",
                        there + "192.168.100.1 > 192.168.100.2 TCP 44146 > 80",
                        back + "192.168.100.2 > 192.168.100.1 TCP 80 > 44146",
                        there + "192.168.100.1 > 192.168.100.2 UDP 50909 > 5353",
                        back + "192.168.100.2 > 192.168.100.1 ICMP unreachable, code 3");
    }

    @Test
    void overIpv6() throws IOException {
        assertThat(decoded("over-ipv6.pcap"))
                .containsExactly(
                        "fd00::1 > fd00::2 vni 600: 02:00:00:00:03:01 > 33:33:ff:00:00:02:"
                                + " fd60::1 > ff02::1:ff00:2 ICMPv6 who has fd60::2",
                        "fd00::2 > fd00::1 vni 600: 02:00:00:00:04:01 > 02:00:00:00:03:01:"
                                + " fd60::2 > fd60::1 ICMPv6 fd60::2 is here",
                        "fd00::1 > fd00::2 vni 600: 02:00:00:00:03:01 > 02:00:00:00:04:01:"
                                + " fd60::1 > fd60::2 ICMPv6 echo request",
                        "fd00::2 > fd00::1 vni 600: 02:00:00:00:04:01 > 02:00:00:00:03:01:"
                                + " fd60::2 > fd60::1 ICMPv6 echo reply");
    }

    @Test
    void behindExtensionHeaders() throws IOException {
        assertThat(decoded("extension-headers.pcap"))
                .containsExactly(
                        "198.18.0.2 > 198.18.0.1 vni 1000: 02:00:00:00:02:01 > 33:33:00:00:00:16:"
                                + " :: > ff02::16 ICMPv6 multicast listener report",
                        "198.18.0.2 > 198.18.0.1 vni 1000: 02:00:00:00:02:01 > 33:33:00:00:00:02:"
                                + " fe80::ff:fe00:201 > ff02::2 ICMPv6 router solicitation",
                        "198.18.0.1 > 198.18.0.2 vni 1000: 02:00:00:00:01:01 > 02:00:00:00:02:01:"
                                + " fd60::1 > fd60::2 ICMPv6 echo request",
                        "198.18.0.1 > 198.18.0.2 vni 1000: 02:00:00:00:01:01 > 02:00:00:00:02:01:"
                                + " fd60::1 > fd60::2 fragment");
    }

    /// Destination options with padding, then a routing header of 24 bytes, then the ping.
    @Test
    void behindSeveralExtensionHeaders() {
        ByteBuffer packet = ByteBuffer.allocate(40 + 8 + 24 + 8);
        packet.putInt(6 << 28).putShort((short) 40).put((byte) 60).put((byte) 64);
        packet.position(23).put((byte) 1).position(39).put((byte) 2);
        packet.put((byte) 43).put((byte) 0).put((byte) 1).put((byte) 4).position(48);
        packet.put((byte) 58).put((byte) 2).position(72);
        packet.put((byte) 129);

        assertThat(InnerPacket.decode(0x86dd, packet.rewind()))
                .hasToString("::1 > ::2 ICMPv6 echo reply");
    }

    @Test
    void otherPortsAreNotVxlan() throws IOException {
        assertThat(decode(frames("over-ipv4.pcap").getFirst(), Set.of(8472))).isEmpty();
    }

    @Test
    void noInputThrows() throws IOException {
        long seed = 20260101;
        Random random = new Random(seed);
        List<byte[]> frames = new ArrayList<>(frames("over-ipv4.pcap"));
        frames.addAll(frames("over-ipv6.pcap"));
        frames.addAll(frames("extension-headers.pcap"));
        for (byte[] frame : frames) {
            for (int length = 0; length <= frame.length; length++) {
                decode(Arrays.copyOf(frame, length), PORTS);
            }
            for (int i = 0; i < 10_000; i++) {
                byte[] changed = frame.clone();
                changed[random.nextInt(changed.length)] = (byte) random.nextInt();
                decode(changed, PORTS);
            }
        }
    }
}
