package io.vxplan.netlink.message;

import java.nio.ByteBuffer;

/// A message of a type that nobody here asks for.
public record UnknownMessage(Octets content) implements Body {
    @Override
    public void write(ByteBuffer to) {
        content.write(to);
    }
}
