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
import io.vxplan.lab.vagrant.Machine.Nic;
import io.vxplan.model.topology.Topology;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
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

    private static Nic alone(String address) {
        return new Nic("underlay1", List.of(address), Optional.empty(), 1400);
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
                        new Machine("h1", 512, 1, List.of(alone("198.18.0.1/24"))),
                        new Machine("h2", 1024, 2, List.of(alone("198.18.0.2/24"))));
    }

    @Test
    void isReadAsItIsWritten() throws LabException {
        List<Machine> machines = machines("{ h1: { ansible_host: 198.18.0.1 } }");
        assertThat(Machine.json(machines))
                .isEqualTo(
                        """
                        [ {
                          "name" : "h1",
                          "memory" : 512,
                          "cpus" : 1,
                          "nics" : [ {
                            "network" : "underlay1",
                            "addresses" : [ "198.18.0.1/24" ],
                            "gateway" : null,
                            "mtu" : 1400
                          } ]
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
    void subnetsAreNetworksWithARouter() throws LabException {
        assertThat(
                        machines(
                                """
                                { h1: { ansible_host: 198.18.0.1 }, h2: { ansible_host: 198.18.0.254 },
                                  h3: { ansible_host: 10.0.1.0 }, h4: { ansible_host: "fd00::1" } }
                                """
                                        .replace("\n", " ")))
                .extracting(Machine::nics)
                .containsExactly(
                        List.of(routed("underlay2", "198.18.0.1/24", "198.18.0.253")),
                        List.of(routed("underlay2", "198.18.0.254/24", "198.18.0.253")),
                        // Not the address of its own network: no host has that.
                        List.of(routed("underlay1", "10.0.1.0/16", "10.0.255.254")),
                        // The only subnet of IPv6: nowhere to go.
                        List.of(
                                new Nic(
                                        "underlay3",
                                        List.of("fd00::1/64"),
                                        Optional.empty(),
                                        1400)));
    }

    private static Nic routed(String network, String address, String gateway) {
        return new Nic(network, List.of(address), Optional.of(gateway), 1400);
    }
}
