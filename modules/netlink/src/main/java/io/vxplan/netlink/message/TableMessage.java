package io.vxplan.netlink.message;

import java.nio.ByteBuffer;

/// A table of nftables, or something in one: `struct nfgenmsg`, and of its attributes the one that
/// all of them have (linux/netfilter/nf_tables.h).
///
/// @param family `NFPROTO_*`, which are those of `AF_*`
public record TableMessage(int family, Attributes attributes) implements Body {
    /// `NFT_MSG_*` count on from here: `NFNL_SUBSYS_NFTABLES`.
    public static final int TYPES = 10 << 8;

    /// `NFTA_TABLE_NAME`, `NFTA_CHAIN_TABLE`, `NFTA_RULE_TABLE`, `NFTA_SET_TABLE`,
    /// `NFTA_SET_ELEM_LIST_TABLE`.
    public static final Attribute<String> NAME = Attribute.string(1);

    /// `NFT_MSG_NEWGEN`: that a transaction is over. Its first attribute is a number.
    private static final int GENERATION = TYPES + 15;

    private static final Schema SCHEMA = Schema.of(NAME);
    private static final int FIXED_PART = 4;

    static boolean isType(int type) {
        return type >>> 8 == TYPES >>> 8 && type != GENERATION;
    }

    static TableMessage read(ByteBuffer from) throws MalformedMessageException {
        Buffers.require(from, FIXED_PART, "a table");
        int family = Buffers.u8(from);
        from.position(from.position() + FIXED_PART - 1);
        return new TableMessage(family, Attributes.read(from, SCHEMA));
    }

    @Override
    public void write(ByteBuffer to) {
        // With a version, which is 0, and an id of resources, which nobody uses.
        to.put((byte) family).put((byte) 0).putShort((short) 0);
        attributes.write(to);
    }
}
