package io.vxplan.netlink.message;

import java.nio.ByteBuffer;

/// An address of an interface: `struct ifaddrmsg` and `IFA_*` (linux/if_addr.h).
///
/// @param family `AF_INET` or `AF_INET6`
/// @param prefixLength bits
/// @param flags the lowest eight of `IFA_F_*`
/// @param scope `RT_SCOPE_*`
/// @param index of the interface
public record AddressMessage(
        int family, int prefixLength, int flags, int scope, int index, Attributes attributes)
        implements Body {
    /// The other end's address on a point-to-point link, else the same as [#LOCAL].
    public static final Attribute<Octets> ADDRESS = Attribute.octets(1);

    /// In IPv6 there only where it is not the same as [#ADDRESS].
    public static final Attribute<Octets> LOCAL = Attribute.octets(2);

    /// All flags; the fixed part has room for eight.
    public static final Attribute<Integer> FLAGS = Attribute.u32(8);

    /// `IFA_F_NODAD`.
    public static final int NO_DUPLICATE_DETECTION = 2;

    /// `IFA_F_PERMANENT`.
    public static final int PERMANENT = 0x80;

    private static final Schema SCHEMA = Schema.of(ADDRESS, LOCAL, FLAGS);
    private static final int FIXED_PART = 8;

    static AddressMessage read(ByteBuffer from) throws MalformedMessageException {
        Buffers.require(from, FIXED_PART, "an address");
        int family = Buffers.u8(from);
        int prefixLength = Buffers.u8(from);
        int flags = Buffers.u8(from);
        int scope = Buffers.u8(from);
        int index = from.getInt();
        return new AddressMessage(
                family, prefixLength, flags, scope, index, Attributes.read(from, SCHEMA));
    }

    @Override
    public void write(ByteBuffer to) {
        to.put((byte) family).put((byte) prefixLength).put((byte) flags).put((byte) scope);
        to.putInt(index);
        attributes.write(to);
    }
}
