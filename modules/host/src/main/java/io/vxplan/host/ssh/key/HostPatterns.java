package io.vxplan.host.ssh.key;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The first field of a known_hosts line: a comma-separated list of names with `*`, `?` and `!`, or
/// the hash of one name.
record HostPatterns(String text) {
    private static final String HASHED = "|1|";
    private static final String HMAC = "HmacSHA1";

    boolean match(String name) {
        if (text.startsWith(HASHED)) {
            return matchHash(name);
        }
        boolean matches = false;
        for (String pattern : text.toLowerCase(Locale.ROOT).split(",", -1)) {
            if (pattern.startsWith("!")) {
                if (glob(pattern, 1, name, 0)) {
                    return false;
                }
            } else {
                matches |= glob(pattern, 0, name, 0);
            }
        }
        return matches;
    }

    /// `|1|SALT|HMAC-SHA1(SALT, NAME)`, both in base64.
    private boolean matchHash(String name) {
        String[] parts = text.split("\\|", -1);
        if (parts.length != 4) {
            return false;
        }
        try {
            Base64.Decoder base64 = Base64.getDecoder();
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(base64.decode(parts[2]), HMAC));
            byte[] hash = mac.doFinal(name.getBytes(StandardCharsets.UTF_8));
            return MessageDigest.isEqual(hash, base64.decode(parts[3]));
        } catch (IllegalArgumentException e) {
            return false; // no base64: no entry
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + HMAC, e);
        }
    }

    private static boolean glob(String pattern, int from, String name, int at) {
        if (from == pattern.length()) {
            return at == name.length();
        }
        return switch (pattern.charAt(from)) {
            case '*' ->
                    glob(pattern, from + 1, name, at)
                            || at < name.length() && glob(pattern, from, name, at + 1);
            case '?' -> at < name.length() && glob(pattern, from + 1, name, at + 1);
            default ->
                    at < name.length()
                            && pattern.charAt(from) == name.charAt(at)
                            && glob(pattern, from + 1, name, at + 1);
        };
    }
}
