package io.vxplan.cli.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A program that is unpacked from a release in miniature, and packed by the real script.
class OwnArchiveTest {
    @TempDir Path folder;
    private Path program;
    private Path cache;
    private int packed;

    @BeforeEach
    void unpack() throws IOException, InterruptedException {
        program = folder.resolve("program");
        cache = folder.resolve("cache");
        run(
                """
                mkdir -p %1$s/bin %1$s/lib %1$s/native %1$s/runtime %1$s/cache
                cp -a src/main/dist/libexec %1$s
                printf '#!/bin/sh\\necho runs\\n' >%1$s/bin/vxplan && chmod 755 %1$s/bin/vxplan
                echo jar >%1$s/lib/a.jar
                echo JAVA_RUNTIME_VERSION=25 >%1$s/runtime/release
                echo cached >%1$s/cache/25.aot
                """
                        .formatted(program));
    }

    private static String run(String script) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder("sh", "-euc", script).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    private OwnArchive archive() throws IOException {
        return OwnArchive.of(program, cache, () -> packed++);
    }

    @Test
    void isPackedOnceAndBearsItsDigest() throws Exception {
        OwnArchive archive = archive();

        assertThat(archive.sha256()).isEqualTo(digest(archive));
        assertThat(archive()).isEqualTo(archive);
        assertThat(packed).isEqualTo(1);
        assertThat(run("tar -tzf " + archive.file()))
                .contains("bin/vxplan\n", "cache/25.aot\n", "lib/a.jar\n", "runtime/release\n")
                .doesNotContain("archive", "libexec");
    }

    private static String digest(OwnArchive archive) throws IOException, GeneralSecurityException {
        try (InputStream in = archive.open()) {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(in.readAllBytes()));
        }
    }

    /// Two who unpacked one release bring the same bytes.
    @Test
    void isTheSameWhoeverUnpackedTheProgram() throws Exception {
        String before = archive().sha256();
        Path other = folder.resolve("other");
        run(
                "cp -a %1$s %2$s; rm -r %2$s/archive; chmod -R go= %2$s; chown -R 65534 %2$s"
                        .formatted(program, other));

        assertThat(OwnArchive.of(other, cache, () -> packed++).sha256()).isEqualTo(before);
        assertThat(packed).isEqualTo(2);
    }

    /// Hosts that have it need no other, though its archive differs.
    @Test
    void anotherBuildOfTheSameIsTheSameRuntime() throws Exception {
        OwnArchive before = archive();
        run(
                "cd %s; rm -r archive; touch -d '1 hour' lib/* bin/*; echo 'another one' >cache/25.aot"
                        .formatted(program));

        assertThat(archive().runtime()).isEqualTo(before.runtime());
        assertThat(archive().sha256()).isNotEqualTo(before.sha256()).isEqualTo(digest(archive()));
        assertThat(packed).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo JAR >lib/a.jar",
                "mv lib/a.jar lib/b.jar",
                "echo >>bin/vxplan",
                "echo >>libexec/standalone.sh",
                "echo more >native/library",
                "echo JAVA_RUNTIME_VERSION=26 >runtime/release"
            })
    void whatIsMadeOfSomethingElseIsAnotherRuntime(String change) throws Exception {
        OwnArchive before = archive();
        run("cd %s; %s".formatted(program, change));

        assertThat(archive().runtime()).isNotEqualTo(before.runtime());
        assertThat(packed).isEqualTo(2);
    }

    @Test
    void whatIsInTheUsersCacheIsTaken() throws Exception {
        OwnArchive own = archive();
        Files.createDirectories(cache);
        Files.move(program.resolve("archive"), cache.resolve("archive"));

        assertThat(archive().sha256()).isEqualTo(own.sha256());
        assertThat(packed).isEqualTo(1);
    }

    @Test
    void saysWhereAndWhyItCouldNotBePacked() throws Exception {
        run("rm -r %s/cache".formatted(program));

        assertThatThrownBy(this::archive)
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("in " + program.resolve("archive"))
                .hasMessageContaining("cache: ");
        run("[ -z \"$(find %s/archive -name '*.gz' -o -name stage)\" ]".formatted(program));
    }
}
