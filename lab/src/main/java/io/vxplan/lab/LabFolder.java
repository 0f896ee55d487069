package io.vxplan.lab;

import io.vxplan.inventory.topology.LockFile;
import io.vxplan.lab.folder.LabRecord;
import io.vxplan.lab.layout.LabName;
import io.vxplan.model.FileFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Where a lab keeps its files. It lives as long as the namespaces do: neither survives a reboot.
public record LabFolder(LabName name, Path path) {
    static final Path LABS = Path.of("/run/vxplan/labs");
    private static final String RECORD = "lab.json";
    private static final String PROVIDER = "provider";

    /// The folder of the lab of an inventory, be it the user's or the lab's own.
    static LabFolder of(Path inventory) throws LabException {
        Path parent = inventory.toAbsolutePath().normalize().getParent();
        if (parent != null && Files.exists(parent.resolve(RECORD))) {
            return new LabFolder(read(parent.resolve(RECORD)).labName(), parent);
        }
        LabName name = LabName.of(inventory);
        return new LabFolder(name, LABS.resolve(name.value()));
    }

    /// Whether the inventory was a lab's own, and has gone with it.
    public static boolean isGone(Path inventory) {
        return isOfALab(inventory) && Files.notExists(inventory);
    }

    static boolean isOfALab(Path inventory) {
        return inventory.toAbsolutePath().normalize().startsWith(LABS);
    }

    /// From its own inventory a lab can't be built anew.
    public static LabException missing(Path inventory) {
        return new LabException(
                "there is no lab of " + inventory,
                isOfALab(inventory)
                        ? "it is down, or this machine was restarted: build it anew with `vxplan lab up` and the inventory that it was made from"
                        : "build it with `vxplan lab up " + inventory + "`");
    }

    public Path inventory() {
        return path.resolve("inventory.yaml");
    }

    public Path topology() {
        return path.resolve("topology.yaml");
    }

    public Path lock() {
        return LockFile.of(topology());
    }

    public Path keys() {
        return path.resolve("ssh");
    }

    public Path servers() {
        return path.resolve("servers");
    }

    public Path daemons() {
        return path.resolve("daemons");
    }

    /// What was built; empty where the lab is not up, or not wholly.
    Optional<LabRecord> record() throws LabException {
        Path file = path.resolve(RECORD);
        return Files.exists(file) ? Optional.of(read(file)) : Optional.empty();
    }

    private static LabRecord read(Path file) throws LabException {
        try {
            return LabRecord.parse(Files.readString(file));
        } catch (IOException | IllegalArgumentException e) {
            throw new LabException(
                    "can't read " + file + ": " + e.getMessage(),
                    "remove the lab with `vxplan lab down`",
                    e);
        }
    }

    /// Who makes its hosts. It is known before anything is made, so that what a crash leaves is
    /// found; where nothing is known, somebody who makes nothing but namespaces.
    ProviderName provider() throws LabException {
        Path file = path.resolve(PROVIDER);
        try {
            return Files.exists(file)
                    ? ProviderName.valueOf(Files.readString(file).strip())
                    : ProviderName.NETNS;
        } catch (IOException | IllegalArgumentException e) {
            throw new LabException("can't read " + file + ": " + e.getMessage(), "", e);
        }
    }

    void write(LabRecord record) throws LabException {
        write(path.resolve(RECORD), record.json());
    }

    /// Nobody else may look in: there can be keys.
    void create(ProviderName provider) throws LabException {
        try {
            Files.createDirectories(LABS);
            Files.createDirectory(
                    path,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new LabException("can't make the lab's folder: " + FileFailure.reason(e), "", e);
        }
        write(path.resolve(PROVIDER), provider.name() + "\n");
    }

    public static void write(Path file, String text) throws LabException {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new LabException("can't write " + file + ": " + FileFailure.reason(e), "", e);
        }
    }

    void remove() throws LabException {
        try (Stream<Path> files = Files.walk(path)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException _) {
            // nothing to remove
        } catch (IOException e) {
            throw new LabException("can't remove " + path + ": " + FileFailure.reason(e), "", e);
        }
    }

    /// Held while a lab is built, run or removed, so that two processes don't do it at once. The
    /// kernel lets go of it when its process ends, however it ends.
    Held hold() throws LabException {
        Path file = lockFile();
        try {
            Files.createDirectories(LABS);
            FileChannel channel =
                    FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return new Held(file, channel);
            }
            channel.close();
        } catch (IOException e) {
            throw new LabException("can't lock " + file + ": " + FileFailure.reason(e), "", e);
        } catch (OverlappingFileLockException _) {
            // held by this very process
        }
        throw new LabException(
                "another vxplan is busy with lab " + name, "wait until it is done, or end it");
    }

    private Path lockFile() {
        return LABS.resolve(name + ".lock");
    }

    /// For a process that holds it and ends at once.
    void forgetLock() {
        try {
            Files.deleteIfExists(lockFile());
        } catch (IOException _) {
            // an empty file stays
        }
    }

    record Held(Path file, FileChannel channel) implements AutoCloseable {
        @Override
        public void close() {
            try {
                Files.deleteIfExists(file);
                channel.close();
            } catch (IOException _) {
                // the lock goes with the process, at the latest
            }
        }
    }
}
