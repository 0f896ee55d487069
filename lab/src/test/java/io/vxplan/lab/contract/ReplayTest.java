package io.vxplan.lab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.host.Host;
import io.vxplan.host.HostException;
import io.vxplan.model.HostName;
import io.vxplan.model.resource.Resource;
import io.vxplan.model.resource.TextFile;
import io.vxplan.model.resource.Vxlan;
import io.vxplan.model.topology.Persistence;
import io.vxplan.model.topology.Topology;
import io.vxplan.provision.Persisted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What a host replays when it starts leaves the state that `apply` leaves, also where it is there
/// already, and touches nothing that is somebody else's.
@Execution(ExecutionMode.CONCURRENT)
class ReplayTest {
    private static final int SEEDS = 25;
    private static final HostName GENERATED = TopologyGenerator.host(1);

    @TempDir private Path folder;

    private final ThirdReader reader = new ThirdReader();

    static LongStream seeds() {
        return LongStream.range(0, SEEDS);
    }

    static Stream<Arguments> hostsOfExamples() throws IOException {
        return ContractTest.hostsOfExamples();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void leavesWhatApplyLeaves(long seed) throws HostException, IOException {
        Compiled topology = Compiled.generated(seed);
        leavesWhatApplyLeaves(topology, GENERATED, TopologyGenerator::machine);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("hostsOfExamples")
    void leavesWhatApplyLeavesOfAnExample(Path example, HostName host)
            throws HostException, IOException {
        Compiled topology = ContractTest.example(example);
        leavesWhatApplyLeaves(topology, host, () -> topology.machine(host));
    }

    private void leavesWhatApplyLeaves(Compiled topology, HostName name, Supplier<Machine> fresh)
            throws HostException, IOException {
        String replay = replay(topology, name);
        try (Machine applied = fresh.get();
                Machine started = fresh.get();
                Host other = Way.NETLINK.open(name, applied);
                Host host = Way.NETLINK.open(name, started)) {
            topology.apply(other);

            assertThat(started.run(replay)).isEmpty();

            assertThat(topology.plan(host).changes()).isEmpty();
            List<String> there = reader.read(applied);
            Lines.assertAlike(there, reader.read(started));
            List<String> numbers = numbers(started);

            assertThat(started.run(replay)).isEmpty();

            Lines.assertAlike(there, reader.read(started));
            assertThat(numbers(started)).isEqualTo(numbers);
        }
    }

    /// No interface was made anew.
    private static List<String> numbers(Machine machine) {
        return machine.run("ip -o link show | cut -d: -f1,2").lines().toList();
    }

    /// What somebody took away or changed is there again.
    @Test
    void mends() throws HostException, IOException {
        Compiled topology = ContractTest.example(Path.of("three-hosts"));
        HostName name = topology.topology().hosts().firstKey();
        String replay = replay(topology, name);
        try (Machine machine = topology.machine(name);
                Host host = Way.NETLINK.open(name, machine)) {
            topology.apply(host);
            List<String> there = reader.read(machine);

            machine.run(
                    """
                    ip route flush proto 158
                    ip neigh flush all
                    device=$(ip -o link show type vxlan | sed 's/^[0-9]*: \\([^:@]*\\).*/\\1/')
                    ip link set dev "$device" down mtu 1300
                    bridge fdb show dev "$device" | while read -r mac rest; do
                        bridge fdb del "$mac" dev "$device" ${rest% self*} || :
                    done
                    """);
            assertThat(topology.plan(host).changes()).isNotEmpty();
            assertThat(machine.run(replay)).isEmpty();

            Lines.assertAlike(there, reader.read(machine));
        }
    }

    @Test
    void touchesNothingWhereADeviceIsNotOurs() throws HostException, IOException {
        Compiled topology = ContractTest.example(Path.of("three-hosts"));
        HostName name = topology.topology().hosts().firstKey();
        String device =
                topology.stateOf(name).all(Vxlan.class).findFirst().orElseThrow().name().value();
        String replay = replay(topology, name);
        try (Machine machine = topology.machine(name)) {
            machine.run("ip link add name " + device + " type bridge");
            List<String> there = reader.read(machine);

            assertThat(machine.run(replay + " || echo \"failed: $?\""))
                    .isEqualTo(
                            """
                            the interface %s is there, and not of this topology (alias '', link group 0): nothing was done; see `vxplan plan`
                            failed: 1
                            """
                                    .formatted(device));

            Lines.assertAlike(there, reader.read(machine));
        }
    }

    /// The command that runs the script, whose files are in this test's folder.
    private String replay(Compiled topology, HostName host) throws IOException {
        Topology plain = topology.topology();
        Topology persistent =
                new Topology(
                        plain.name(),
                        plain.hosts(),
                        plain.overlays(),
                        plain.discovery(),
                        Persistence.UNIT);
        String there = TextFile.FOLDER + "/" + plain.name() + "/restore";
        List<Path> scripts = new ArrayList<>();
        for (Resource resource : new Persisted(persistent).on(host, topology.stateOf(host))) {
            if (resource instanceof TextFile file && file.path().startsWith(there)) {
                Path path = folder.resolve(file.path().substring(there.length() + 1));
                Files.writeString(path, file.content().replace(there, folder.toString()));
                if (path.endsWith("run.sh")) {
                    scripts.add(path);
                }
            }
        }
        assertThat(scripts).hasSize(1);
        return "sh '" + scripts.getFirst() + "'";
    }
}
