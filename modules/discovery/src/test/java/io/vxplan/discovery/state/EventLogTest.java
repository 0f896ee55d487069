package io.vxplan.discovery.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventLogTest {
    @TempDir private Path folder;

    private List<String> lines(String name) throws IOException {
        return Files.readAllLines(folder.resolve(name));
    }

    @Test
    void linesFollowEachOther() throws IOException {
        new EventLog(folder).append(List.of("one", "two"));
        new EventLog(folder).append(List.of("three"));

        assertThat(lines("events.log")).containsExactly("one", "two", "three");
    }

    @Test
    void whatAKilledProcessLeftIsNoLine() throws IOException {
        Files.writeString(folder.resolve("events.log"), "one\ntw");
        new EventLog(folder).append(List.of("three"));

        assertThat(lines("events.log")).containsExactly("one", "three");
    }

    @Test
    void rotated() throws IOException {
        EventLog log = new EventLog(folder, 20);
        for (int i = 0; i < 9; i++) {
            log.append(List.of("line %04d".formatted(i)));
        }

        assertThat(lines("events.log")).containsExactly("line 0008");
        assertThat(lines("events.log.1")).containsExactly("line 0006", "line 0007");
    }

    @Test
    void rotatedWithinOneCall() throws IOException {
        EventLog log = new EventLog(folder);
        List<String> lines = IntStream.range(0, 300_000).mapToObj("%07d"::formatted).toList();
        log.append(lines);

        assertThat(Files.size(folder.resolve("events.log"))).isBetween(1L, (long) EventLog.LIMIT);
        assertThat(Files.size(folder.resolve("events.log.1"))).isBetween(1L, (long) EventLog.LIMIT);
        assertThat(lines("events.log")).last().isEqualTo("0299999");
        assertThat(Integer.parseInt(lines("events.log").getFirst()))
                .isEqualTo(Integer.parseInt(lines("events.log.1").getLast()) + 1);
    }

    @Test
    void onAFullDiskNoLineIsHalfThere() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), "size=64k")) {
            EventLog log = new EventLog(disk.path());
            log.append(List.of("one"));

            assertThatThrownBy(() -> log.append(List.of("x".repeat(100_000))))
                    .hasMessage("No space left on device");

            log.append(List.of("two"));
            assertThat(Files.readAllLines(log.path())).containsExactly("one", "two");
        }
    }
}
