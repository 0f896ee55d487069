package io.vxplan.lab.capture;

import io.vxplan.model.address.IpAddress;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/// What a frame of an overlay carries.
public sealed interface InnerPacket {
    int HOP_BY_HOP_OPTIONS = 0;
    int ROUTING = 43;
    int FRAGMENT = 44;
    int DESTINATION_OPTIONS = 60;

    /// A question or an answer of ARP.
    record Arp(boolean request, IpAddress sender, IpAddress target) implements InnerPacket {
        @Override
        public String toString() {
            return request
                    ? "ARP who has " + target + ", asks " + sender
                    : "ARP " + sender + " is here, to " + target;
        }
    }

    /// @param content the protocol, and its ports or its type
    record Ip(IpAddress source, IpAddress destination, String content) implements InnerPacket {
        @Override
        public String toString() {
            return source + " > " + destination + " " + content;
        }
    }

    record Other(int etherType) implements InnerPacket {
        @Override
        public String toString() {
            return "EtherType 0x%04x".formatted(etherType);
        }
    }

    /// Too little of it was captured.
    record Cut() implements InnerPacket {
        @Override
        public String toString() {
            return "(cut off)";
        }
    }

    static InnerPacket decode(int etherType, ByteBuffer in) {
        try {
            return switch (etherType) {
                case 0x0806 -> arp(in);
                case 0x0800 -> ipv4(in);
                case 0x86dd -> ipv6(in);
                default -> new Other(etherType);
            };
        } catch (BufferUnderflowException
                | IndexOutOfBoundsException
                | IllegalArgumentException _) {
            return new Cut();
        }
    }

    private static InnerPacket arp(ByteBuffer in) {
        int start = in.position();
        boolean request = in.getShort(start + 6) == 1;
        in.position(start + 14);
        IpAddress sender = VxlanFrame.address(in, 4);
        in.position(start + 24);
        return new Arp(request, sender, VxlanFrame.address(in, 4));
    }

    private static InnerPacket ipv4(ByteBuffer in) {
        int start = in.position();
        int headerLength = (in.get(start) & 0x0f) * 4;
        int protocol = Byte.toUnsignedInt(in.get(start + 9));
        boolean laterFragment = (in.getShort(start + 6) & 0x1fff) != 0;
        in.position(start + 12);
        IpAddress source = VxlanFrame.address(in, 4);
        IpAddress destination = VxlanFrame.address(in, 4);
        in.position(start + headerLength);
        String content = laterFragment ? "fragment" : content(protocol, in);
        return new Ip(source, destination, content);
    }

    private static InnerPacket ipv6(ByteBuffer in) {
        int start = in.position();
        int header = Byte.toUnsignedInt(in.get(start + 6));
        in.position(start + 8);
        IpAddress source = VxlanFrame.address(in, 16);
        IpAddress destination = VxlanFrame.address(in, 16);
        return new Ip(source, destination, behindExtensions(header, in));
    }

    /// Between an IPv6 header and its content there may be others, each of which says what follows
    /// (RFC 8200, section 4). Reports of multicast listeners, for one, stand behind hop-by-hop
    /// options.
    private static String behindExtensions(int header, ByteBuffer in) {
        int start = in.position();
        return switch (header) {
            case HOP_BY_HOP_OPTIONS, ROUTING, DESTINATION_OPTIONS -> {
                int length = (Byte.toUnsignedInt(in.get(start + 1)) + 1) * 8;
                yield behindExtension(length, in);
            }
            case FRAGMENT -> {
                boolean later = (in.getShort(start + 2) & 0xfff8) != 0;
                yield later ? "fragment" : behindExtension(8, in);
            }
            default -> content(header, in);
        };
    }

    private static String behindExtension(int length, ByteBuffer in) {
        int start = in.position();
        int next = Byte.toUnsignedInt(in.get(start));
        in.position(start + length);
        return behindExtensions(next, in);
    }

    private static String content(int protocol, ByteBuffer in) {
        return switch (protocol) {
            case 1 -> icmp(in);
            case 6 -> "TCP" + ports(in);
            case 17 -> "UDP" + ports(in);
            case 58 -> icmpv6(in);
            default -> "protocol " + protocol;
        };
    }

    private static String ports(ByteBuffer in) {
        int source = Short.toUnsignedInt(in.getShort());
        return " " + source + " > " + Short.toUnsignedInt(in.getShort());
    }

    private static String icmp(ByteBuffer in) {
        int type = Byte.toUnsignedInt(in.get());
        return switch (type) {
            case 0 -> "ICMP echo reply";
            case 3 -> "ICMP unreachable, code " + Byte.toUnsignedInt(in.get());
            case 8 -> "ICMP echo request";
            default -> "ICMP type " + type;
        };
    }

    private static String icmpv6(ByteBuffer in) {
        int start = in.position();
        int type = Byte.toUnsignedInt(in.get(start));
        return switch (type) {
            case 128 -> "ICMPv6 echo request";
            case 129 -> "ICMPv6 echo reply";
            case 130 -> "ICMPv6 multicast listener query";
            case 131, 143 -> "ICMPv6 multicast listener report";
            case 132 -> "ICMPv6 multicast listener done";
            case 133 -> "ICMPv6 router solicitation";
            case 134 -> "ICMPv6 router advertisement";
            case 135 -> "ICMPv6 who has " + target(in, start);
            case 136 -> "ICMPv6 " + target(in, start) + " is here";
            default -> "ICMPv6 type " + type;
        };
    }

    private static IpAddress target(ByteBuffer in, int start) {
        in.position(start + 8);
        return VxlanFrame.address(in, 16);
    }
}
