package io.vxplan.provision;

import io.vxplan.model.Secret;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.SortedMap;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/// Says whether secrets are the same as before, to everybody: it stands in plans and in the
/// environment of units, which every user of a host may read. A plain checksum would let them try
/// passwords as fast as they can count.
final class SecretDigest {
    private static final String FUNCTION = "PBKDF2WithHmacSHA256";
    private static final int ITERATIONS = 200_000;
    private static final int BITS = 256;

    private SecretDigest() {}

    /// @param salt not empty; makes the same password look different elsewhere
    /// @return empty where there are no secrets
    static String of(SortedMap<String, Secret> secrets, byte[] salt) {
        return secrets.isEmpty()
                ? ""
                : derived(UnitSyntax.assignments(secrets).toCharArray(), salt);
    }

    private static String derived(char[] text, byte[] salt) {
        try {
            return HexFormat.of()
                    .formatHex(
                            SecretKeyFactory.getInstance(FUNCTION)
                                    .generateSecret(new PBEKeySpec(text, salt, ITERATIONS, BITS))
                                    .getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + FUNCTION, e);
        }
    }
}
