package io.vxplan.lab.vagrant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vxplan.inventory.Inventory;
import io.vxplan.inventory.InventoryReader;
import io.vxplan.inventory.topology.TopologyReader;
import io.vxplan.lab.LabException;
import io.vxplan.lab.layout.Completion;
import io.vxplan.lab.layout.LabLayout;
import io.vxplan.lab.layout.LabName;
import io.vxplan.model.topology.Topology;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MachineTest {
    private static final String TOPOLOGY =
            "{version: 1, name: t, underlay: {mtu: 1400}, overlays: {blue: {vni: 1, hosts: web, subnets: [10.0.0.0/24]}}}";

    private static List<Machine> machines(String hosts) throws LabException {
        String written = "web:\n  vars: { size: 1024 }\n  hosts: " + hosts + "\n";
        Inventory inventory =
                InventoryReader.read(
                                new ByteArrayInputStream(written.getBytes(StandardCharsets.UTF_8)),
                                "inventory")
                        .value()
                        .orElseThrow();
        Topology topology =
                Completion.of(
                        TopologyReader.read(TOPOLOGY, "topology", inventory).value().orElseThrow());
        return Machine.of(
                inventory,
                LabLayout.of(new LabName("t"), topology, inventory.hosts().keySet(), List.of()));
    }

    @Test
    void whatTheInventorySaysNothingOfIsUsual() throws LabException {
        assertThat(
                        machines(
                                """
                                { h1: { ansible_host: 198.18.0.1 },
                                  h2: { ansible_host: h2.example, vxplan_underlay: 198.18.0.2,
                                        vxplan_lab_memory: "{{ size }}", vxplan_lab_cpus: 2 } }
                                """
                                        .replace("\n", " ")))
                .containsExactly(
                        new Machine("h1", "198.18.0.1", 1400, 512, 1),
                        new Machine("h2", "198.18.0.2", 1400, 1024, 2));
    }

    @Test
    void isReadAsItIsWritten() throws LabException {
        List<Machine> machines = machines("{ h1: { ansible_host: 198.18.0.1 } }");
        assertThat(Machine.json(machines))
                .isEqualTo(
                        """
                        [ {
                          "name" : "h1",
                          "address" : "198.18.0.1",
                          "mtu" : 1400,
                          "memory" : 512,
                          "cpus" : 1
                        } ]
                        """);
        assertThat(Machine.parse(Machine.json(machines))).isEqualTo(machines);
    }

    @Test
    void memoryIsANumber() {
        assertThatThrownBy(() ->
                        machines("{ h1: { ansible_host: 198.18.0.1, vxplan_lab_memory: 1G } }"))
                .isInstanceOf(LabException.class)
                .hasMessage("vxplan_lab_memory of host 'h1' must be a number from 1");
    }

    @Test
    void theNetworkOfTheMachinesIsOne() {
        assertThatThrownBy(() ->
                        machines(
                                "{ h1: { ansible_host: 198.18.0.1 }, h2: { ansible_host: 198.18.1.1 } }"))
                .isInstanceOf(LabException.class)
                .hasMessage(
                        "198.18.0.1 and 198.18.1.1 are in different subnets, and the network of the machines is one");
    }

    @Test
    void theUnderlayIsIpv4() {
        assertThatThrownBy(() -> machines("{ h1: { ansible_host: \"fd00::1\" } }"))
                .isInstanceOf(LabException.class)
                .hasMessage("host 'h1' does not have exactly one underlay address, of IPv4");
    }
}
