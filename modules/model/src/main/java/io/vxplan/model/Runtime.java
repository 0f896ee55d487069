package io.vxplan.model;

import java.util.regex.Pattern;

/// A vxplan with its own Java, as our services run it: a folder named by the digest of the archive
/// that it was unpacked from. So it is never changed, and topologies share it.
///
/// @param sha256 of the archive, in lower case hex
@SuppressWarnings("AvoidCommonTypeNames") // that of the JDK has no place in a model
public record Runtime(String sha256) implements Resource {
    public static final String FOLDER = "/opt/vxplan/runtime";

    /// The last file that is made in a runtime: without it, the folder is none.
    public static final String COMPLETE = ".complete";

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    public Runtime {
        if (!isDigest(sha256)) {
            throw new IllegalArgumentException("no SHA-256 in lower case hex: '" + sha256 + "'");
        }
    }

    public static boolean isDigest(String text) {
        return SHA256.matcher(text).matches();
    }

    public String path() {
        return FOLDER + "/" + sha256;
    }

    @Override
    public Key.RuntimeKey key() {
        return new Key.RuntimeKey(sha256);
    }
}
