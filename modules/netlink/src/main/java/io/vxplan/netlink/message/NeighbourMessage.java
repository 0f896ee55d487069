package io.vxplan.netlink.message;

import java.nio.ByteBuffer;

/// An entry of the neighbour table, or with family `AF_BRIDGE` of a forwarding database: `struct
/// ndmsg` and `NDA_*` (linux/neighbour.h).
///
/// @param index of the interface
/// @param state `NUD_*`
/// @param flags `NTF_*`
/// @param type `RTN_*`, 0 in requests
public record NeighbourMessage(
        int family, int index, int state, int flags, int type, Attributes attributes)
        implements Body {
    /// The neighbour's address; in a VXLAN device's FDB the remote VTEP.
    public static final Attribute<Octets> DESTINATION = Attribute.octets(1);

    public static final Attribute<Octets> LINK_ADDRESS = Attribute.octets(2);
    public static final Attribute<Integer> VLAN = Attribute.u16(5);
    public static final Attribute<Integer> PORT = Attribute.port(6);
    public static final Attribute<Integer> VNI = Attribute.u32(7);

    /// The bridge in whose table the entry is.
    public static final Attribute<Integer> MASTER = Attribute.u32(9);

    public static final Attribute<Integer> PROTOCOL = Attribute.u8(12);

    /// `NUD_REACHABLE`.
    public static final int REACHABLE = 0x02;

    /// `NUD_NOARP`: in an FDB static, elsewhere an address that needs no resolving.
    public static final int NO_ARP = 0x40;

    /// `NUD_PERMANENT`.
    public static final int PERMANENT = 0x80;

    /// `NTF_SELF`: the device's own FDB.
    public static final int SELF = 0x02;

    /// `NTF_MASTER`: the FDB of the bridge it is a port of.
    public static final int IN_MASTER = 0x04;

    private static final Schema SCHEMA =
            Schema.of(DESTINATION, LINK_ADDRESS, VLAN, PORT, VNI, MASTER, PROTOCOL);
    private static final int FIXED_PART = 12;

    static NeighbourMessage read(ByteBuffer from) throws MalformedMessageException {
        Buffers.require(from, FIXED_PART, "a neighbour");
        int family = Buffers.u8(from);
        from.position(from.position() + 3);
        int index = from.getInt();
        int state = Buffers.u16(from);
        int flags = Buffers.u8(from);
        int type = Buffers.u8(from);
        return new NeighbourMessage(
                family, index, state, flags, type, Attributes.read(from, SCHEMA));
    }

    @Override
    public void write(ByteBuffer to) {
        to.put((byte) family).put((byte) 0).putShort((short) 0).putInt(index);
        to.putShort((short) state).put((byte) flags).put((byte) type);
        attributes.write(to);
    }
}
