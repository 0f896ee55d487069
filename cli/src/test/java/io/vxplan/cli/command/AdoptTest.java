package io.vxplan.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.cli.ExitCode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdoptTest {
    @TempDir private Path folder;

    /// What is on the interface belongs to it, and is in the plan that adopts it.
    @Test
    void anInterfaceIsAdoptedWithAllThatIsOnIt() {
        try (Site site = new Site(folder, 1)) {
            site.write(
                    "topology.yaml",
                    """
                    version: 1
                    name: demo
                    overlays: { blue: { vni: 1000, subnets: [10.0.0.0/24] } }
                    """);
            site.sh(
                    "h1",
                    """
                    ip link add name other type bridge
                    ip link add name vxlan1000 type vxlan id 1000 dstport 4789 local 198.18.0.1
                    ip link set dev vxlan1000 master other up
                    ip address add 10.9.0.1/24 dev vxlan1000
                    bridge fdb append 00:00:00:00:00:00 dev vxlan1000 dst 198.18.0.9
                    """);
            assertThat(site.vxplan("plan inventory.yaml").exitCode()).isEqualTo(ExitCode.ERROR);

            Said adopted = site.vxplan("apply inventory.yaml --adopt --yes");

            assertThat(adopted.exitCode()).as(adopted.toString()).isZero();
            assertThat(adopted.results())
                    .contains(
                            "   - port vxlan1000\n",
                            "   - address 10.9.0.1/24 dev vxlan1000\n",
                            "   - fdb 00:00:00:00:00:00 dev vxlan1000 dst 198.18.0.9\n");
            assertThat(site.vxplan("drift inventory.yaml").exitCode()).isEqualTo(ExitCode.DONE);
        }
    }
}
