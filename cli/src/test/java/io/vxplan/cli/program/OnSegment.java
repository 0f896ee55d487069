package io.vxplan.cli.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/// The packaged program and a segment of hosts, of which nothing is left at the end.
@SuppressWarnings("NullAway.Init")
@ResourceLock(Segment.LOCK)
abstract class OnSegment {
    @TempDir Path folder;
    Program program;
    Segment segment;

    @BeforeEach
    final void prepare() throws IOException {
        program = new Program(Files.createDirectory(folder.resolve("program")));
        folder.toFile().setExecutable(true, false);
        segment = new Segment();
    }

    @AfterEach
    final void nothingIsLeft() throws IOException {
        segment.close();
        assertThat(Segment.left()).isEmpty();
        Shell.await(() -> ProcessHandle.allProcesses().noneMatch(this::isOurs));
        assertThat(Shell.run("grep '%s' /proc/mounts || :".formatted(folder))).isEmpty();
    }

    private boolean isOurs(ProcessHandle process) {
        return process.info().commandLine().orElse("").contains(folder.toString());
    }
}
