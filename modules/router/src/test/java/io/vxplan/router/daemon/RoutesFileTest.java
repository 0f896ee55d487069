package io.vxplan.router.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.daemon.Log;
import io.vxplan.inventory.fields.LogLevel;
import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.Prefix;
import io.vxplan.router.overlay.RouteEntry;
import io.vxplan.router.overlay.RouteSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
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
        routes.close();
    }

    @Test
    void aFolderHasOneWriterAndTheOtherRoutesAllTheSame() throws IOException {
        Path file = folder.resolve("routes.json");
        RoutesFile first = new RoutesFile(folder, new Log(LogLevel.INFO, _ -> {}));
        first.write(List.of());
        String written = Files.readString(file);
        RouteEntry route =
                new RouteEntry(
                        Prefix.parse("172.21.0.0/16"),
                        IpAddress.parse("192.168.100.2"),
                        new InterfaceName("vxlan1000"),
                        RouteSource.DISCOVERY);

        try (RoutesFile second = new RoutesFile(folder, new Log(LogLevel.INFO, lines::add))) {
            second.write(List.of(route));
            assertThat(file).hasContent(written);
            assertThat(lines)
                    .singleElement(InstanceOfAssertFactories.STRING)
                    .startsWith("warn: can't write " + file + ": another process writes " + folder)
                    .endsWith("; routes are set all the same");

            first.close();
            second.write(List.of(route));
            assertThat(Files.readString(file)).contains("172.21.0.0/16");
        }
    }
}
