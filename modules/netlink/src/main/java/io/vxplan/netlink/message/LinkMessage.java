package io.vxplan.netlink.message;

import java.nio.ByteBuffer;

/// A network interface: `struct ifinfomsg` and `IFLA_*` (linux/if_link.h).
///
/// @param family `AF_BRIDGE` for what a bridge knows of its port
/// @param hardware `ARPHRD_*`
/// @param index of the interface; 0 where its name says which, or it is to be made
/// @param flags `IFF_*`
/// @param change which of the flags are meant
public record LinkMessage(
        int family, int hardware, int index, int flags, int change, Attributes attributes)
        implements Body {
    /// `IFF_UP`.
    public static final int UP = 1;

    public static final Attribute<Octets> ADDRESS = Attribute.octets(1);
    public static final Attribute<String> NAME = Attribute.string(3);
    public static final Attribute<Integer> MTU = Attribute.u32(4);
    public static final Attribute<Integer> MASTER = Attribute.u32(10);
    public static final Attribute<Attributes> LINK_INFO =
            new Attribute<>(18, Format.nested(LinkInfo::schema));
    public static final Attribute<String> ALIAS = Attribute.string(20);

    /// The alias as the kernel wants it, without a NUL; an empty one removes it.
    public static final Attribute<String> NEW_ALIAS = new Attribute<>(20, Format.UNTERMINATED);

    public static final Attribute<Integer> GROUP = Attribute.u32(27);

    /// Which parts of a link a dump shall hold.
    public static final Attribute<Integer> EXTENSIONS = Attribute.u32(29);

    /// `RTEXT_FILTER_SKIP_STATS`: counters are most of a dump otherwise.
    public static final int WITHOUT_COUNTERS = 8;

    /// `IFLA_INET6_ADDR_GEN_MODE`.
    public static final Attribute<Integer> ADDRESS_GENERATION = Attribute.u8(8);

    /// `AF_INET6` in `IFLA_AF_SPEC`.
    public static final Attribute<Attributes> IPV6 =
            Attribute.nested(10, Schema.of(ADDRESS_GENERATION));

    public static final Attribute<Attributes> FAMILIES = Attribute.nested(26, Schema.of(IPV6));

    /// What `AF_BRIDGE` says of a port; those of [LinkInfo#PORT] are in it.
    public static final Attribute<Attributes> PROTOCOL_INFO =
            Attribute.flaggedNested(12, LinkInfo.PORT_SCHEMA);

    public static final Attribute<String> ALT_NAME = Attribute.string(53);
    public static final Attribute<Attributes> PROPERTIES =
            Attribute.flaggedNested(52, Schema.of(ALT_NAME));

    private static final Schema SCHEMA =
            Schema.of(
                    ADDRESS,
                    NAME,
                    MTU,
                    MASTER,
                    PROTOCOL_INFO,
                    LINK_INFO,
                    ALIAS,
                    FAMILIES,
                    GROUP,
                    EXTENSIONS,
                    PROPERTIES);
    private static final int FIXED_PART = 16;

    public static LinkMessage of(int index, Attribute.Value<?>... attributes) {
        return new LinkMessage(0, 0, index, 0, 0, Attributes.of(attributes));
    }

    static LinkMessage read(ByteBuffer from) throws MalformedMessageException {
        Buffers.require(from, FIXED_PART, "a link");
        int family = Buffers.u8(from);
        from.get();
        int hardware = Buffers.u16(from);
        int index = from.getInt();
        int flags = from.getInt();
        int change = from.getInt();
        return new LinkMessage(
                family, hardware, index, flags, change, Attributes.read(from, SCHEMA));
    }

    @Override
    public void write(ByteBuffer to) {
        to.put((byte) family).put((byte) 0).putShort((short) hardware);
        to.putInt(index).putInt(flags).putInt(change);
        attributes.write(to);
    }
}
