package io.vxplan.lab.docker;

import io.vxplan.lab.LabException;
import io.vxplan.lab.Processes;
import io.vxplan.model.Sha256;
import io.vxplan.model.UserCache;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Consumer;

/// The image that hosts run. No registry has it: a script makes it of packages, once on a machine.
public final class HostImage {
    private static final String RECIPE = "host-image.sh";
    private static final String NAME = "vxplan-host";
    private static final int DIGEST_DIGITS = 12;

    private HostImage() {}

    /// Makes it, where docker does not have it.
    ///
    /// @param progress told where that takes long
    /// @return its name, which says by what recipe it is made
    public static String ensure(Consumer<String> progress) throws LabException {
        String recipe = recipe();
        String digest = Sha256.hex(recipe).substring(0, DIGEST_DIGITS);
        String tag = NAME + ":" + digest;
        if (Processes.run("", "docker", "image", "inspect", tag).exitCode() == 0) {
            return tag;
        }
        Path archive = UserCache.folder().resolve("host-" + digest + ".tar");
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

    static String recipe() {
        try (InputStream in =
                Objects.requireNonNull(HostImage.class.getResourceAsStream(RECIPE), RECIPE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
