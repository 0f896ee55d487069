package io.vxplan.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.model.address.MacAddress;
import io.vxplan.model.topology.Flooding;
import io.vxplan.model.topology.Overlay;
import io.vxplan.model.topology.Topology;
import io.vxplan.testing.Topologies;
import io.vxplan.verify.result.Report;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Two overlays with the same addresses, both learning what they are not told.
class SameAddressesTest {
    private static final Topology RED_GREEN =
            Topologies.topology(2, twin("red", 4097), twin("green", 4098));

    private static Overlay twin(String name, int vni) {
        return Samples.bridged(
                name,
                vni,
                2,
                new Flooding.Replicate(),
                List.of(
                        Topologies.port(name + "1", 1, "10.0.1.11", "tap-" + name),
                        Topologies.port(name + "2", 2, "10.0.1.12", "tap-" + name)));
    }

    @AutoClose private final Trial trial = new Trial(RED_GREEN);
    private final Machines machines = trial.machines();

    @BeforeEach
    void apply() {
        for (String overlay : List.of("red", "green")) {
            for (int i = 1; i <= 2; i++) {
                String name = overlay + i;
                machines.workload(
                        name,
                        "h" + i,
                        "tap-" + overlay,
                        "",
                        """
                        ip link set dev eth0 address %s
                        ip addr add 10.0.1.1%d/24 dev eth0
                        """
                                .formatted(
                                        MacAddress.derived("endpoint", "demo", overlay, name), i));
            }
        }
        trial.apply();
    }

    @Test
    void overlaysWithTheSameAddressesAreToldApart() {
        Report report = trial.verify();

        assertThat(Trial.failed(report)).isEmpty();
        assertThat(report.passed()).isTrue();
    }

    @Test
    void theWrongOneOfTwoWithTheSameAddressIsFound() {
        machines.sh("h2", "ip link set dev vxlan4097 master br-green");

        Report report = trial.verify();

        assertThat(Trial.failed(report))
                .contains(
                        "red: red1 -> red2 (10.0.1.12): answered by green2 of overlay green, %s; expected %s"
                                .formatted(
                                        MacAddress.derived("endpoint", "demo", "green", "green2"),
                                        MacAddress.derived("endpoint", "demo", "red", "red2")));
    }
}
