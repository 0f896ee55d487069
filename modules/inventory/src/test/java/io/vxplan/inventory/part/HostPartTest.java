package io.vxplan.inventory.part;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.inventory.Inventories;
import io.vxplan.inventory.Inventory;
import io.vxplan.inventory.InventoryReader;
import io.vxplan.inventory.Parsed;
import io.vxplan.inventory.topology.RandomTopology;
import io.vxplan.inventory.topology.TopologyReader;
import io.vxplan.model.HostName;
import io.vxplan.model.resource.HostState;
import io.vxplan.model.topology.Allocations;
import io.vxplan.model.topology.Overlay;
import io.vxplan.model.topology.Topology;
import io.vxplan.plan.compile.Compilation;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HostPartTest {
    private static final HostName H1 = new HostName("h1");

    private static <T> T good(Parsed<T> parsed, String text) {
        assertThat(parsed.problems()).as(text).isEmpty();
        return parsed.value().orElseThrow();
    }

    private static Topology read(String text, Inventory inventory) {
        return good(TopologyReader.read(text, "topology.yaml", inventory), text);
    }

    private static Topology read(HostPart part) {
        Inventory inventory =
                good(
                        InventoryReader.read(
                                new ByteArrayInputStream(part.inventory().getBytes(UTF_8)),
                                "inventory.yaml"),
                        part.inventory());
        return read(part.topology(), inventory);
    }

    private static Compilation compile(Topology topology) {
        Compilation compilation = Compilation.of(topology, Allocations.EMPTY);
        assertThat(compilation.problems()).isEmpty();
        return compilation;
    }

    private static HostPart part(Topology topology, HostName host, String discovery) {
        return HostPart.of(
                new HostOverlays(topology, compile(topology).allocations(), host, discovery));
    }

    @Test
    void isWhatAUserWouldWrite() {
        Topology topology =
                read(
                        """
                        version: 1
                        name: demo
                        underlay: { mtu: 9000 }
                        overlays:
                          blue:
                            vni: 1000
                            subnets: [192.168.100.0/24]
                            membership: { discovered: "{{ way }}" }
                            device: "vx-{{ inventory_hostname }}"
                            members: { h1: { address: 192.168.100.77, mac: 02:00:00:00:00:01 } }
                            networks:
                              172.20.0.0/16: { behind: h1, device: br-app }
                              172.21.0.0/16: { behind: h2 }
                          red: { vni: 1001, subnets: [10.0.0.0/24] }
                          green:
                            vni: 1002
                            subnets: ["fd00::/64"]
                            flooding: static
                            membership: { discovered: prod }
                        discovery:
                          other: {}
                          prod:
                            mode: etcd
                            etcd_endpoints: [10.0.1.100:2379, 10.0.1.101:2379]
                            etcd_prefix: "{{ '/{' }}{x}}"
                            lease_ttl: 20
                        """,
                        Inventories.of(
                                """
                                h1: { vxplan_underlay: 198.18.0.1, way: prod, ansible_password: hush }
                                h2: { vxplan_underlay: 198.18.0.2, way: prod }
                                """));

        HostPart part = part(topology, H1, "prod");

        assertThat(part.inventory())
                .isEqualTo(
                        """
                        all:
                          hosts:
                            h1:
                              vxplan_underlay: 198.18.0.1
                        """);
        assertThat(part.topology())
                .isEqualTo(
                        """
                        version: 1
                        name: demo
                        underlay:
                          mtu: 9000
                        overlays:
                          blue:
                            vni: 1000
                            membership:
                              discovered: prod
                            device: vx-h1
                            port: 4789
                            ttl: auto
                            mtu: 8950
                            flooding: replicate
                            learning: on
                            forwarding: on
                            firewall: none
                            subnets:
                            - 192.168.100.0/24
                            address: auto
                            networks:
                              172.20.0.0/16:
                                behind: h1
                                gateway: 172.20.0.1
                                device: br-app
                            members:
                              h1:
                                address:
                                - 192.168.100.77
                                mac: "02:00:00:00:00:01"
                          green:
                            vni: 1002
                            membership:
                              discovered: prod
                            device: vxlan1002
                            port: 4789
                            ttl: auto
                            mtu: 8950
                            flooding: static
                            learning: off
                            forwarding: on
                            firewall: none
                            subnets:
                            - "fd00::/64"
                            address: auto
                            members:
                              h1:
                                address:
                                - "fd00::1"
                        discovery:
                          prod:
                            health_port: 4793
                            etcd_endpoints:
                            - "10.0.1.100:2379"
                            - "10.0.1.101:2379"
                            etcd_prefix: !unsafe "/{{x}}"
                            lease_ttl: 20
                            mode: etcd
                        """);
        assertThat(read(part).discovery().get("prod"))
                .hasToString(String.valueOf(topology.discovery().get("prod")));
        assertThat(HostOverlays.discoveries(topology, H1)).containsExactly("prod");
    }

    /// Of each host of topologies that were made at random.
    @Test
    void compilesToTheSameAsTheWhole() {
        int parts = 0;
        for (int seed = 0; seed < 100; seed++) {
            Topology topology =
                    read(
                            new RandomTopology(seed).text(),
                            Inventories.numbered(RandomTopology.HOSTS));
            for (HostName host : topology.hosts().keySet()) {
                for (String discovery : HostOverlays.discoveries(topology, host)) {
                    check(topology, host, discovery);
                    parts++;
                }
            }
        }
        assertThat(parts).isGreaterThan(50);
    }

    private static void check(Topology topology, HostName host, String discovery) {
        HostPart part = part(topology, host, discovery);
        Topology own = read(part);

        assertThat(own.hosts().keySet()).containsExactly(host);
        assertThat(compile(own).compiler().stateOf(host))
                .as(part.topology())
                .isEqualTo(whole(topology, host, discovery));
        assertThat(String.valueOf(own.discovery().get(discovery)))
                .isEqualTo(String.valueOf(topology.discovery().get(discovery)));
        assertThat(part(own, host, discovery)).isEqualTo(part);
    }

    /// Only the overlays of this discovery.
    private static HostState whole(Topology topology, HostName host, String discovery) {
        Allocations allocations = compile(topology).allocations();
        Topology ofDiscovery =
                new Topology(
                        topology.name(),
                        topology.hosts(),
                        topology.overlays().stream()
                                .filter(overlay -> isOf(overlay, discovery))
                                .toList(),
                        topology.discovery(),
                        topology.persistence());
        return new Compilation(ofDiscovery, allocations, List.of(), List.of())
                .compiler()
                .stateOf(host);
    }

    private static boolean isOf(Overlay overlay, String discovery) {
        return overlay.discoveredBy().equals(Optional.of(discovery));
    }
}
