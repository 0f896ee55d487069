package io.vxplan.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.cli.ExitCode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Workloads' interfaces at our bridge: those that we plugged, and those that others did.
class PortsTest {
    @TempDir private Path folder;

    private static String topology(String endpoints) {
        return """
        version: 1
        name: demo
        overlays:
          red: { vni: 1000, mode: bridged, subnets: [10.0.0.0/24], endpoints: { %s } }
        """
                .formatted(endpoints);
    }

    @Test
    void onlyWhatWasPluggedByUsIsTakenOut() {
        try (Site site = new Site(folder, 1)) {
            site.sh("h1", "ip link add name tap1 type veth peer name tap2");
            site.write(
                    "topology.yaml",
                    topology("web: { host: h1, address: 10.0.0.10, device: tap1 }"));
            Said plugged = site.vxplan("apply inventory.yaml --yes");
            assertThat(plugged.exitCode()).as(plugged.messages()).isZero();
            site.sh("h1", "ip link set dev tap2 master br-red");
            assertThat(site.vxplan("drift inventory.yaml").exitCode()).isEqualTo(ExitCode.DONE);

            site.write("topology.yaml", topology(""));
            Said released = site.vxplan("apply inventory.yaml --yes");

            assertThat(released.exitCode()).as(released.messages()).isZero();
            assertThat(released.results()).contains("h1:\n   - port tap1\n\n");
            assertThat(site.sh("h1", "ip -br link show master br-red"))
                    .contains("vxlan1000", "tap2@tap1")
                    .doesNotContain("tap1@tap2");
        }
    }
}
