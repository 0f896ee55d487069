package io.vxplan.lab.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vxplan.host.Host;
import io.vxplan.host.HostException;
import io.vxplan.model.HostName;
import io.vxplan.model.address.InterfaceAddress;
import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.address.IpAddress;
import io.vxplan.plan.Change;
import io.vxplan.plan.HostPlan;
import io.vxplan.plan.Labels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What vxplan does not own stands untouched, dump against dump.
class ForeignTest {
    private static final Path FILES = Path.of("src/test/resources/io/vxplan/lab/contract");
    private static final HostName HOST = new HostName("h1");

    private static final Compiled ALPHA = topology("alpha.yaml");
    private static final Compiled ALPHA_CHANGED = topology("alpha-changed.yaml");
    private static final Compiled BETA = topology("beta.yaml");

    /// What each topology makes, and the device that it takes as a port.
    private static final List<String> OF_ALPHA =
            List.of("alpha-blue", "alpha-red", "alpha-br", "alpha-lan", "alpha-green", "tap1");

    private static final List<String> OF_BETA = List.of("beta-blue", "beta-red", "beta-br", "tap2");

    private final StrictReader reader = new StrictReader();

    private static Compiled topology(String name) {
        return Compiled.of(FILES.resolve("inventory.yaml"), FILES.resolve(name));
    }

    private static Machine machine() {
        Map<String, List<InterfaceAddress>> addresses =
                Map.of(
                        "eth0", List.of(address("198.18.0.1", 24), address("fd18::1", 64)),
                        "wan0", List.of(address("203.0.113.1", 24), address("2001:db8:1::1", 64)),
                        "tap1", List.of(),
                        "tap2", List.of(),
                        "tap3", List.of());
        TreeMap<InterfaceName, List<InterfaceAddress>> interfaces = new TreeMap<>();
        addresses.forEach((name, each) -> interfaces.put(new InterfaceName(name), each));
        return new Machine(interfaces).settled();
    }

    private static InterfaceAddress address(String address, int length) {
        return new InterfaceAddress(IpAddress.parse(address), length);
    }

    @FunctionalInterface
    private interface Step {
        void run(Host host) throws HostException;
    }

    /// The foreign things are there first. Then two topologies come, change and go on the same
    /// host, each a foreign one to the other.
    @ParameterizedTest
    @EnumSource
    void nothingElseIsTouched(Way way) throws HostException, IOException {
        try (Machine machine = machine();
                Host host = way.open(HOST, machine)) {
            machine.run(Files.readString(FILES.resolve("foreign.sh")));
            List<String> before = reader.read(machine.settled());

            untouched(machine, OF_ALPHA, host, ALPHA::apply);
            untouched(machine, OF_BETA, host, BETA::apply);
            untouched(machine, OF_ALPHA, host, ALPHA_CHANGED::apply);
            untouched(machine, OF_BETA, host, BETA::destroy);
            untouched(machine, OF_BETA, host, BETA::apply);
            untouched(machine, OF_ALPHA, host, ALPHA::apply);
            untouched(machine, OF_ALPHA, host, ALPHA::destroy);
            untouched(machine, OF_BETA, host, BETA::destroy);

            Lines.assertAlike(before, reader.read(machine));
        }
    }

    /// @param names what the step may touch
    private void untouched(Machine machine, List<String> names, Host host, Step step)
            throws HostException {
        List<String> before = reader.readWithout(machine, names);
        step.run(host);
        Lines.assertAlike(before, reader.readWithout(machine, names));
    }

    /// A link that is ours, and what is on it, belongs together: addresses and FDB entries are
    /// ours, neighbours and routes of another protocol are not. Nothing of it stays without the
    /// link, and the plan says so.
    @ParameterizedTest
    @EnumSource
    void onALinkOfOursOnlyTheMarkedAreOurs(Way way) throws HostException {
        try (Machine machine = machine();
                Host host = way.open(HOST, machine)) {
            ALPHA.apply(host);
            machine.run(
                    """
                    ip neigh add 10.1.0.77 lladdr 02:00:00:00:00:77 dev alpha-blue nud permanent
                    ip neigh add fd11::77 lladdr 02:00:00:00:00:77 dev alpha-blue nud permanent protocol 4
                    ip route add 172.20.0.0/16 metric 7 via 10.1.0.77
                    ip route add fd72::/64 metric 7 via fd11::77 proto 4
                    bridge fdb add 02:00:00:00:00:77 dev alpha-blue dst 198.18.0.77 self dynamic
                    """);
            List<String> theirs = theirs(machine);
            machine.run(
                    """
                    ip addr add 10.1.77.1/24 dev alpha-blue
                    bridge fdb add 02:00:00:00:00:78 dev alpha-blue dst 198.18.0.77 self static
                    """);

            assertThat(ALPHA.plan(host).changes())
                    .extracting(ForeignTest::text)
                    .containsExactly(
                            "Delete fdb 02:00:00:00:00:78 dev alpha-blue",
                            "Delete address 10.1.77.1/24 dev alpha-blue");
            ALPHA_CHANGED.apply(host);

            assertThat(theirs(machine)).isEqualTo(theirs).hasSize(5);
            assertThat(lost(ALPHA.planToDestroy(host)))
                    .contains(
                            "neighbour 10.1.0.77 dev alpha-blue",
                            "neighbour fd11::77 dev alpha-blue",
                            "route 172.20.0.0/16 metric 7",
                            "route fd72::/64 metric 7");
        }
    }

