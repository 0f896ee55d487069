package io.vxplan.discovery.dns;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A stack can't be registered as things stand in DNS.
final class ConflictException extends IOException {
    private static final long serialVersionUID = 1;

    ConflictException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
