package io.vxplan.lab.vagrant;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.lab.LabException;
import io.vxplan.lab.layout.LabLayout;
import io.vxplan.lab.layout.LabName;
import io.vxplan.lab.layout.Topologies;
import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.topology.Topology;
import io.vxplan.testing.Program;
import io.vxplan.testing.TestNamespace;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SurroundingsTest {
    private static LabLayout layout(Topologies topologies, String... servers) {
        Topology topology = topologies.build();
        return LabLayout.of(
                new LabName("t"),
                topology,
                topology.hosts().keySet(),
                Stream.of(servers).map(IpAddress::parse).toList());
    }

    private static Topologies one() {
        return new Topologies().host("a", "198.18.1.1").host("b", "198.18.1.2");
    }

    @Test
    void machinesOfOneSubnetNeedNone() {
        assertThat(Surroundings.areNeeded(layout(one()))).isFalse();
    }

    @Test
    void severalSubnetsAndServersAreJoinedHere() {
        assertThat(Surroundings.areNeeded(layout(one().host("c", "198.18.2.1")))).isTrue();
        assertThat(Surroundings.areNeeded(layout(one(), "198.18.1.53"))).isTrue();
    }

    @Test
    void eachNetworkOfMachinesHasACableToItsBridgeThere() throws LabException {
        String script =
                Surroundings.script(
                        layout(one(), "198.18.0.53"),
                        network -> new InterfaceName("of-" + network));
        assertThat(script)
                .contains("fresh t.underlay 1\nfresh t.servers 0\n")
                .contains(
                        """
                        ip -batch - <<'END'
                        link add name lab-underlay2 mtu 1500 type veth peer name uplink1 mtu 1500 netns t.underlay
                        link set dev lab-underlay2 addrgenmode none
                        link set dev lab-underlay2 master of-underlay2
                        link set dev lab-underlay2 up
                        END
                        ip -netns t.underlay -batch - <<'END'
                        link set dev uplink1 addrgenmode none
                        link set dev uplink1 master underlay2
                        link set dev uplink1 up
                        END
                        """)
                // Nobody but servers is in the first subnet.
                .doesNotContain("underlay1 type veth", "t.host", "neighbour add");
    }

    /// A namespace plays this machine, others the machines on its bridges.
    @Test
    void machinesReachEachOtherAndTheServers() throws LabException {
        LabName lab = new LabName("vxtest" + ProcessHandle.current().pid());
        LabLayout layout =
                LabLayout.of(
                        lab,
                        topology(),
                        topology().hosts().keySet(),
                        List.of(IpAddress.parse("198.18.0.53")));
        try (TestNamespace here = new TestNamespace();
                TestNamespace a = machine(here, "underlay2", "198.18.1.1/24", "198.18.1.254");
                TestNamespace b = machine(here, "underlay3", "198.18.2.1/24", "198.18.2.254")) {
            // Not by `ip netns exec`: names that are given there are known nowhere else.
            Program.run(
                            "nsenter",
                            "--net=" + here.path(),
                            "sh",
                            "-c",
                            Surroundings.script(layout, InterfaceName::new))
                    .succeeded();
            assertThat(a.sh("ping -c 1 -W 5 198.18.2.1")).contains(" 0% packet loss");
            assertThat(b.sh("ping -c 1 -W 5 198.18.0.53")).contains(" 0% packet loss");
        } finally {
            Program.run("ip", "netns", "delete", lab.underlay());
            Program.run("ip", "netns", "delete", lab.servers());
        }
    }

    private static Topology topology() {
        return new Topologies().host("a", "198.18.1.1").host("b", "198.18.2.1").build();
    }

    private static TestNamespace machine(
            TestNamespace here, String bridge, String address, String gateway) {
        TestNamespace machine = new TestNamespace();
        here.sh(
                """
                ip link add %1$s up type bridge mcast_snooping 0
                ip link add vnet-%1$s up master %1$s type veth peer name eth1 netns %2$s
                """
                        .formatted(bridge, machine.name()));
        machine.sh(
                """
                ip address add %s dev eth1
                ip link set eth1 up
                ip route add default via %s
                """
                        .formatted(address, gateway));
        return machine;
    }
}
