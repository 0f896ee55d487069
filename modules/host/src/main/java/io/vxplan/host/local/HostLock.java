package io.vxplan.host.local;

import io.vxplan.host.Holder;
import io.vxplan.host.HostException;
import io.vxplan.model.HostName;
import io.vxplan.netlink.FileLock;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// That nobody else changes this host: the file that the shell of `LockScript` takes, too. It is
/// for one network namespace, and says who has it.
final class HostLock implements AutoCloseable {
    private static final int GLANCE_MILLIS = 50;
    private static final Pattern PROCESS = Pattern.compile("pid (\\d+)");

    /// How long one who has just taken it may need to say who that is.
    private static final Duration INTRODUCTION = Duration.ofSeconds(2);

    private static final Duration SCRIPT = Duration.ofMinutes(1);

    private final Path file;
    private final FileLock lock;

    private HostLock(Path file, FileLock lock) {
        this.file = file;
        this.lock = lock;
    }

    /// One of both is there.
    record Taken(Optional<HostLock> lock, Optional<Holder> other) {}

    /// In the network namespace of this thread.
    static Taken take(Holder mine, Duration patience) throws IOException {
        Path file = file();
        Instant limit = Instant.now().plus(patience);
        while (true) {
            Optional<FileLock> lock = tryLock(file);
            if (lock.isPresent()) {
                Files.writeString(file, note(mine));
                return new Taken(Optional.of(new HostLock(file, lock.get())), Optional.empty());
            }
            Instant now = Instant.now();
            if (!now.isBefore(limit)) {
                Optional<Holder> other = other(file);
                if (other.isPresent() || now.isAfter(limit.plus(INTRODUCTION))) {
                    return new Taken(
                            Optional.empty(), Optional.of(other.orElseGet(() -> Holder.parse(""))));
                }
            }
            glance();
        }
    }

    private static void glance() throws IOException {
        try {
            Thread.sleep(GLANCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while another had the host");
        }
    }

    /// The lock that scripts hold while they change the host, over SSH or to lead it back: that of
    /// this thread's namespace itself. What holds it longer than a script takes is not waited for.
    static Optional<FileLock> scripts(HostName host) throws HostException {
        try {
            FileLock lock = FileLock.open(Path.of("/proc/thread-self/ns/net"));
            Instant limit = Instant.now().plus(SCRIPT);
            while (!lock.tryLock() && Instant.now().isBefore(limit)) {
                glance();
            }
            return Optional.of(lock);
        } catch (IOException e) {
            throw Failure.locking(host, e);
        }
    }

    private static Path file() throws IOException {
        String namespace = Files.readSymbolicLink(Path.of("/proc/thread-self/ns/net")).toString();
        return Path.of("/run/vxplan." + namespace.replaceAll("\\D", "") + ".lock");
    }

    /// Who had it takes the file away, so the one that was locked may not be the one that others
    /// find.
    private static Optional<FileLock> tryLock(Path file) throws IOException {
        create(file);
        FileLock lock;
        try {
            lock = FileLock.open(file);
        } catch (IOException e) {
            if (Files.exists(file)) {
                throw e;
            }
            return Optional.empty();
        }
        if (lock.tryLock() && isThere(file, lock)) {
            return Optional.of(lock);
        }
        lock.close();
        return Optional.empty();
    }

    private static void create(Path file) throws IOException {
        try {
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException _) {
            // by whom does not matter
        }
    }

    private static boolean isThere(Path file, FileLock lock) throws IOException {
        try {
            return Files.isSameFile(file, lock.link());
        } catch (NoSuchFileException _) {
            return false;
        }
    }

    private static String note(Holder mine) {
        List<String> lines = new ArrayList<>();
        lines.add("pid " + ProcessHandle.current().pid());
        lines.addAll(mine.lines());
        lines.add("since " + Instant.now().truncatedTo(ChronoUnit.SECONDS));
        return String.join("\n", lines) + "\n";
    }

    /// Empty where it does not say yet, and what stands there is of one who is no more.
    private static Optional<Holder> other(Path file) throws IOException {
        try {
            String note = Files.readString(file);
            Matcher process = PROCESS.matcher(note);
            return process.lookingAt()
                            && note.contains("\nsince ")
                            && Files.exists(Path.of("/proc", process.group(1)))
                    ? Optional.of(Holder.parse(note))
                    : Optional.empty();
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException _) {
            // The lock goes all the same, and the next one writes who it is.
        }
        lock.close();
    }
}
