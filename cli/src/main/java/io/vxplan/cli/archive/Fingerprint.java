package io.vxplan.cli.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/// Tells one build of this program from another without reading all of it: by names, sizes and
/// times of its jars, and by its Java. Java itself goes by these to know whether an AOT cache fits.
final class Fingerprint {
    private static final int DIGITS = 16;

    private Fingerprint() {}

    static String of(Path program) throws IOException {
        List<Path> files = new ArrayList<>();
        files.add(program.resolve("bin").resolve("vxplan"));
        files.add(program.resolve("runtime").resolve("release"));
        try (Stream<Path> jars = Files.list(program.resolve("lib"))) {
            jars.sorted().forEach(files::add);
        }
        StringBuilder text = new StringBuilder();
        for (Path file : files) {
            text.append(
                    "%s %d %s%n"
                            .formatted(
                                    file.getFileName(),
                                    Files.size(file),
                                    Files.getLastModifiedTime(file)));
        }
        return HexFormat.of().formatHex(sha256(text.toString())).substring(0, DIGITS);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has it", e);
        }
    }
}
