package io.vxplan.netlink.message;

import java.util.HashMap;
import java.util.Map;

/// The attributes that are known in one place. Others are kept as bytes.
final class Schema {
    private final Map<Integer, Attribute<?>> known = new HashMap<>();

    static Schema of(Attribute<?>... attributes) {
        Schema schema = new Schema();
        for (Attribute<?> attribute : attributes) {
            schema.known.put(attribute.number(), attribute);
        }
        return schema;
    }

    /// How to read an attribute of this type, flags included.
    Attribute<?> attribute(int type) {
        Attribute<?> found = known.get(Attribute.number(type));
        if (found == null) {
            return new Attribute<>(type, Format.OCTETS);
        }
        return found.type() == type ? found : new Attribute<>(type, found.format());
    }
}
