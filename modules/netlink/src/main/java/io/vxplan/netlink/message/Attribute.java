package io.vxplan.netlink.message;

import java.nio.ByteBuffer;
import java.util.Optional;

/// A kind of attribute: its number, and how its value is read and written.
///
/// @param type as on the wire, so with `NLA_F_NESTED` where the kernel sets or wants it
public record Attribute<T>(int type, Format<T> format) {
    private static final int NESTED = 1 << 15;
    private static final int NUMBER = 0x3fff;

    /// One attribute of this kind.
    public Value<T> is(T value) {
        return new Value<>(this, value);
    }

    public record Value<T>(Attribute<T> attribute, T value) {
        void write(ByteBuffer to) {
            attribute.format.write(to, value);
        }

        @Override
        public String toString() {
            return attribute.number() + "=" + value;
        }
    }

    int number() {
        return number(type);
    }

    static int number(int type) {
        return type & NUMBER;
    }

    /// The value of an attribute of this kind. The number alone does not tell the kind: in a link's
    /// `IFLA_INFO_DATA` it depends on what the link is.
    @SuppressWarnings("unchecked")
    Optional<T> in(Value<?> other) {
        boolean same =
                number() == other.attribute.number() && format.equals(other.attribute.format);
        return same ? Optional.of((T) other.value) : Optional.empty();
    }

    static Attribute<Integer> u8(int type) {
        return new Attribute<>(type, Format.U8);
    }

    static Attribute<Integer> u16(int type) {
        return new Attribute<>(type, Format.U16);
    }

    static Attribute<Integer> u32(int type) {
        return new Attribute<>(type, Format.U32);
    }

    static Attribute<Integer> port(int type) {
        return new Attribute<>(type, Format.PORT);
    }

    static Attribute<String> string(int type) {
        return new Attribute<>(type, Format.STRING);
    }

    static Attribute<Octets> octets(int type) {
        return new Attribute<>(type, Format.OCTETS);
    }

    static Attribute<Attributes> nested(int type, Schema schema) {
        return new Attribute<>(type, Format.nested(bytes -> schema));
    }

    static Attribute<Attributes> flaggedNested(int type, Schema schema) {
        return nested(type | NESTED, schema);
    }
}
