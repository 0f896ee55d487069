package io.vxplan.model.address;

import org.jspecify.annotations.Nullable;

/// An IPv4 or IPv6 address without zone. IPv4 lives in the lowest 32 bits of `low`.
///
/// @param high the upper 64 bits, 0 for IPv4
/// @param low the lower 64 bits
public record IpAddress(Family family, long high, long low) implements Comparable<IpAddress> {
    public IpAddress {
        if (family == Family.IPV4 && (high != 0 || low >>> 32 != 0)) {
            throw new IllegalArgumentException("an IPv4 address has 32 bits");
        }
    }

    /// Reads a literal: dotted quad, or IPv6 as in RFC 4291. Names, zones and leading zeros in a
    /// quad are refused, for tools disagree on what they mean.
    ///
    /// @throws IllegalArgumentException with a message for the user
    public static IpAddress parse(String text) {
        return IpAddressText.parse(text);
    }

    /// The address of 4 or 16 bytes in network order.
    public static IpAddress of(byte[] bytes) {
        return switch (bytes.length) {
            case 4 -> new IpAddress(Family.IPV4, 0, word(bytes, 0, 4));
            case 16 -> new IpAddress(Family.IPV6, word(bytes, 0, 8), word(bytes, 8, 8));
            default ->
                    throw new IllegalArgumentException(
                            "an address has 4 or 16 bytes, not " + bytes.length);
        };
    }

    private static long word(byte[] bytes, int from, int count) {
        long value = 0;
        for (int i = from; i < from + count; i++) {
            value = value << 8 | (bytes[i] & 0xff);
        }
        return value;
    }

    /// The address in network order, 4 or 16 bytes.
    public byte[] bytes() {
        byte[] bytes = new byte[family.bits() / 8];
        for (int i = 0; i < bytes.length; i++) {
            int shift = family.bits() - 8 * (i + 1);
            bytes[i] = (byte) (shift >= 64 ? high >>> (shift - 64) : low >>> shift);
        }
        return bytes;
    }

    /// This address plus `offset`, wrapping at the end of the family's range.
    public IpAddress plus(long offset) {
        if (family == Family.IPV4) {
            return new IpAddress(family, 0, (low + offset) & 0xffff_ffffL);
        }
        long sum = low + offset;
        boolean carry =
                offset >= 0
                        ? Long.compareUnsigned(sum, low) < 0
                        : Long.compareUnsigned(sum, low) > 0;
        return new IpAddress(family, carry ? high + Long.signum(offset) : high, sum);
    }

    public boolean isUnspecified() {
        return high == 0 && low == 0;
    }

    public boolean isLoopback() {
        return family == Family.IPV4 ? low >>> 24 == 127 : high == 0 && low == 1;
    }

    public boolean isMulticast() {
        return family == Family.IPV4 ? low >>> 28 == 0xe : high >>> 56 == 0xff;
    }

    /// 169.254.0.0/16 or fe80::/10.
    public boolean isLinkLocal() {
        return family == Family.IPV4 ? low >>> 16 == 0xa9fe : high >>> 54 == 0xfe80 >>> 6;
    }

    /// Whether other hosts can send to it, wherever they are.
    public boolean isRoutable() {
        return !isUnspecified() && !isLoopback() && !isMulticast() && !isLinkLocal();
    }

    // By hand as in Key.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof IpAddress address
                && low == address.low
                && high == address.high
                && family == address.family;
    }

    @Override
    public int hashCode() {
        return Long.hashCode((high * 31 + low) * 0x9E3779B97F4A7C15L);
    }

    @Override
    public int compareTo(IpAddress other) {
        int byFamily = family.compareTo(other.family);
        int byHigh = byFamily != 0 ? byFamily : Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    /// Dotted quad, or the canonical text of RFC 5952.
    @Override
    public String toString() {
        return IpAddressText.format(this);
    }
}
