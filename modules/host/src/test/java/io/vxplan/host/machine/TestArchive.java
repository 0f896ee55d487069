package io.vxplan.host.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.model.resource.Runtime;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// An archive that is no vxplan, but is brought like one.
///
/// @param sha256 as it is told, which a test may make a lie
public record TestArchive(Path file, String sha256) implements RuntimeArchive {

    /// Of a folder with a program, a link to it, and a megabyte that does not compress.
    public static TestArchive in(Path folder) {
        return in(folder, "echo runs");
    }

    /// @param program what it does
    static TestArchive in(Path folder, String program) {
        Path file = folder.resolve("archive.tar.gz");
        String script =
                """
                mkdir -p content/bin && cd content
                printf '#!/bin/sh\\n%s\\n' '$program' >bin/vxplan && chmod 755 bin/vxplan
                ln -s bin/vxplan link
                head -c 1048576 /dev/urandom >data && chmod 640 data
                tar -c -z -f ../archive.tar.gz .
                """
                        .replace("$program", program);
        try {
            Process tar =
                    new ProcessBuilder("sh", "-ec", script)
                            .directory(folder.toFile())
                            .inheritIO()
                            .start();
            assertThat(tar.waitFor()).isZero();
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            return new TestArchive(file, HexFormat.of().formatHex(digest));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// What it is made of has nothing to do with what it is packed to.
    @Override
    public Runtime runtime() {
        return new Runtime("0123456789abcdef".repeat(4));
    }

    @Override
    public InputStream open() throws IOException {
        return Files.newInputStream(file);
    }
}
