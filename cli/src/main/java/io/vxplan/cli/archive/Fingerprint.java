package io.vxplan.cli.archive;

import io.vxplan.model.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Tells one program from another by what it is made of: its files, and the release of its Java.
/// Not by when it was built, nor by AOT caches, which are other ones each time: unchanged sources
/// give the same program.
final class Fingerprint {
    private static final List<String> PARTS =
            List.of("bin", "lib", "libexec", "native", "runtime/release");

    private Fingerprint() {}

    /// SHA-256 in lower case hex.
    static String of(Path program) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String part : PARTS) {
            for (Path file : files(program.resolve(part))) {
                text.append(Sha256.hex(Files.readAllBytes(file)))
                        .append(' ')
                        .append(program.relativize(file))
                        .append('\n');
            }
        }
        return Sha256.hex(text.toString());
    }

    private static List<Path> files(Path part) throws IOException {
        try (Stream<Path> files = Files.walk(part)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
