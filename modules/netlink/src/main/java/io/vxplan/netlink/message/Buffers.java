package io.vxplan.netlink.message;

import java.nio.ByteBuffer;

/// Netlink aligns messages and attributes to 4 bytes; the padding is no part of their length.
final class Buffers {
    private Buffers() {}

    static int padding(int length) {
        return -length & 3;
    }

    static void pad(ByteBuffer to, int length) {
        for (int i = padding(length); i > 0; i--) {
            to.put((byte) 0);
        }
    }

    /// The next `size` bytes as a buffer of their own.
    static ByteBuffer take(ByteBuffer from, int size) {
        ByteBuffer taken = from.slice(from.position(), size).order(from.order());
        from.position(from.position() + size);
        return taken;
    }

    static void require(ByteBuffer from, int size, String what) throws MalformedMessageException {
        if (from.remaining() < size) {
            throw new MalformedMessageException(
                    what + " has " + size + " bytes at least, not " + from.remaining());
        }
    }

    static int u8(ByteBuffer from) {
        return from.get() & 0xff;
    }

    static int u16(ByteBuffer from) {
        return from.getShort() & 0xffff;
    }
}
