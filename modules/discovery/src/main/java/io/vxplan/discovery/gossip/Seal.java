package io.vxplan.discovery.gossip;

import io.vxplan.discovery.wire.MessageException;
import io.vxplan.model.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// HMAC-SHA-256 over a datagram, at its end. Checked before anything else is read. One thread at a
/// time.
final class Seal {
    /// In bytes.
    static final int CODE = 32;

    private static final String ALGORITHM = "HmacSHA256";

    /// A checksum is in everybody's datagrams; with this one it proves nothing.
    private static final Secret PUBLIC = new Secret("no key is set");

    /// With its key; it begins anew after each code.
    private final Mac mac;

    Seal(Optional<Secret> secret) {
        byte[] key = secret.orElse(PUBLIC).reveal().getBytes(StandardCharsets.UTF_8);
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    /// Writes the code into the last bytes.
    void close(byte[] datagram) {
        int end = datagram.length - CODE;
        System.arraycopy(code(datagram, end), 0, datagram, end, CODE);
    }

    /// @throws MessageException where it is not from somebody who has the key
    void check(byte[] datagram) throws MessageException {
        int end = datagram.length - CODE;
        byte[] claimed = Arrays.copyOfRange(datagram, end, datagram.length);
        if (!MessageDigest.isEqual(code(datagram, end), claimed)) {
            throw new MessageException("not authenticated: not made with the shared key set here");
        }
    }

    private byte[] code(byte[] bytes, int length) {
        mac.update(bytes, 0, length);
        return mac.doFinal();
    }
}
