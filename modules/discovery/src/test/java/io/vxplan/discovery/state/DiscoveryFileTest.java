package io.vxplan.discovery.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.Vni;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiscoveryFileTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOON);

    @TempDir private Path folder;

    private static DiscoveryState state(int peers) {
        IpAddress host = IpAddress.parse("10.0.0.2");
        return new DiscoveryState(
                NOON,
                IntStream.range(0, peers)
                        .mapToObj(i ->
                                new Peer(
                                        new Stack(
                                                "s" + i,
                                                new Vni(7),
                                                host,
                                                new Stack.Endpoint(host, 4789),
                                                Optional.empty(),
                                                List.of(),
                                                Optional.empty()),
                                        NOON,
                                        Peer.Status.ACTIVE))
                        .toList());
    }

    private static DiscoveryState read(Path file) throws IOException, DiscoveryFormatException {
        return DiscoveryJson.read(Files.readAllBytes(file));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void whatIsWrittenIsThere() throws IOException, DiscoveryFormatException {
        Path made = folder.resolve("a/b");
        try (DiscoveryFile file = new DiscoveryFile(made, CLOCK)) {
            file.write(state(3));
            file.write(state(2));

            assertThat(read(file.path())).isEqualTo(state(2));
        }

        assertThat(names(made)).containsExactly("discovery.json", "lock.json");
        assertThat(made.resolve("lock.json"))
                .hasContent(
                        "{\"pid\": %d, \"since\": \"2026-03-01T12:00:00Z\"}\n"
                                .formatted(ProcessHandle.current().pid()));
    }

    @Test
    void readersSeeItWhole() throws Exception {
        AtomicReference<Throwable> seen = new AtomicReference<>();
        try (DiscoveryFile file = new DiscoveryFile(folder, CLOCK)) {
            file.write(state(1));
            Thread reader =
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    while (read(file.path()).peers().size() != 200) {
                                        Thread.onSpinWait();
                                    }
                                } catch (Exception e) {
                                    seen.set(e);
                                }
                            });
            for (int peers = 2; peers <= 200; peers++) {
                file.write(state(peers));
            }
            reader.join();
        }

        assertThat(seen.get()).isNull();
    }

    @Test
    void oneWriterInAProcess() throws IOException {
        try (DiscoveryFile second = new DiscoveryFile(folder, CLOCK)) {
            try (DiscoveryFile first = new DiscoveryFile(folder, CLOCK)) {
                first.write(state(1));

                assertThatThrownBy(() -> second.write(state(2)))
                        .isInstanceOf(FolderInUseException.class)
                        .hasMessage(
                                "another process writes %s, {\"pid\": %d, \"since\": \"2026-03-01T12:00:00Z\"};"
                                                .formatted(folder, ProcessHandle.current().pid())
                                        + " each needs a folder of its own");
            }
            assertThatCode(() -> second.write(state(2))).doesNotThrowAnyException();
        }
    }

    /// The kernel tells other processes: this one takes the same lock, as `fcntl` has it.
    @Test
    void oneWriterAmongProcesses() throws Exception {
        try (DiscoveryFile file = new DiscoveryFile(folder, CLOCK)) {
            file.write(state(1));

            assertThat(othersCanLock()).isFalse();
        }

        assertThat(othersCanLock()).isTrue();
    }

    private boolean othersCanLock() throws Exception {
        String script =
                "import fcntl,sys; fcntl.lockf(open(sys.argv[1],'r+'), fcntl.LOCK_EX|fcntl.LOCK_NB)";
        Process other =
                new ProcessBuilder("python3", "-c", script, folder.resolve("lock.json").toString())
                        .redirectErrorStream(true)
                        .start();
        String output = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        boolean locked = other.waitFor() == 0;
        assertThat(locked || output.contains("BlockingIOError")).as(output).isTrue();
        return locked;
    }

    @Test
    void theFolderIsTakenAwayAndComesBack() throws IOException, DiscoveryFormatException {
        Path inner = folder.resolve("state");
        try (DiscoveryFile file = new DiscoveryFile(inner, CLOCK)) {
            file.write(state(1));
            Files.delete(inner.resolve("lock.json"));
            Files.delete(inner.resolve("discovery.json"));
            Files.delete(inner);

            file.write(state(2));

            assertThat(read(file.path())).isEqualTo(state(2));
            assertThat(names(inner)).contains("lock.json");
        }
    }

    @Test
    void onAFullDiskTheOldFileStays() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), "size=64k");
                DiscoveryFile file = new DiscoveryFile(disk.path(), CLOCK)) {
            file.write(state(10));

            assertThatThrownBy(() -> file.write(state(1_000)))
                    .isInstanceOf(IOException.class)
                    .hasMessage("No space left on device");
            assertThat(read(file.path())).isEqualTo(state(10));
            assertThat(names(disk.path())).containsExactly("discovery.json", "lock.json");

            disk.remount("size=1m");
            file.write(state(1_000));
            assertThat(read(file.path())).isEqualTo(state(1_000));
        }
    }

    @Test
    void onAReadOnlyDiskTheOldFileStays() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), "size=64k");
                DiscoveryFile file = new DiscoveryFile(disk.path(), CLOCK)) {
            // Before the lock is there: a file that is open for writing keeps a disk writable.
            disk.remount("ro");

            assertThatThrownBy(() -> file.write(state(1)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("Read-only file system");

            disk.remount("rw");
            file.write(state(1));
            assertThat(read(file.path())).isEqualTo(state(1));
        }
    }
}
