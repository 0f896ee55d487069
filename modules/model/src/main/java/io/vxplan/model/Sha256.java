package io.vxplan.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The digest of FIPS 180-4 by which names are derived and files compared.
public final class Sha256 {
    /// A thousand hosts in fifty overlays take fifty thousand hashes, and to look for the algorithm
    /// takes as long as to run it.
    private static final ThreadLocal<MessageDigest> DIGEST =
            ThreadLocal.withInitial(Sha256::algorithm);

    private Sha256() {}

    /// @return 32 bytes
    public static byte[] of(byte[] content) {
        return DIGEST.get().digest(content);
    }

    /// Of the text in UTF-8.
    public static byte[] of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /// @return 64 digits, small letters
    public static String hex(byte[] content) {
        return HexFormat.of().formatHex(of(content));
    }

    /// Of the text in UTF-8.
    public static String hex(String text) {
        return HexFormat.of().formatHex(of(text));
    }

    private static MessageDigest algorithm() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
