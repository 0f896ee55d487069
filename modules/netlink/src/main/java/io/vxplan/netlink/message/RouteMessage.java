package io.vxplan.netlink.message;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// A route: `struct rtmsg` and `RTA_*` (linux/rtnetlink.h).
///
/// @param destinationLength bits of the prefix
/// @param sourceLength bits; 0, for we ask for none by source
/// @param tos 0, likewise
/// @param table 0 where [#TABLE] has it
/// @param protocol `RTPROT_*`, who made it
/// @param scope `RT_SCOPE_*`
/// @param type `RTN_*`
/// @param flags `RTM_F_*`
public record RouteMessage(
        int family,
        int destinationLength,
        int sourceLength,
        int tos,
        int table,
        int protocol,
        int scope,
        int type,
        int flags,
        Attributes attributes)
        implements Body {
    public static final Attribute<Octets> DESTINATION = Attribute.octets(1);
    public static final Attribute<Integer> DEVICE = Attribute.u32(4);
    public static final Attribute<Octets> GATEWAY = Attribute.octets(5);
    public static final Attribute<Integer> PRIORITY = Attribute.u32(6);
    public static final Attribute<Integer> TABLE = Attribute.u32(15);

    /// A gateway of the other family: two bytes that name it, and its address.
    public static final Attribute<Octets> VIA = Attribute.octets(18);

    public static final Attribute<List<NextHop>> MULTIPATH = new Attribute<>(9, NextHop.FORMAT);

    /// `RT_TABLE_LOCAL`.
    public static final int LOCAL_TABLE = 255;

    /// `RTPROT_KERNEL`.
    public static final int BY_KERNEL = 2;

    /// `RTM_F_CLONED`: a cached entry, not a configured one.
    public static final int CLONED = 0x200;

    /// `RT_SCOPE_LINK`: on the link itself.
    public static final int LINK_SCOPE = 253;

    /// `RT_SCOPE_NOWHERE`: any, when deleting.
    public static final int ANY_SCOPE = 255;

    private static final Schema SCHEMA =
            Schema.of(DESTINATION, DEVICE, GATEWAY, PRIORITY, TABLE, VIA, MULTIPATH);
    private static final int FIXED_PART = 12;

    /// One of several ways (`struct rtnexthop`).
    ///
    /// @param hops its weight less one
    public record NextHop(int flags, int hops, int index, Attributes attributes) {
        private static final int HEADER = 8;
        private static final Schema SCHEMA = Schema.of(GATEWAY, VIA);

        private static final Format<List<NextHop>> FORMAT =
                new Format<>() {
                    @Override
                    public List<NextHop> read(ByteBuffer from) throws MalformedMessageException {
                        List<NextHop> hops = new ArrayList<>();
                        while (from.remaining() >= HEADER) {
                            hops.add(NextHop.read(from));
                        }
                        return List.copyOf(hops);
                    }

                    @Override
                    public void write(ByteBuffer to, List<NextHop> hops) {
                        hops.forEach(hop -> hop.write(to));
                    }
                };

        private static NextHop read(ByteBuffer from) throws MalformedMessageException {
            int length = Buffers.u16(from);
            int flags = Buffers.u8(from);
            int hops = Buffers.u8(from);
            int index = from.getInt();
            int size = length - HEADER;
            if (size < 0 || size > from.remaining()) {
                throw new MalformedMessageException("a next hop says it has " + length + " bytes");
            }
            Attributes attributes = Attributes.read(Buffers.take(from, size), SCHEMA);
            from.position(Math.min(from.limit(), from.position() + Buffers.padding(size)));
            return new NextHop(flags, hops, index, attributes);
        }

        private void write(ByteBuffer to) {
            int start = to.position();
            to.putShort((short) 0).put((byte) flags).put((byte) hops).putInt(index);
            attributes.write(to);
            to.putShort(start, (short) (to.position() - start));
        }
    }

    static RouteMessage read(ByteBuffer from) throws MalformedMessageException {
        Buffers.require(from, FIXED_PART, "a route");
        int family = Buffers.u8(from);
        int destinationLength = Buffers.u8(from);
        int sourceLength = Buffers.u8(from);
        int tos = Buffers.u8(from);
        int table = Buffers.u8(from);
        int protocol = Buffers.u8(from);
        int scope = Buffers.u8(from);
        int type = Buffers.u8(from);
        int flags = from.getInt();
        return new RouteMessage(
                family,
                destinationLength,
                sourceLength,
                tos,
                table,
                protocol,
                scope,
                type,
                flags,
                Attributes.read(from, SCHEMA));
    }

    @Override
    public void write(ByteBuffer to) {
        to.put((byte) family).put((byte) destinationLength).put((byte) sourceLength);
        to.put((byte) tos).put((byte) table).put((byte) protocol).put((byte) scope);
        to.put((byte) type).putInt(flags);
        attributes.write(to);
    }
}
