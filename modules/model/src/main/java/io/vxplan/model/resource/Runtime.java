package io.vxplan.model.resource;

import java.util.regex.Pattern;

/// A vxplan with its own Java, as our services run it: a folder named by the digest of what it is
/// made of. So it is never changed, and topologies share it. What is made anew each time it is
/// packed, as Java's AOT cache is, counts for nothing: services restart for what they do otherwise.
///
/// @param digest SHA-256 in lower case hex
@SuppressWarnings("AvoidCommonTypeNames") // that of the JDK has no place in a model
public record Runtime(String digest) implements MachineResource {
    public static final String FOLDER = "/opt/vxplan/runtime";

    /// The last file that is made in a runtime: without it, the folder is none.
    public static final String COMPLETE = ".complete";

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    public Runtime {
        if (!isDigest(digest)) {
            throw new IllegalArgumentException("no SHA-256 in lower case hex: '" + digest + "'");
        }
    }

    /// Whether it is a SHA-256 in lower case hex.
    public static boolean isDigest(String text) {
        return SHA256.matcher(text).matches();
    }

    /// Its folder on a host.
    public String path() {
        return FOLDER + "/" + digest;
    }

    @Override
    public Key.RuntimeKey key() {
        return new Key.RuntimeKey(digest);
    }
}
