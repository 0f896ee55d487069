package io.vxplan.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.cli.ExitCode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Hosts that leave an overlay: cleaned, remembered, and no burden.
class FormerMembersTest {
    @TempDir private Path folder;

    private static String topology(String hosts) {
        return """
        version: 1
        name: demo
        overlays: { blue: { vni: 1000, subnets: [10.0.0.0/24], hosts: "%s" } }
        """
                .formatted(hosts);
    }

    @Test
    void aHostThatLeavesIsCleanedAndItsAddressGivenToNobody() {
        try (Site site = new Site(folder, 3)) {
            site.write("topology.yaml", topology("h1:h2"));
            assertThat(site.vxplan("apply inventory.yaml --yes").exitCode()).isZero();

            site.write("topology.yaml", topology("h1:h3"));
            Said applied = site.vxplan("apply inventory.yaml --yes");

            assertThat(applied.exitCode()).as(applied.messages()).isZero();
            assertThat(applied.results()).contains("h2:\n   - vxlan vxlan1000");
            assertThat(site.sh("h2", "ip -br link")).doesNotContain("vxlan1000");
            assertThat(site.read("topology.lock.yaml"))
                    .endsWith("    h1: [10.0.0.1]\n    h2: [10.0.0.2]\n    h3: [10.0.0.3]\n");
            assertThat(site.vxplan("drift inventory.yaml").exitCode()).isEqualTo(ExitCode.DONE);
        }
    }

    @Test
    void oneThatCannotBeReachedAnyMoreSaysHowToForgetIt() {
        try (Site site = new Site(folder, 2)) {
            site.write("topology.yaml", topology("h1:h2"));
            assertThat(site.vxplan("apply inventory.yaml --yes").exitCode()).isZero();

            site.write("topology.yaml", topology("h1"));
            site.lose("h2");
            Said plan = site.vxplan("plan inventory.yaml");

            assertThat(plan.exitCode()).isEqualTo(ExitCode.ERROR);
            assertThat(plan.results())
                    .contains(
                            "no overlay has the host any more, but the lock file has addresses of it: take them out of"
                                    + " topology.lock.yaml when nothing of the overlays is left on the host");
        }
    }
}
