package io.vxplan.netlink.message;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/// Bytes that never change: an address of the link or the network layer, or what we do not know.
public final class Octets {
    private final byte[] bytes;

    private Octets(byte[] bytes) {
        this.bytes = bytes;
    }

    public static Octets of(byte... bytes) {
        return new Octets(bytes.clone());
    }

    /// Reads hexadecimal digits.
    public static Octets hex(String digits) {
        return new Octets(HexFormat.of().parseHex(digits));
    }

    /// Takes all that is left in a buffer.
    static Octets read(ByteBuffer from) {
        byte[] bytes = new byte[from.remaining()];
        from.get(bytes);
        return new Octets(bytes);
    }

    void write(ByteBuffer to) {
        to.put(bytes);
    }

    /// How many bytes.
    public int length() {
        return bytes.length;
    }

    public byte[] toArray() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Octets octets && Arrays.equals(bytes, octets.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
