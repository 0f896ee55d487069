package io.vxplan.router.routing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.inventory.Inventory;
import io.vxplan.inventory.InventoryReader;
import io.vxplan.inventory.Parsed;
import io.vxplan.inventory.part.HostOverlays;
import io.vxplan.inventory.topology.TopologyReader;
import io.vxplan.model.HostName;
import io.vxplan.model.address.InterfaceAddress;
import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.resource.Address;
import io.vxplan.model.resource.HostState;
import io.vxplan.model.resource.LinkSettings;
import io.vxplan.model.resource.OtherLink;
import io.vxplan.model.resource.Resource;
import io.vxplan.model.topology.Allocations;
import io.vxplan.model.topology.Topology;
import io.vxplan.plan.Change;
import io.vxplan.plan.compile.Compilation;
import io.vxplan.router.overlay.Claims;
import io.vxplan.router.overlay.Decision;
import io.vxplan.router.overlay.Remnants;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class TopologyRoutingTest {
    private static final HostName H1 = new HostName("h1");
    private static final InterfaceName ETH0 = new InterfaceName("eth0");

    private static Compilation compiled() {
        Inventory inventory =
                InventoryReader.read(
                                new ByteArrayInputStream(
                                        "all: { hosts: { h1: { vxplan_underlay: 198.18.0.1 }, h2: { vxplan_underlay: 198.18.0.2 } } }"
                                                .getBytes(UTF_8)),
                                "inventory.yaml")
                        .value()
                        .orElseThrow();
        Parsed<Topology> topology =
                TopologyReader.read(
                        """
                        version: 1
                        name: demo
                        overlays:
                          blue:
                            vni: 1000
                            device: vx-blue
                            port: 8472
                            ttl: 64
                            mtu: 1400
                            subnets: [10.0.0.0/24]
                            membership: { discovered: prod }
                            networks:
                              172.20.0.0/16: { behind: h1, gateway: 172.20.0.9 }
                              172.21.0.0/16: { behind: h2 }
                          red:
                            vni: 1001
                            flooding: static
                            subnets: ["fd00::/64"]
                            membership: { discovered: prod }
                            members: { h1: { mac: 02:00:00:00:00:01 } }
                          green: { vni: 1002, subnets: [10.0.2.0/24] }
                        discovery: { prod: {} }
                        """,
                        "topology.yaml",
                        inventory);
        assertThat(topology.problems()).isEmpty();
        return Compilation.of(topology.value().orElseThrow(), Allocations.EMPTY);
    }

    private static HostState fresh() {
        LinkSettings settings =
                new LinkSettings(
                        Optional.empty(),
                        1500,
                        true,
                        0,
                        Optional.empty(),
                        LinkSettings.AddressGeneration.EUI64,
                        new TreeSet<>());
        return HostState.observed(
                List.of(
                        new OtherLink(ETH0, settings, "veth"),
                        new Address(ETH0, InterfaceAddress.parse("198.18.0.1/24"), true)));
    }

    /// The device and address that `apply` makes are those that the router keeps.
    @Test
    void theRouterWantsWhatApplyMakes() {
        Compilation compiled = compiled();
        HostOverlays host =
                new HostOverlays(compiled.topology(), compiled.allocations(), H1, "prod");

        List<Resource> made = new ArrayList<>();
        for (Routing routing : TopologyRouting.of(host)) {
            Decision decision = Decision.of(routing, Claims.NONE, fresh(), Remnants.GO);
            decision.changes().stream()
                    .map(change -> ((Change.Create) change).after())
                    .forEach(made::add);
        }

        assertThat(made)
                .hasSize(4)
                .allMatch(resource ->
                        compiled.compiler()
                                .stateOf(H1)
                                .get(resource.key())
                                .filter(resource::equals)
                                .isPresent());
        assertThat(TopologyRouting.of(host))
                .extracting(Routing::mark)
                .hasToString("[vxplan:demo/blue, vxplan:demo/red]");
        assertThat(TopologyRouting.of(host).getFirst().networks())
                .extracting(Routing.LocalNetwork::name)
                .containsExactly("172.20.0.0/16");
    }
}
