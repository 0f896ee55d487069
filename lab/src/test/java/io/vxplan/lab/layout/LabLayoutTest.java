package io.vxplan.lab.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vxplan.lab.layout.Cable.Attachment;
import io.vxplan.lab.layout.Cable.Plug;
import io.vxplan.model.HostName;
import io.vxplan.model.address.InterfaceAddress;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.topology.Topology;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LabLayoutTest {
    private static final LabName LAB = new LabName("t");

    private static LabLayout layout(Topologies topologies) {
        Topology topology = Completion.of(topologies.build());
        return LabLayout.of(LAB, topology, topology.hosts().keySet(), List.of());
    }

    private static Plug plug(LabLayout layout, String namespace, String device) {
        return layout.plugs().getOrDefault(namespace, List.of()).stream()
                .filter(plug -> plug.device().value().equals(device))
                .findFirst()
                .orElseThrow();
    }

    private static Namespace host(LabLayout layout, String name) {
        return Objects.requireNonNull(layout.hosts().get(new HostName(name)));
    }

    private static Attachment addressed(String... addresses) {
        return new Attachment.Addressed(
                List.of(addresses).stream().map(InterfaceAddress::parse).toList());
    }

    @Test
    void hostsOfOneSubnetNeedNoRouter() {
        LabLayout layout = layout(new Topologies().host("a", "198.18.0.1").host("b", "198.18.0.2"));
        assertThat(plug(layout, "t.host.a", "eth0").attachment())
                .isEqualTo(addressed("198.18.0.1/24"));
        assertThat(layout.underlay().forwards()).isFalse();
        assertThat(host(layout, "a").gateways()).isEmpty();
        assertThat(host(layout, "a").neighbours())
                .singleElement()
                .satisfies(known -> {
                    assertThat(known.address()).hasToString("198.18.0.2");
                    assertThat(known.mac()).isEqualTo(plug(layout, "t.host.b", "eth0").mac());
                });
    }

    @Test
    void serversAreOnTheUnderlayInANamespaceOfTheirOwn() {
        Topology topology =
                new Topologies().host("a", "198.18.0.1").host("b", "198.18.0.2").build();
        LabLayout layout =
                LabLayout.of(
                        LAB,
                        topology,
                        topology.hosts().keySet(),
                        List.of(IpAddress.parse("198.18.0.9"), IpAddress.parse("198.18.7.9")));
        assertThat(plug(layout, "t.servers", "eth0").attachment())
                .isEqualTo(addressed("198.18.0.9/24"));
        assertThat(plug(layout, "t.servers", "eth1").attachment())
                .isEqualTo(addressed("198.18.7.9/24"));
        assertThat(layout.namespaces()).extracting(Namespace::name).contains("t.servers");
        assertThat(layout.underlay().forwards()).isTrue();
        assertThat(host(layout, "a").neighbours())
                .extracting(known -> known.address().toString())
                .containsExactly("198.18.0.2", "198.18.0.9");
    }

    @Test
    void hostsOfSeveralSubnetsReachEachOtherThroughTheRouter() {
        LabLayout layout =
                layout(
                        new Topologies()
                                .host("a", "198.18.0.1")
                                .host("b", "198.18.1.254")
                                .host("c", "fd00:1::1"));
        assertThat(layout.underlay().forwards()).isTrue();
        assertThat(layout.underlay().switches())
                .extracting(each -> each.addresses().getFirst().toString())
                .containsExactly(
                        "198.18.0.254/24", "198.18.1.253/24", "fd00:1::ffff:ffff:ffff:fffe/64");
        assertThat(host(layout, "b").gateways()).containsExactly(IpAddress.parse("198.18.1.253"));
        // The only IPv6 subnet: nowhere to go.
        assertThat(host(layout, "c").gateways()).isEmpty();
    }

    @Test
    void aNetworkWithoutEndpointGetsAWorkloadWithTheHostAsGateway() {
        LabLayout layout =
                layout(
                        new Topologies()
                                .host("a", "198.18.0.1")
                                .routed("blue", "192.168.100.0/24")
                                .network("blue", "172.20.0.0/16", "", "a"));
        assertThat(plug(layout, "t.host.a", "net1").attachment())
                .isEqualTo(addressed("172.20.0.1/16"));
        assertThat(layout.workloads())
                .singleElement()
                .satisfies(workload -> {
                    assertThat(workload.endpoint()).isEqualTo("a-net1");
                    assertThat(workload.namespace().gateways())
                            .containsExactly(IpAddress.parse("172.20.0.1"));
                });
        assertThat(plug(layout, "t.workload.blue.a-net1", "eth0").attachment())
                .isEqualTo(addressed("172.20.0.2/16"));
        assertThat(layout.switches().switches()).isEmpty();
        assertThat(layout.cables()).allSatisfy(cable -> assertThat(cable.mtu()).isPositive());
    }

    @Test
    void aNetworkBehindSeveralHostsIsOneSegment() {
        LabLayout layout =
                layout(
                        new Topologies()
                                .host("a", "198.18.0.1")
                                .host("b", "198.18.0.2")
                                .routed("blue", "192.168.100.0/24")
                                .network("blue", "172.30.0.0/16", "", "a", "b"));
        assertThat(layout.switches().switches()).hasSize(1);
        assertThat(layout.plugs().get("t.switches")).hasSize(3);
        assertThat(layout.workloads()).hasSize(1);
    }

    @Test
    void networksOnOneDeviceShareASegment() {
        LabLayout layout =
                layout(
                        new Topologies()
                                .host("a", "198.18.0.1")
                                .routed("blue", "192.168.100.0/24")
                                .network("blue", "172.20.0.0/16", "br-app", "a")
                                .network("blue", "fd20::/64", "br-app", "a")
                                .endpoint("blue", "app", "a", "", "172.20.0.9", "fd20::9"));
        assertThat(plug(layout, "t.host.a", "br-app").attachment())
                .isEqualTo(addressed("172.20.0.1/16", "fd20::1/64"));
        assertThat(plug(layout, "t.workload.blue.app", "eth0").attachment())
                .isEqualTo(addressed("172.20.0.9/16", "fd20::9/64"));
        assertThat(layout.workloads().getFirst().namespace().gateways()).hasSize(2);
    }

    @Test
    void anEndpointOfABridgedOverlayIsLeftForApplyToAttach() {
        LabLayout layout =
                layout(
                        new Topologies()
                                .host("a", "198.18.0.1")
                                .bridged("red", "10.0.1.0/24")
                                .endpoint("red", "web", "a", "", "10.0.1.3"));
        assertThat(plug(layout, "t.host.a", "tap1").attachment()).isEqualTo(new Attachment.Loose());
        assertThat(plug(layout, "t.workload.red.web", "eth0").attachment())
                .isEqualTo(addressed("10.0.1.3/24"));
        assertThat(layout.workloads().getFirst().namespace().gateways()).isEmpty();
    }

    @Test
    void oneInterfaceForTwoThingsIsRefused() {
        Topologies topologies =
                new Topologies()
                        .host("a", "198.18.0.1")
                        .bridged("red", "10.0.1.0/24")
                        .endpoint("red", "web", "a", "eth0", "10.0.1.3");
        assertThatThrownBy(() -> layout(topologies))
                .hasMessage(
                        "two things of the topology need interface 'eth0' in namespace 't.host.a':"
                                + " give one of them another `device`");
    }

    @Test
    void theNameOfALabTellsCheckoutsApart() {
        LabName one = LabName.of(Path.of("/x/my demo/inventory.yaml"));
        LabName other = LabName.of(Path.of("/y/my demo/inventory.yaml"));
        assertThat(one.value()).matches("my-demo-[0-9a-f]{6}").isNotEqualTo(other.value());
        assertThat(new LabName("t").host(new HostName("web.example/1")))
                .isEqualTo("t.host.web%2eexample%2f1");
    }
}
