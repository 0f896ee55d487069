package io.vxplan.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.cli.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Drift as node_exporter collects it.
class DriftFileTest {
    @TempDir private Path folder;
    private Site site;

    @BeforeEach
    void twoHosts() {
        site = new Site(folder, 2);
        site.write(
                "topology.yaml",
                "version: 1\nname: demo\noverlays: { blue: { vni: 1000, subnets: [10.0.0.0/24] } }\n");
        assertThat(site.vxplan("apply --yes inventory.yaml").exitCode()).isZero();
    }

    @AfterEach
    void close() {
        site.close();
    }

    private List<String> samples() {
        return site.read("drift.prom")
                .lines()
                .filter(line -> !line.startsWith("#") && !line.contains("timestamp"))
                .toList();
    }

    @Test
    void countsWhatApplyWouldRepair() throws Exception {
        long before = Instant.now().getEpochSecond();
        assertThat(site.vxplan("drift inventory.yaml --textfile drift.prom").exitCode())
                .isEqualTo(ExitCode.DONE);
        assertThat(samples())
                .containsExactlyInAnyOrder(
                        "vxplan_drift_changes{host=\"h1\",topology=\"demo\"} 0.0",
                        "vxplan_drift_changes{host=\"h2\",topology=\"demo\"} 0.0",
                        "vxplan_drift_problems{host=\"h1\",topology=\"demo\"} 0.0",
                        "vxplan_drift_problems{host=\"h2\",topology=\"demo\"} 0.0");
        String time =
                site.read("drift.prom")
                        .lines()
                        .filter(line -> line.startsWith("vxplan_drift_timestamp_seconds{"))
                        .findFirst()
                        .orElseThrow();
        assertThat(Double.parseDouble(time.substring(time.lastIndexOf(' '))))
                .isBetween((double) before, (double) Instant.now().getEpochSecond());
        assertThat(Files.getPosixFilePermissions(folder.resolve("drift.prom")))
                .containsAll(PosixFilePermissions.fromString("r--r--r--"));

        site.sh("h2", "ip link set dev vxlan1000 mtu 1400");
        assertThat(site.vxplan("drift inventory.yaml --textfile drift.prom").exitCode())
                .isEqualTo(ExitCode.CHANGES);
        assertThat(samples()).contains("vxplan_drift_changes{host=\"h2\",topology=\"demo\"} 1.0");
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "inventory.yaml", "topology.yaml", "topology.lock.yaml", "drift.prom");
        }
    }

    /// Nobody takes it for one that is as it should be.
    @Test
    void ofAHostThatCanNotBeLookedAtNothingIsCounted() {
        site.lose("h2");

        assertThat(site.vxplan("drift inventory.yaml --textfile drift.prom").exitCode())
                .isEqualTo(ExitCode.ERROR);
        assertThat(samples())
                .contains("vxplan_drift_problems{host=\"h2\",topology=\"demo\"} 1.0")
                .noneMatch(line -> line.startsWith("vxplan_drift_changes{host=\"h2\""));
    }

    @Test
    void whatCanNotBeWrittenIsAnError() {
        Said said = site.vxplan("drift inventory.yaml --textfile nowhere/drift.prom");

        assertThat(said.exitCode()).isEqualTo(ExitCode.ERROR);
        assertThat(said.messages())
                .isEqualTo("error: can't write nowhere/drift.prom: no such file or folder\n");
    }
}
