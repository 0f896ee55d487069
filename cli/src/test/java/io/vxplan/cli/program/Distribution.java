package io.vxplan.cli.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.stream.Stream;

/// The packaged program in a folder that every user may read, as an installation is. All tests of a
/// run share it: the first start of a fresh one takes seconds, for it prepares the next ones.
final class Distribution {
    private static final Path HOME = installed();

    private Distribution() {}

    static Path launcher() {
        return HOME.resolve("bin/vxplan");
    }

    /// Another installation, with a Java of its own, as a release has it.
    ///
    /// @param folder that is not there
    /// @return its launcher
    static Path standalone(Path folder) {
        Shell.run("'%s/libexec/standalone.sh' '%s'".formatted(HOME, folder));
        return folder.resolve("bin/vxplan");
    }

    private static Path installed() {
        try {
            Path folder = Files.createTempDirectory("vxplan-installed");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
            Path home = folder.resolve("vxplan");
            copy(Path.of(System.getProperty("distribution")), home);
            Files.createSymbolicLink(
                    home.resolve("runtime"), Path.of(System.getProperty("java.home")));
            Shell.run(home.resolve("bin/vxplan") + " --version");
            Shell.run("chmod -R a+rX " + folder);
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            paths.filter(path -> !Files.isSymbolicLink(path))
                    .forEach(path -> copyOne(path, to.resolve(from.relativize(path).toString())));
        }
    }

    private static void copyOne(Path from, Path to) {
        try {
            if (Files.isDirectory(from)) {
                Files.createDirectories(to);
            } else {
                Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            paths.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
