package io.vxplan.model.address;

import io.vxplan.model.Sha256;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// A 48-bit Ethernet address in the lowest bits of `value`.
public record MacAddress(long value) implements Comparable<MacAddress> {
    /// The all-zeros address: in a VXLAN device's FDB, where frames of no known destination go.
    public static final MacAddress ZERO = new MacAddress(0);

    private static final HexFormat COLONS = HexFormat.ofDelimiter(":");

    public MacAddress {
        if (value >>> 48 != 0) {
            throw new IllegalArgumentException("an Ethernet address has 48 bits");
        }
    }

    /// Reads six colon-separated pairs of hex digits.
    ///
    /// @throws IllegalArgumentException with a message for the user
    public static MacAddress parse(String text) {
        try {
            byte[] bytes = COLONS.parseHex(text);
            if (bytes.length == 6) {
                return of(bytes);
            }
        } catch (IllegalArgumentException e) {
            // fall through: one message for every way of being wrong
        }
        throw new IllegalArgumentException(
                "'" + text + "' is not a MAC address like 02:00:00:00:00:01");
    }

    /// Six bytes in the order in which they are sent.
    public static MacAddress of(byte[] bytes) {
        if (bytes.length != 6) {
            throw new IllegalArgumentException(
                    "an Ethernet address has 6 bytes, not " + bytes.length);
        }
        long value = 0;
        for (byte b : bytes) {
            value = value << 8 | (b & 0xff);
        }
        return new MacAddress(value);
    }

    /// A stable, locally administered unicast address for the thing that `parts` name. Known
    /// everywhere beforehand, it survives reboots and re-creation (users of flannel suffered from
    /// MACs that did not).
    public static MacAddress derived(String... parts) {
        byte[] hash = Sha256.of(String.join("\0", parts));
        byte[] bytes = Arrays.copyOf(hash, 6);
        bytes[0] = (byte) (bytes[0] & 0xfc | 0x02);
        return of(bytes);
    }

    /// Six bytes in the order in which they are sent.
    public byte[] bytes() {
        byte[] bytes = new byte[6];
        for (int i = 0; i < 6; i++) {
            bytes[i] = (byte) (value >>> (40 - 8 * i));
        }
        return bytes;
    }

    /// Of a group (the lowest bit of the first byte, IEEE 802); so is broadcast.
    public boolean isMulticast() {
        return (value >>> 40 & 1) == 1;
    }

    // By hand as in Key.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MacAddress mac && value == mac.value;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(value * 0x9E3779B97F4A7C15L);
    }

    @Override
    public int compareTo(MacAddress other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return COLONS.formatHex(bytes());
    }
}
