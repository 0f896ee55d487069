package io.vxplan.netlink.message;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// How the value of an attribute is read and written.
///
/// Readers get a buffer in native byte order that holds the value and nothing else.
interface Format<T> {
    T read(ByteBuffer from) throws MalformedMessageException;

    void write(ByteBuffer to, T value);

    Format<Octets> OCTETS =
            new Format<>() {
                @Override
                public Octets read(ByteBuffer from) {
                    return Octets.read(from);
                }

                @Override
                public void write(ByteBuffer to, Octets value) {
                    value.write(to);
                }
            };

    Format<Integer> U8 =
            new Format<>() {
                @Override
                public Integer read(ByteBuffer from) throws MalformedMessageException {
                    return exactly(1, from).get() & 0xff;
                }

                @Override
                public void write(ByteBuffer to, Integer value) {
                    to.put(value.byteValue());
                }
            };

    Format<Integer> U16 =
            new Format<>() {
                @Override
                public Integer read(ByteBuffer from) throws MalformedMessageException {
                    return Buffers.u16(exactly(2, from));
                }

                @Override
                public void write(ByteBuffer to, Integer value) {
                    to.putShort(value.shortValue());
                }
            };

    /// A UDP port, in network byte order.
    Format<Integer> PORT =
            new Format<>() {
                @Override
                public Integer read(ByteBuffer from) throws MalformedMessageException {
                    return Buffers.u8(exactly(2, from)) << 8 | Buffers.u8(from);
                }

                @Override
                public void write(ByteBuffer to, Integer value) {
                    to.put((byte) (value >>> 8)).put(value.byteValue());
                }
            };

    /// All 32 bits; those who expect more than 2^31 - 1 take it as unsigned.
    Format<Integer> U32 =
            new Format<>() {
                @Override
                public Integer read(ByteBuffer from) throws MalformedMessageException {
                    return exactly(4, from).getInt();
                }

                @Override
                public void write(ByteBuffer to, Integer value) {
                    to.putInt(value);
                }
            };

    /// Text that a NUL ends.
    Format<String> STRING = text(true);

    /// Text without a NUL at its end, where the kernel would take it as part of the text. In its
    /// own messages it has one.
    Format<String> UNTERMINATED = text(false);

    private static Format<String> text(boolean terminated) {
        return new Format<>() {
            @Override
            public String read(ByteBuffer from) {
                byte[] bytes = new byte[from.remaining()];
                from.get(bytes);
                int length = bytes.length;
                while (length > 0 && bytes[length - 1] == 0) {
                    length--;
                }
                return new String(bytes, 0, length, StandardCharsets.UTF_8);
            }

            @Override
            public void write(ByteBuffer to, String value) {
                to.put(value.getBytes(StandardCharsets.UTF_8));
                if (terminated) {
                    to.put((byte) 0);
                }
            }
        };
    }

    /// Attributes in an attribute. Which ones may depend on what is there.
    static Format<Attributes> nested(SchemaChoice schema) {
        return new Format<>() {
            @Override
            public Attributes read(ByteBuffer from) throws MalformedMessageException {
                return Attributes.read(from, schema.of(from.duplicate().order(from.order())));
            }

            @Override
            public void write(ByteBuffer to, Attributes value) {
                value.write(to);
            }
        };
    }

    /// Finds the attributes to expect by looking at the bytes.
    interface SchemaChoice {
        Schema of(ByteBuffer bytes) throws MalformedMessageException;
    }

    private static ByteBuffer exactly(int size, ByteBuffer from) throws MalformedMessageException {
        if (from.remaining() != size) {
            throw new MalformedMessageException(
                    "a value of " + size + " bytes expected, not " + from.remaining());
        }
        return from;
    }
}