    private static List<String> theirs(Machine machine) {
        return machine.run(
                        "bridge fdb show dev alpha-blue; ip -N neigh show nud permanent;"
                                + " ip -N route show metric 7; ip -N -6 route show metric 7")
                .lines()
                .filter(line -> line.contains("77"))
                .toList();
    }

    private static String text(Change change) {
        return switch (change) {
            case Change.Create(var after) -> "Create " + Labels.of(after);
            case Change.Update(_, var after) -> "Update " + Labels.of(after);
            case Change.Replace(_, var after, _, _) -> "Replace " + Labels.of(after);
            case Change.Delete(var before, _) -> "Delete " + Labels.of(before);
        };
    }

    private static List<String> lost(HostPlan plan) {
        return plan.changes().stream()
                .flatMap(change ->
                        change instanceof Change.Delete delete
                                ? delete.lost().stream()
                                : Stream.of())
                .map(Labels::of)
                .toList();
    }

    /// What is in the way is told of, and nothing is done.
    @ParameterizedTest
    @EnumSource
    void whatIsInTheWayBlocksThePlan(Way way) throws HostException {
        try (Machine machine = machine();
                Host host = way.open(HOST, machine)) {
            machine.run(
                    """
                    ip route add 172.20.0.0/16 via 203.0.113.9 proto static
                    ip route add 172.30.0.0/16 proto 158 nexthop via 203.0.113.9 nexthop via 203.0.113.10
                    ip route add fd72::/64 via 2001:db8:1::9 proto 12
                    ip route append fd72::/64 via 2001:db8:1::10 proto 4
                    ip route add blackhole fd73::/64
                    ip link add name alpha-blue type bridge
                    ip link add name alpha-red type bridge
                    ip link set dev alpha-red alias vxplan:gamma/red
                    ip link add name theirs type vxlan id 200 dstport 4789
                    ip link property add dev theirs altname alpha-lan
                    ip link add name br-theirs type bridge
                    ip link set dev tap1 master br-theirs
                    """);

            assertThat(ALPHA.plan(host).problems())
                    .extracting(problem -> problem.summary())
                    .containsExactlyInAnyOrder(
                            "interface 'alpha-blue' exists and is not marked as ours",
                            "interface 'alpha-red' belongs to vxplan:gamma/red",
                            "the name 'alpha-lan' of vxlan alpha-lan is one of interface 'theirs'",
                            "VNI 200 on port 4789 is held by interface 'theirs'",
                            "interface 'tap1' is a port of 'br-theirs', and alpha-br needs it",
                            "route 172.20.0.0/16 exists and is not ours: via 203.0.113.9 dev wan0 proto 4",
                            "route 172.30.0.0/16 exists and is not ours: via 203.0.113.9 dev wan0, via 203.0.113.10 dev wan0 proto 158",
                            "route fd72::/64 exists and is not ours: via 2001:db8:1::9 dev wan0, via 2001:db8:1::10 dev wan0 proto 12",
                            "route fd73::/64 exists and is not ours: blackhole proto 3");
        }
    }

    /// Between the plan and its being carried out somebody else was faster.
    @ParameterizedTest
    @EnumSource
    void whatCameAfterThePlanIsNotTaken(Way way) throws HostException {
        Map<String, String> gateways =
                Map.of("172.20.0.0/16", "203.0.113.9", "fd72::/64", "2001:db8:1::9");
        for (var route : gateways.entrySet()) {
            try (Machine machine = machine();
                    Host host = way.open(HOST, machine)) {
                List<Change> changes = ALPHA.plan(host).changes();
                machine.run(
                        "ip route add %s via %s proto 4"
                                .formatted(route.getKey(), route.getValue()));
                List<String> before = reader.readWithout(machine, OF_ALPHA);

                HostException failure =
                        catchThrowableOfType(HostException.class, () -> host.apply(changes));

                assertThat(failure.change().map(ForeignTest::text))
                        .contains("Create route " + route.getKey());

                Lines.assertAlike(before, reader.readWithout(machine, OF_ALPHA));
            }
        }
    }

    /// `ip -6 route append` to a route of ours makes one route of both, of which only our part is
    /// ours to delete.
    @ParameterizedTest
    @EnumSource
    void nextHopsThatOthersAppendedStay(Way way) throws HostException {
        try (Machine machine = machine();
                Host host = way.open(HOST, machine)) {
            ALPHA.apply(host);
            machine.run(
                    """
                    ip route append fd72::/64 via 2001:db8:1::9 dev wan0 proto 4
                    ip route append fd73::/64 via 2001:db8:1::9 dev wan0 proto 4
                    """);

            HostPlan blocked = ALPHA.plan(host);
            assertThat(blocked.changes()).isEmpty();
            assertThat(blocked.problems())
                    .extracting(problem -> problem.summary())
                    .containsExactly(
                            "route fd72::/64 has next hops that are not ours: via 2001:db8:1::9 dev wan0",
                            "route fd73::/64 has next hops that are not ours: via 2001:db8:1::9 dev wan0");
            assertThat(ALPHA.planToDestroy(host).problems()).isEmpty();
            host.apply(topology("alpha-without-networks.yaml").plan(host).changes());

            assertThat(machine.run("ip -N -6 route show proto 158")).isEmpty();
            assertThat(machine.run("ip -N -6 route show proto 4").lines().map(String::strip))
                    .containsExactly(
                            "fd72::/64 via 2001:db8:1::9 dev wan0 metric 1024 pref medium",
                            "fd73::/64 via 2001:db8:1::9 dev wan0 metric 1024 pref medium");
            ALPHA.destroy(host);
            assertThat(machine.run("ip -N -6 route show proto 4"))
                    .contains("fd72::/64", "fd73::/64");
        }
    }
}
