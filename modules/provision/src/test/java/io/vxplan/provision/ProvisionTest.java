package io.vxplan.provision;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.inventory.Inventory;
import io.vxplan.inventory.InventoryReader;
import io.vxplan.inventory.topology.TopologyReader;
import io.vxplan.model.HostName;
import io.vxplan.model.resource.HostState;
import io.vxplan.model.resource.Resource;
import io.vxplan.model.resource.Runtime;
import io.vxplan.model.resource.ServiceUnit;
import io.vxplan.model.resource.TextFile;
import io.vxplan.model.topology.Allocations;
import io.vxplan.model.topology.Topology;
import io.vxplan.plan.compile.Compilation;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProvisionTest {
    private static final Runtime RUNTIME = new Runtime("0123456789abcdef".repeat(4));

    private static final String INVENTORY =
            """
            all:
              hosts:
                h1: { vxplan_underlay: 198.18.0.1 }
                h2: { vxplan_underlay: 198.18.0.2, vxplan_services: none }
                h3: { vxplan_underlay: 198.18.0.3 }
                h4: { vxplan_underlay: 198.18.0.4 }
            """;

    private static final String TOPOLOGY =
            """
            version: 1
            name: demo
            overlays:
              blue: { vni: 1000, hosts: "h1:h2", subnets: [10.0.0.0/24], membership: { discovered: prod } }
              green: { vni: 1001, hosts: "h1:h4", subnets: [10.0.1.0/24], membership: { discovered: lab } }
              red: { vni: 1002, hosts: "h3:h4", subnets: [10.0.2.0/24] }
            discovery:
              prod: {}
              lab: {}
            """;

    private static Topology topology(String text) {
        Inventory inventory =
                InventoryReader.read(
                                new ByteArrayInputStream(
                                        INVENTORY.getBytes(StandardCharsets.UTF_8)),
                                "inventory.yaml")
                        .value()
                        .orElseThrow();
        return TopologyReader.read(text, "topology.yaml", inventory).value().orElseThrow();
    }

    private static List<Resource> on(String host) {
        Topology topology = topology(TOPOLOGY);
        return new Provision(
                        topology,
                        Compilation.of(topology, Allocations.EMPTY).allocations(),
                        RUNTIME)
                .on(new HostName(host));
    }

    private static List<String> units(String host) {
        return HostState.of(on(host)).all(ServiceUnit.class).map(ServiceUnit::name).toList();
    }

    @Test
    void aHostHasBothDaemonsOfEachEntryAndOneRuntime() {
        assertThat(units("h1"))
                .containsExactly(
                        "vxplan-discovery-demo-lab.service",
                        "vxplan-router-demo-lab.service",
                        "vxplan-discovery-demo-prod.service",
                        "vxplan-router-demo-prod.service");
        assertThat(units("h4"))
                .containsExactly(
                        "vxplan-discovery-demo-lab.service", "vxplan-router-demo-lab.service");
        assertThat(HostState.of(on("h1")).all(Runtime.class)).containsExactly(RUNTIME);
    }

    @Test
    void theirPortsDiffer() {
        assertThat(HostState.of(on("h1")).all(TextFile.class).map(TextFile::content))
                .filteredOn(text -> text.contains("health_port"))
                .satisfiesExactly(
                        lab -> assertThat(lab).contains("  lab:\n    health_port: 4793\n"),
                        prod -> assertThat(prod).contains("  prod:\n    health_port: 4791\n"));
    }

    @Test
    void whoIsNotDiscoveredOrHasOtherServicesGetsNothing() {
        assertThat(on("h2")).isEmpty();
        assertThat(on("h3")).isEmpty();
        assertThat(on("other")).isEmpty();
        assertThat(Provision.isNeeded(topology(TOPOLOGY))).isTrue();
        assertThat(
                        Provision.isNeeded(
                                topology(
                                        TOPOLOGY.replace("\"h1:h2\"", "h2")
                                                .replace("\"h1:h4\"", "h2"))))
                .isFalse();
    }
}
