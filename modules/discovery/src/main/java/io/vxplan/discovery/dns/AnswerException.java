package io.vxplan.discovery.dns;

import java.io.IOException;

/// A server answered, and not what it was asked for.
final class AnswerException extends IOException {
    private static final long serialVersionUID = 1;

    AnswerException(String message) {
        super(message);
    }
}
