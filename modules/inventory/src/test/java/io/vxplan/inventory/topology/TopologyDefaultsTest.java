package io.vxplan.inventory.topology;

import static io.vxplan.inventory.topology.TopologyTexts.THREE;
import static io.vxplan.inventory.topology.TopologyTexts.member;
import static io.vxplan.inventory.topology.TopologyTexts.overlay;
import static io.vxplan.inventory.topology.TopologyTexts.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.inventory.Inventories;
import io.vxplan.inventory.Inventory;
import io.vxplan.model.Located;
import io.vxplan.model.Location;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.topology.Flooding;
import io.vxplan.model.topology.Overlay;
import io.vxplan.model.topology.Overlay.Member;
import io.vxplan.model.topology.Overlay.Mode;
import io.vxplan.model.topology.Services;
import io.vxplan.model.topology.Topology;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a topology does not say.
class TopologyDefaultsTest {
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "replicate | true",
                "static | false",
                "'{ group: 239.1.2.3, device: eth0 }' | true"
            })
    void hostsLearnWhereFramesAreFlooded(String flooding, boolean learning) {
        String text =
                "version: 1\nname: demo\noverlays: { blue: { vni: 1, subnets: 10.0.0.0/24, flooding: %s } }\n"
                        .formatted(flooding);

        assertThat(overlay(text, THREE).learning()).isEqualTo(learning);
    }

    @Test
    void aHostsOwnVariableSaysWhoRunsItsDaemons() {
        Inventory inventory =
                Inventories.of(
                        """
                        h1: { vxplan_underlay: 198.18.0.1, kind: none, vxplan_services: "{{ kind }}" }
                        h2: { vxplan_underlay: 198.18.0.2 }
                        """);
        Topology topology =
                read(
                        "{version: 1, name: t, overlays: {blue: {vni: 1, subnets: 10.0.0.0/24}}}",
                        inventory);
        assertThat(topology.hosts().values())
                .extracting(Topology.UnderlayHost::services)
                .containsExactly(Services.NONE, Services.SYSTEMD);
    }
}
