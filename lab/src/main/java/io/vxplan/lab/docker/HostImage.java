package io.vxplan.lab.docker;

import io.vxplan.lab.LabException;
import io.vxplan.lab.Processes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.function.Consumer;

/// The image that hosts run. No registry has it: a script makes it of packages, once on a machine.
public final class HostImage {
    private static final String RECIPE = "host-image.sh";
    private static final String NAME = "vxplan-host";
    private static final int DIGEST_BYTES = 6;

    private HostImage() {}

    /// Makes it, where docker does not have it.
    ///
    /// @param progress told where that takes long
    /// @return its name, which says by what recipe it is made
    public static String ensure(Consumer<String> progress) throws LabException {
        String recipe = recipe();
        String digest = digest(recipe);
        String tag = NAME + ":" + digest;
        if (Processes.run("", "docker", "image", "inspect", tag).exitCode() == 0) {
            return tag;
        }
        Path archive = folder().resolve("host-" + digest + ".tar");
        progress.accept(
                "docker does not have the image %s yet: making it, of %s (a minute or two where that is not there)"
                        .formatted(tag, archive));
        Processes.Result result =
                Processes.run(
                        recipe, "unshare", "--mount", "sh", "-s", "--", tag, archive.toString());
        if (result.exitCode() != 0) {
            throw new LabException(
                    "can't make the image of the hosts: "
                            + String.join("; ", result.errors().strip().lines().toList()),
                    "");
        }
        return tag;
    }

    private static Path folder() {
        String cache = System.getenv("XDG_CACHE_HOME");
        Path usual =
                cache == null ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        return usual.resolve("vxplan");
    }

    static String recipe() {
        try (InputStream in =
                Objects.requireNonNull(HostImage.class.getResourceAsStream(RECIPE), RECIPE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
