package io.vxplan.router.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.daemon.Log;
import io.vxplan.inventory.fields.LogLevel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoutesFileTest {
    @TempDir private Path folder;
    private final List<String> lines = new ArrayList<>();

    @Test
    void whatCannotBeWrittenIsToldOnceAndAgainWhenItCan() throws IOException {
        Path run = Files.writeString(folder.resolve("run"), "in the way");
        Path file = run.resolve("routes.json");
        RoutesFile routes = new RoutesFile(run, new Log(LogLevel.INFO, lines::add));

        routes.write(List.of());
        routes.write(List.of());
        assertThat(lines)
                .containsExactly(
                        "warn: can't write %s: %s is there already; routes are set all the same"
                                .formatted(file, run));

        Files.delete(run);
        routes.write(List.of());
        assertThat(lines).hasSize(2).last().isEqualTo("info: " + file + ": all is well again");
        assertThat(file).isNotEmptyFile();
    }
}
