package io.vxplan.discovery.etcd;

import io.etcd.jetcd.common.exception.ErrorCode;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Optional;

/// What went wrong, in words.
record Failure(Kind kind, String reason) {
    enum Kind {
        /// What was asked for is not there.
        NOT_FOUND,
        /// The answer is longer than is taken.
        TOO_MUCH,
        OTHER
    }

    static Failure of(Throwable error) {
        Status status = Status.fromThrowable(error);
        String said = Optional.ofNullable(status.getDescription()).orElse("");
        // The library's: there is one of that name here.
        boolean missing =
                error instanceof io.etcd.jetcd.common.exception.EtcdException etcd
                        && etcd.getErrorCode() == ErrorCode.NOT_FOUND;
        if (missing || status.getCode() == Status.Code.NOT_FOUND) {
            return new Failure(Kind.NOT_FOUND, message(error));
        }
        if (status.getCode() == Status.Code.RESOURCE_EXHAUSTED && said.contains("message")) {
            return new Failure(Kind.TOO_MUCH, said);
        }
        String reason = said.isEmpty() ? message(error) : said;
        String root = message(root(error));
        if (!reason.contains(root)) {
            reason += ": " + root;
        }
        return new Failure(Kind.OTHER, reason + advice(reason));
    }

    private static String advice(String reason) {
        if (reason.contains("user name is empty")) {
            return "; it wants a user: set ETCD_USERNAME and ETCD_PASSWORD";
        }
        if (reason.contains("authentication failed")) {
            return "; see ETCD_USERNAME and ETCD_PASSWORD";
        }
        if (reason.contains("permission denied")) {
            return "; the user needs to read and write the keys under ETCD_PREFIX";
        }
        if (reason.contains("certification path") || reason.contains("PKIX")) {
            return "; is ETCD_TLS_CA the authority that signed its certificate?";
        }
        if (reason.contains("bad_certificate") || reason.contains("certificate_required")) {
            return "; it wants a certificate: set ETCD_TLS_CERT and ETCD_TLS_KEY";
        }
        return "";
    }

    private static Throwable root(Throwable error) {
        Throwable root = error;
        for (Throwable cause = error.getCause(); cause != null; cause = cause.getCause()) {
            root = cause;
        }
        return root;
    }

    private static String message(Throwable error) {
        String message =
                error instanceof StatusRuntimeException call
                        ? call.getStatus().getDescription()
                        : error.getMessage();
        return Optional.ofNullable(message).orElse(error.getClass().getSimpleName());
    }
}
