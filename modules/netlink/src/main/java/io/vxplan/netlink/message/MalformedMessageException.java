package io.vxplan.netlink.message;

import java.io.IOException;
import java.io.Serial;

/// Bytes that are no message of rtnetlink. Decoders throw nothing else, whatever they are given.
public final class MalformedMessageException extends IOException {
    @Serial private static final long serialVersionUID = 1L;

    public MalformedMessageException(String message) {
        super(message);
    }
}
