package io.vxplan.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.model.HostName;
import io.vxplan.model.address.MacAddress;
import io.vxplan.model.resource.HostState;
import io.vxplan.model.topology.Allocations;
import io.vxplan.model.topology.Flooding;
import io.vxplan.model.topology.Topology;
import io.vxplan.plan.compile.Compiler;
import io.vxplan.plan.compile.Ipam;
import io.vxplan.plan.iproute.Commands;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandsTest {
    private static List<String> commands(Flooding flooding) {
        Topology topology = Samples.routed(2, 1000, flooding);
        HostState state =
                new Compiler(topology, Ipam.allocate(topology, Allocations.EMPTY).allocations())
                        .stateOf(new HostName("h1"));
        return state.inOrder()
                .flatMap(resource -> Commands.of(new Change.Create(resource)).stream())
                .map(Object::toString)
                .toList();
    }

    private static String mac(String host) {
        return MacAddress.derived("vxlan", "demo", "blue", host).toString();
    }

    @Test
    void replicatedOverlay() {
        assertThat(commands(new Flooding.Replicate()))
                .containsExactly(
                        "ip link add name vxlan1000 address "
                                + mac("h1")
                                + " mtu 1450 group 158 type vxlan id 1000"
                                + " local 198.18.0.1 dstport 4789 ttl auto tos 0 learning ageing 300",
                        "ip link set dev vxlan1000 addrgenmode eui64 mtu 1450",
                        "ip link set dev vxlan1000 up",
                        "ip link set dev vxlan1000 alias vxplan:demo/blue",
                        "ip addr replace 192.168.100.1/24 dev vxlan1000",
                        "bridge fdb append 00:00:00:00:00:00 dev vxlan1000 dst 198.18.0.2 self permanent",
                        "ip route add 172.21.0.0/16 table 254 proto 158 via 192.168.100.2 dev vxlan1000",
                        "sysctl -w net.ipv4.ip_forward=1");
    }

    @Test
    void staticOverlayKnowsItsPeersBeforehand() {
        assertThat(commands(new Flooding.Static()))
                .contains(
                        "bridge fdb replace "
                                + mac("h2")
                                + " dev vxlan1000 dst 198.18.0.2 self permanent",
                        "ip neigh replace 192.168.100.2 lladdr "
                                + mac("h2")
                                + " dev vxlan1000 nud permanent protocol 158");
    }
}
