package io.vxplan.discovery.etcd;

import java.io.IOException;

/// etcd did not do what it was asked, or did not answer.
class EtcdException extends IOException {
    private static final long serialVersionUID = 1L;

    EtcdException(String message) {
        super(message);
    }

    /// There is no such lease.
    static final class NotFound extends EtcdException {
        private static final long serialVersionUID = 1L;

        NotFound(String message) {
            super(message);
        }
    }

    /// The answer is longer than is taken.
    static final class TooMuch extends EtcdException {
        private static final long serialVersionUID = 1L;

        TooMuch(String message) {
            super(message);
        }
    }
}
