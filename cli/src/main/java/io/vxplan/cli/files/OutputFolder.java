package io.vxplan.cli.files;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import io.vxplan.cli.files.OutputFile.Existing;
import io.vxplan.cli.output.Terminal;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.FileFailure;
import io.vxplan.model.Location;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/// Writes files into a folder, all or none, and none over what the user wrote.
///
/// @param force whether the user's own files are overwritten as well
public record OutputFolder(Path folder, boolean force) {
    private static final FileAttribute<?> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    /// Says what it does.
    ///
    /// @return whether everything is written
    public boolean write(List<OutputFile> files, Terminal terminal) {
        List<Diagnostic> problems = new ArrayList<>();
        List<OutputFile> wanted = new ArrayList<>();
        Path current = folder;
        try {
            for (OutputFile file : files) {
                current = folder.resolve(file.name());
                if (isWanted(file, current, problems, terminal)) {
                    wanted.add(file);
                }
            }
            terminal.problems(problems);
            if (!problems.isEmpty()) {
                return false;
            }
            Files.createDirectories(folder);
            for (OutputFile file : wanted) {
                current = folder.resolve(file.name());
                replace(current, file);
                terminal.say("wrote " + current);
            }
            return true;
        } catch (IOException e) {
            terminal.problem(
                    Diagnostic.error("can't write " + current + ": " + FileFailure.reason(e), ""));
            return false;
        }
    }

    private boolean isWanted(
            OutputFile file, Path path, List<Diagnostic> problems, Terminal terminal)
            throws IOException {
        if (Files.notExists(path, LinkOption.NOFOLLOW_LINKS) || isSame(path, file.text())) {
            return !Files.exists(path);
        }
        boolean replace = force || file.existing() == Existing.REPLACE_OURS && isOurs(path);
        if (!replace && file.existing() == Existing.KEEP) {
            terminal.say("kept " + path);
        } else if (!replace) {
            problems.add(
                    Diagnostic.error(
                            new Location(path.toString(), 0, 0),
                            "it is there already, and vxplan has not made it",
                            "choose another --output-dir, or say --force to overwrite it"));
        }
        return replace;
    }

    private static boolean isSame(Path path, String text) throws IOException {
        try {
            return Files.isRegularFile(path) && Files.readString(path).equals(text);
        } catch (CharacterCodingException _) {
            return false;
        }
    }

    private static boolean isOurs(Path path) throws IOException {
        try (var lines = Files.lines(path)) {
            return lines.findFirst().filter(line -> line.startsWith(OutputFile.MARK)).isPresent();
        } catch (UncheckedIOException _) {
            return false;
        }
    }

    /// As a whole, and never by way of a link to somewhere else.
    private static void replace(Path path, OutputFile file) throws IOException {
        Path unfinished = path.resolveSibling(path.getFileName() + ".new");
        Files.deleteIfExists(unfinished);
        if (file.secret()) {
            Files.createFile(unfinished, PRIVATE);
        }
        Files.writeString(unfinished, file.text());
        Files.move(unfinished, path, ATOMIC_MOVE);
    }
}
