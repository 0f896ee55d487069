package io.vxplan.host.local;

import io.vxplan.model.resource.FileFolder;
import io.vxplan.model.resource.TextFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Files of this machine.
///
/// @param root what stands before their paths; empty but in tests
record TextFiles(String root) {
    private static final LinkOption ITSELF = LinkOption.NOFOLLOW_LINKS;

    List<TextFile> read() throws IOException {
        List<Path> paths = new ArrayList<>();
        Path folder = at(TextFile.FOLDER);
        if (Files.isDirectory(folder, ITSELF)) {
            Files.walkFileTree(folder, new Collector(paths));
        }
        for (FileFolder shared : FileFolder.values()) {
            if (shared != FileFolder.OWN && Files.isDirectory(at(shared.path()))) {
                String ours = "{,.}" + shared.prefix() + "*";
                try (DirectoryStream<Path> all =
                        Files.newDirectoryStream(at(shared.path()), ours)) {
                    all.forEach(paths::add);
                }
            }
        }
        List<TextFile> files = new ArrayList<>();
        for (Path path : paths) {
            file(path).ifPresent(files::add);
        }
        return files;
    }

    /// Goes on where something went away meanwhile.
    private static final class Collector extends SimpleFileVisitor<Path> {
        private final List<Path> paths;

        Collector(List<Path> paths) {
            this.paths = paths;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            paths.add(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }
    }

    private Path at(String path) {
        return Path.of(root + path);
    }

    /// Empty for a folder, and for what went away meanwhile.
    private Optional<TextFile> file(Path path) throws IOException {
        try {
            Object mode = Objects.requireNonNull(Files.getAttribute(path, "unix:mode", ITSELF));
            PosixFileAttributes type =
                    Files.readAttributes(path, PosixFileAttributes.class, ITSELF);
            return type.isDirectory()
                    ? Optional.empty()
                    : Optional.of(
                            new TextFile(
                                    path.toString().substring(root.length()),
                                    (Integer) mode & 07777,
                                    type.owner().getName(),
                                    type.group().getName(),
                                    type.isRegularFile() ? content(path) : ""));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static String content(Path path) throws IOException {
        try (InputStream in =
                Files.newInputStream(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            return new String(in.readNBytes(TextFile.MAX_BYTES), StandardCharsets.UTF_8);
        }
    }

    /// Whoever reads it sees the old file or the new one, and a secret is nobody else's to read for
    /// a moment. What it is called until then, a run that was killed leaves, and the next one
    /// overwrites. Of one that can't be written, nothing is left.
    void write(TextFile file) throws IOException {
        Path path = at(file.path());
        try {
            write(file, path);
        } catch (IOException e) {
            try {
                Files.deleteIfExists(unfinished(path));
                removeFolders(path);
            } catch (IOException more) {
                e.addSuppressed(more);
            }
            throw e;
        }
    }

    private static void write(TextFile file, Path path) throws IOException {
        Path folder = Files.createDirectories(path.getParent());
        Path unfinished = unfinished(path);
        Files.deleteIfExists(unfinished);
        try (FileChannel channel =
                FileChannel.open(
                        unfinished,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")))) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(file.content());
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            own(unfinished, file);
            // After the owner: changing that takes some of the bits away.
            Files.setAttribute(unfinished, "unix:mode", file.mode());
            channel.force(true);
        }
        Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
        force(folder);
    }

    private static void own(Path path, TextFile file) throws IOException {
        UserPrincipalLookupService names = path.getFileSystem().getUserPrincipalLookupService();
        UserPrincipal owner = names.lookupPrincipalByName(file.owner());
        GroupPrincipal group = names.lookupPrincipalByGroupName(file.group());
        PosixFileAttributeView view =
                Files.getFileAttributeView(path, PosixFileAttributeView.class);
        view.setOwner(owner);
        view.setGroup(group);
    }

    /// A rename is on disk when its folder is.
    private static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /// With the folders that were made for it and are empty then.
    void remove(TextFile file) throws IOException {
        Path path = at(file.path());
        Files.deleteIfExists(path);
        Files.deleteIfExists(unfinished(path));
        removeFolders(path);
    }

    private void removeFolders(Path path) throws IOException {
        try {
            for (Path folder = path.getParent();
                    folder != null && isMade(folder);
                    folder = folder.getParent()) {
                Files.deleteIfExists(folder);
            }
        } catch (DirectoryNotEmptyException e) {
            // something else is there
        }
    }

    /// Where NetworkManager is installed, its folder is its own, empty or not, and has others
    /// beside it.
    private boolean isMade(Path folder) throws IOException {
        Path networkManager = at(FileFolder.NETWORK_MANAGER.path());
        return folder.startsWith(at(FileFolder.OWN.path()))
                || folder.equals(at(FileFolder.NETWORKD.path()))
                || folder.equals(networkManager) && isAlone(folder)
                || folder.equals(networkManager.getParent());
    }

    private static boolean isAlone(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder.getParent())) {
            return all.allMatch(folder::equals);
        }
    }

    private static Path unfinished(Path path) {
        return path.resolveSibling("." + path.getFileName() + ".vxplan");
    }
}
