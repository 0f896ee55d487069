package io.vxplan.lab.capture;

import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.MacAddress;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;

/// A frame of an overlay as it crosses the underlay.
///
/// @param from the VTEP that sent it
/// @param to the VTEP it goes to, or a multicast group
/// @param vni 0 to 16777215: what was on the wire, sense or nonsense
public record VxlanFrame(
        IpAddress from,
        IpAddress to,
        int vni,
        MacAddress innerSource,
        MacAddress innerDestination,
        InnerPacket packet) {
    /// So much of a frame is enough for what is told here: headers, the underlay's and those
    /// inside.
    public static final int BYTES_READ = 256;

    private static final int ETHERTYPE_IPV4 = 0x0800;
    private static final int ETHERTYPE_IPV6 = 0x86dd;
    private static final int UDP = 17;
    private static final int VNI_IS_VALID = 0x08;

    /// Decodes an Ethernet frame of the underlay.
    ///
    /// @param ports UDP ports on which VXLAN is expected
    /// @return empty where it is something else, or too little of it was captured
    public static Optional<VxlanFrame> decode(ByteBuffer frame, Set<Integer> ports) {
        ByteBuffer in = frame.duplicate();
        try {
            in.position(12);
            return switch (Short.toUnsignedInt(in.getShort())) {
                case ETHERTYPE_IPV4 -> overIpv4(in, ports);
                case ETHERTYPE_IPV6 -> overIpv6(in, ports);
                default -> Optional.empty();
            };
        } catch (BufferUnderflowException
                | IndexOutOfBoundsException
                | IllegalArgumentException _) {
            // Too short, or with a header length that leads outside.
            return Optional.empty();
        }
    }

    private static Optional<VxlanFrame> overIpv4(ByteBuffer in, Set<Integer> ports) {
        int start = in.position();
        int headerLength = (in.get(start) & 0x0f) * 4;
        boolean laterFragment = (in.getShort(start + 6) & 0x1fff) != 0;
        if (in.get(start + 9) != UDP || laterFragment) {
            return Optional.empty();
        }
        in.position(start + 12);
        IpAddress from = address(in, 4);
        IpAddress to = address(in, 4);
        in.position(start + headerLength);
        return inUdp(in, from, to, ports);
    }

    private static Optional<VxlanFrame> overIpv6(ByteBuffer in, Set<Integer> ports) {
        int start = in.position();
        if (in.get(start + 6) != UDP) {
            return Optional.empty();
        }
        in.position(start + 8);
        IpAddress from = address(in, 16);
        IpAddress to = address(in, 16);
        return inUdp(in, from, to, ports);
    }

    private static Optional<VxlanFrame> inUdp(
            ByteBuffer in, IpAddress from, IpAddress to, Set<Integer> ports) {
        in.getShort();
        int port = Short.toUnsignedInt(in.getShort());
        in.getInt();
        int flags = in.getInt() >>> 24;
        int vni = in.getInt() >>> 8;
        if (!ports.contains(port) || (flags & VNI_IS_VALID) == 0) {
            return Optional.empty();
        }
        MacAddress destination = mac(in);
        MacAddress source = mac(in);
        int etherType = Short.toUnsignedInt(in.getShort());
        InnerPacket packet = InnerPacket.decode(etherType, in);
        return Optional.of(new VxlanFrame(from, to, vni, source, destination, packet));
    }

    static IpAddress address(ByteBuffer in, int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return IpAddress.of(bytes);
    }

    static MacAddress mac(ByteBuffer in) {
        byte[] bytes = new byte[6];
        in.get(bytes);
        return MacAddress.of(bytes);
    }

    /// One line: VTEPs, VNI, MAC addresses, packet.
    @Override
    public String toString() {
        return from
                + " > "
                + to
                + " vni "
                + vni
                + ": "
                + innerSource
                + " > "
                + innerDestination
                + ": "
                + packet;
    }
}
