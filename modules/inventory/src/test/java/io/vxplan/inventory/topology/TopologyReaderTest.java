package io.vxplan.inventory.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.inventory.Inventories;
import io.vxplan.inventory.Inventory;
import io.vxplan.inventory.Parsed;
import io.vxplan.model.Flooding;
import io.vxplan.model.HostName;
import io.vxplan.model.IpAddress;
import io.vxplan.model.Located;
import io.vxplan.model.Location;
import io.vxplan.model.Overlay;
import io.vxplan.model.Overlay.Member;
import io.vxplan.model.Overlay.Mode;
import io.vxplan.model.Topology;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TopologyReaderTest {
    private static final Inventory THREE = Inventories.numbered(3);

    static Topology read(String text, Inventory inventory) {
        Parsed<Topology> parsed = TopologyReader.read(text, "topology.yaml", inventory);
        assertThat(parsed.problems()).isEmpty();
        return parsed.value().orElseThrow();
    }

    private static Overlay overlay(String text, Inventory inventory) {
        return read(text, inventory).overlays().getFirst();
    }

    private static Member member(Overlay overlay, String host) {
        return Objects.requireNonNull(overlay.members().get(new HostName(host)));
    }

    @Test
    void fillsInEveryDefaultOfARoutedOverlay() {
        Topology topology =
                read(
                        """
                        version: 1
                        name: demo
                        overlays:
                          blue:
                            vni: 1000
                            subnets: [192.168.100.0/24]
                            networks:
                              172.20.0.0/16: { behind: h1 }
                        """,
                        THREE);

        assertThat(topology.name().value()).isEqualTo("demo");
        assertThat(topology.hosts()).hasSize(3);
        Overlay blue = topology.overlays().getFirst();
        assertThat(blue.at()).isEqualTo(new Location("topology.yaml", 4, 3));
        assertThat(blue.vni())
                .isEqualTo(new Located<>(blue.vni().value(), new Location("topology.yaml", 5, 10)));
        assertThat(blue.port()).isEqualTo(4789);
        assertThat(blue.mode()).isEqualTo(Mode.ROUTED);
        assertThat(blue.flooding()).isEqualTo(new Flooding.Replicate());
        assertThat(blue.learning()).isTrue();
        assertThat(blue.ttl()).isZero();
        assertThat(blue.forwarding()).isTrue();
        assertThat(blue.addressed()).isTrue();
        assertThat(blue.networks().getFirst().behind().getFirst().gateway())
                .hasToString("172.20.0.1");
        Member h2 = member(blue, "h2");
        assertThat(h2.underlay().value()).isEqualTo(IpAddress.parse("198.18.0.2"));
        assertThat(h2.underlay().at()).isEqualTo(new Location("inventory.yaml", 2, 24));
        assertThat(h2.mtu().value()).isEqualTo(1450);
        assertThat(h2.device()).hasToString("vxlan1000");
        assertThat(h2.bridge()).isEmpty();
    }

    @Test
    void shortensLongBridgeNames() {
        Overlay overlay =
                overlay(
                        """
                        version: 1
                        name: demo
                        overlays:
                          a-very-long-name:
                            vni: 7
                            mode: bridged
                            address: none
                            subnets: ["fd00::/64"]
                        """,
                        THREE);

        Overlay.BridgeName bridge = member(overlay, "h1").bridge().orElseThrow();
        assertThat(bridge.name().value()).matches("br-a-ver-[0-9a-f]{6}");
        assertThat(bridge.altName()).contains("br-a-very-long-name");
        assertThat(overlay.forwarding()).isFalse();
        assertThat(overlay.addressed()).isFalse();
    }

    @Test
    void rendersPerHostAndSharedTemplates() {
        Inventory inventory =
                Inventories.of(
                        """
                        a: { groups: [web], ip: 198.18.0.1, nic: eth0, vni: 200, inner: [10.20.0.1] }
                        b: { groups: [web], ip: 198.18.0.2, nic: ens3, vni: 200, inner: [10.20.0.2] }
                        """);
        Topology topology =
                read(
                        """
                        version: 1
                        name: demo
                        underlay: { address: "{{ ip }}", mtu: "{{ 9000 if nic == 'ens3' else 1500 }}" }
                        overlays:
                          lan:
                            vni: "{{ vni }}"
                            hosts: web
                            subnets: [10.20.0.0/24]
                            flooding: { group: 239.1.2.3, device: "{{ nic }}" }
                            members: { a: { address: "{{ inner }}" } }
                            networks:
                              172.20.0.0/16: { behind: b, device: "br-{{ nic }}" }
                        """,
                        inventory);
        Overlay lan = topology.overlays().getFirst();

        assertThat(lan.vni().value().value()).isEqualTo(200);
        assertThat(member(lan, "a").groupDevice()).map(Object::toString).contains("eth0");
        assertThat(member(lan, "b").groupDevice()).map(Object::toString).contains("ens3");
        assertThat(member(lan, "a").addresses()).hasToString("[10.20.0.1]");
        assertThat(member(lan, "a").mtu().value()).isEqualTo(1450);
        assertThat(member(lan, "b").mtu().value()).isEqualTo(8950);
        assertThat(lan.networks().getFirst().behind().getFirst().device())
                .map(Object::toString)
                .contains("br-ens3");
    }
}
