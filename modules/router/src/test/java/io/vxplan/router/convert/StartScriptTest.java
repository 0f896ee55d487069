package io.vxplan.router.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.provision.Template;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The script that runs both daemons in one container, with programs that say what becomes of them.
class StartScriptTest {
    private static final int FAILED = 3;
    private static final int MINUTE = 60;

    @TempDir private Path folder;

    /// @param router what the router does once it is ready
    private Process started(String router) throws IOException {
        Path program = folder.resolve("vxplan");
        Files.writeString(
                program,
                """
                #!/bin/bash
                trap "echo $1 ends; exit 0" TERM
                echo "$1 starts"
                [ "$1" = router ] || touch "${0%%/*}/ready"
                [ "$1" = discovery ] || { %s; }
                while true; do sleep 0.05; done
                """
                        .formatted(router));
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Path script = folder.resolve("start.sh");
        Files.writeString(
                script,
                new Template("start.sh")
                        .render(Map.of())
                        .replace("/opt/vxplan/bin/vxplan", program.toString()));
        return new ProcessBuilder("bash", script.toString()).redirectErrorStream(true).start();
    }

    private static String said(Process process) throws IOException, InterruptedException {
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(MINUTE, TimeUnit.SECONDS)).isTrue();
        return said;
    }

    @Test
    void whenOneEndsTheOtherIsEnded() throws IOException, InterruptedException {
        Process process =
                started("until [ -e \"${0%/*}/ready\" ]; do sleep 0.05; done; exit " + FAILED);

        assertThat(said(process)).contains("discovery starts", "router starts", "discovery ends");
        assertThat(process.exitValue()).isEqualTo(FAILED);
    }

    @Test
    void aStopReachesBoth() throws IOException, InterruptedException {
        Process process = started("true");
        byte[] starts =
                process.getInputStream().readNBytes("discovery starts\nrouter starts\n".length());
        assertThat(new String(starts, StandardCharsets.UTF_8)).contains("router starts");

        // Not process.destroy(), which closes its output as well.
        assertThat(process.toHandle().destroy()).isTrue();

        assertThat(said(process).lines())
                .containsExactlyInAnyOrder("discovery ends", "router ends");
    }
}
