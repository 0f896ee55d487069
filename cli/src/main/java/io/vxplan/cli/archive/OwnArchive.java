package io.vxplan.cli.archive;

import io.vxplan.host.machine.RuntimeArchive;
import io.vxplan.model.FileFailure;
import io.vxplan.model.UserCache;
import io.vxplan.model.resource.Runtime;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// The archive of this very program that hosts run. It is packed when the first host needs it,
/// which takes some seconds, and kept for as long as the program is the same.
///
/// @param file its name says its SHA-256: a host that gets another one refuses it
public record OwnArchive(Runtime runtime, Path file) implements RuntimeArchive {
    private static final String LAUNCHER = "vxplan.launcher";
    private static final String SUFFIX = ".tar.gz";

    /// Of the program that runs here, where it was started by its launcher.
    ///
    /// @param packing called before it is packed
    public static OwnArchive ofThisProgram(Runnable packing) throws IOException {
        String launcher = System.getProperty(LAUNCHER);
        if (launcher == null) {
            throw new IOException("it was not started by its launcher, bin/vxplan");
        }
        Path program = Path.of(launcher).resolveSibling("..").normalize();
        return of(program, UserCache.folder(), packing);
    }

    /// How it is found, and packed where it is not there.
    ///
    /// @param program where this program is installed
    /// @param cache of this user, where the program's own folder can't be written
    /// @param packing called before it is packed
    public static OwnArchive of(Path program, Path cache, Runnable packing) throws IOException {
        Runtime runtime = new Runtime(Fingerprint.of(program));
        Path own = program.resolve("archive").resolve(runtime.digest());
        Path users = cache.resolve("archive").resolve(runtime.digest());
        Optional<OwnArchive> present =
                in(own).or(() -> in(users)).map(file -> new OwnArchive(runtime, file));
        if (present.isPresent()) {
            return present.get();
        }
        Path folder = Files.isWritable(program) ? own : users;
        try {
            return new OwnArchive(runtime, packed(program, folder, packing));
        } catch (IOException e) {
            throw new IOException("in " + folder + ": " + FileFailure.reason(e), e);
        }
    }

    private static Path packed(Path program, Path folder, Runnable packing) throws IOException {
        Files.createDirectories(folder);
        try (FileChannel lock =
                        FileChannel.open(
                                folder.resolve("lock"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                FileLock _ = lock.lock()) {
            // Another one may have made it meanwhile.
            Optional<Path> made = in(folder);
            if (made.isEmpty()) {
                packing.run();
                pack(program, folder);
                made = in(folder);
            }
            return made.orElseThrow(() -> new IOException("nothing came of it"));
        }
    }

    private static Optional<Path> in(Path folder) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (Path file : files) {
                if (Runtime.isDigest(digest(file))) {
                    return Optional.of(file);
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static void pack(Path program, Path folder) throws IOException {
        Process process =
                new ProcessBuilder(
                                program.resolve("libexec").resolve("pack.sh").toString(),
                                folder.toString())
                        .redirectErrorStream(true)
                        .start();
        process.getOutputStream().close();
        String said;
        try (InputStream output = process.getInputStream()) {
            said = new String(output.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
        try {
            if (process.waitFor() != 0) {
                throw new IOException(said.isEmpty() ? "exit code " + process.exitValue() : said);
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static String digest(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.substring(0, name.length() - SUFFIX.length());
    }

    @Override
    public String sha256() {
        return digest(file);
    }

    @Override
    public InputStream open() throws IOException {
        return Files.newInputStream(file);
    }
}
