package io.vxplan.cli.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// In a network of its own, as at the first start of a program.
class TrainingTest {
    private static final Path FILES = Path.of("src/main/dist/training");

    /// Else the first start waits in vain, and later ones lack what was not trained.
    @Test
    void theDaemonsGoOnUntilOneHasARouteToTheOther() throws IOException, InterruptedException {
        Process training =
                new ProcessBuilder(
                                List.of(
                                        FILES.resolve("network.sh").toString(),
                                        "sh",
                                        "-euc",
                                        "\"$@\"; ip route show 172.21.0.0/16",
                                        "sh",
                                        Path.of(System.getProperty("java.home"), "bin/java")
                                                .toString(),
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        Training.class.getName(),
                                        FILES.resolve("inventory.yaml").toString()))
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();

        assertThat(training.inputReader().readAllAsString().strip())
                .startsWith("172.21.0.0/16 via 192.168.100.2 dev vxlan1000");
        assertThat(training.waitFor()).isZero();
    }
}
