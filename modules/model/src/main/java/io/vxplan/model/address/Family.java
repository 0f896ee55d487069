package io.vxplan.model.address;

/// The two address families of an underlay or an overlay.
public enum Family {
    IPV4(32, 50),
    IPV6(128, 70);

    private final int bits;
    private final int vxlanOverhead;

    Family(int bits, int vxlanOverhead) {
        this.bits = bits;
        this.vxlanOverhead = vxlanOverhead;
    }

    /// `IPv4` or `IPv6`, as in messages.
    @Override
    public String toString() {
        return this == IPV4 ? "IPv4" : "IPv6";
    }

    /// Bits in an address of this family.
    public int bits() {
        return bits;
    }

    /// Bytes that VXLAN adds to an inner packet when the underlay is of this family: inner Ethernet
    /// 14, VXLAN 8, UDP 8, and IPv4 20 or IPv6 40 (RFC 7348).
    public int vxlanOverhead() {
        return vxlanOverhead;
    }
}
