package io.vxplan.discovery.multicast;

import io.vxplan.discovery.wire.MessageException;
import io.vxplan.model.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// HMAC-SHA-256 with the shared key over a datagram's very bytes.
///
/// The code is the last thing in the JSON, so all before it is what it is for, and nobody has to
/// agree on how JSON is written canonically. A reader without the key sees an unknown field.
final class Seal {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int CODE = 64;
    private static final byte[] END = "\"}}".getBytes(StandardCharsets.US_ASCII);

    /// Holds the code's place.
    static final String BLANK = "0".repeat(CODE);

    private final SecretKeySpec key;

    Seal(Secret secret) {
        key = new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    /// Writes the code in the place of [#BLANK], at the end.
    void close(byte[] datagram) {
        int start = datagram.length - END.length - CODE;
        System.arraycopy(code(datagram, start), 0, datagram, start, CODE);
    }

    /// @throws MessageException where it is not from somebody who has the key
    void check(byte[] datagram) throws MessageException {
        int start = datagram.length - END.length - CODE;
        if (start < 0 || !Arrays.equals(tail(datagram, start + CODE), END)) {
            throw new MessageException("not authenticated, and a shared key is set here");
        }
        byte[] claimed = Arrays.copyOfRange(datagram, start, start + CODE);
        if (!MessageDigest.isEqual(code(datagram, start), claimed)) {
            throw new MessageException("not authenticated: not made with the shared key set here");
        }
    }

    private static byte[] tail(byte[] bytes, int from) {
        return Arrays.copyOfRange(bytes, from, bytes.length);
    }

    private byte[] code(byte[] bytes, int length) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(bytes, 0, length);
            return HexFormat.of().formatHex(mac.doFinal()).getBytes(StandardCharsets.US_ASCII);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
