package io.vxplan.netlink.message;

import io.vxplan.netlink.message.Attribute.Value;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What follows a message's fixed part, in its order. A kind may come more than once.
public record Attributes(List<Value<?>> values) {
    private static final int HEADER = 4;

    public static final Attributes NONE = of();

    public Attributes {
        values = List.copyOf(values);
    }

    public static Attributes of(Value<?>... values) {
        return new Attributes(List.of(values));
    }

    /// The first of a kind.
    public <T> Optional<T> get(Attribute<T> kind) {
        for (Value<?> value : values) {
            Optional<T> found = kind.in(value);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /// Every one of a kind.
    public <T> List<T> all(Attribute<T> kind) {
        return values.stream().flatMap(value -> kind.in(value).stream()).toList();
    }

    static Attributes read(ByteBuffer from, Schema schema) throws MalformedMessageException {
        List<Value<?>> values = new ArrayList<>();
        while (from.remaining() >= HEADER) {
            int length = from.getShort() & 0xffff;
            int type = from.getShort() & 0xffff;
            int size = length - HEADER;
            if (size < 0 || size > from.remaining()) {
                throw new MalformedMessageException(
                        "attribute "
                                + type
                                + " says it has "
                                + length
                                + " bytes, and "
                                + (from.remaining() + HEADER)
                                + " are left");
            }
            int limit = from.limit();
            int end = from.position() + size;
            values.add(read(schema.attribute(type), from.limit(end)));
            from.limit(limit).position(Math.min(limit, end + Buffers.padding(size)));
        }
        return new Attributes(values);
    }

    private static <T> Value<T> read(Attribute<T> attribute, ByteBuffer payload)
            throws MalformedMessageException {
        return attribute.is(attribute.format().read(payload));
    }

    void write(ByteBuffer to) {
        for (Value<?> value : values) {
            int start = to.position();
            to.putShort((short) 0).putShort((short) value.attribute().type());
            value.write(to);
            int length = to.position() - start;
            to.putShort(start, (short) length);
            Buffers.pad(to, length);
        }
    }
}
