package io.vxplan.lab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.host.Host;
import io.vxplan.host.HostException;
import io.vxplan.host.iproute.IprouteHost;
import io.vxplan.host.local.LocalHost;
import io.vxplan.host.memory.MemoryHost;
import io.vxplan.model.Allocations;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.FdbEntry;
import io.vxplan.model.HostName;
import io.vxplan.model.HostState;
import io.vxplan.model.Topology;
import io.vxplan.plan.HostPlan;
import io.vxplan.plan.compile.Compilation;
import io.vxplan.plan.diff.Differ;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// One contract for the fake, for netlink, and for iproute2: the same changes leave the same state,
/// and what was observed differs from what was wanted in nothing.
class ContractTest {
    private static final HostName HOST = TopologyGenerator.host(1);
    private static final int SEEDS = 100;

    private final ThirdReader reader = new ThirdReader();

    static LongStream seeds() {
        return LongStream.range(0, SEEDS);
    }

    /// Two states a seed, one after the other: the second is reached by updates, replacements and
    /// deletions, and then all of it is removed.
    @ParameterizedTest
    @MethodSource("seeds")
    void everyWayLeavesTheSameState(long seed) throws HostException {
        try (Machine one = new Machine();
                Machine two = new Machine();
                Host netlink = LocalHost.inNamespace(HOST, one.namespace());
                Host iproute = new IprouteHost(HOST, new NamespaceShell(two))) {
            List<String> untouched = reader.read(one);
            Host fake = new MemoryHost(HOST, netlink.observe());
            for (long step : List.of(2 * seed, 2 * seed + 1)) {
                HostState desired = desired(step);
                converge(fake, desired);
                converge(netlink, desired);
                converge(iproute, desired);

                assertAlike(step, reader.read(one), reader.read(two));
                assertAlike(step, lines(netlink), lines(iproute));
            }
            converge(netlink, HostState.EMPTY);
            converge(iproute, HostState.EMPTY);
            assertAlike(seed, withoutSysctls(untouched), withoutSysctls(reader.read(one)));
            assertAlike(seed, withoutSysctls(untouched), withoutSysctls(reader.read(two)));
        }
    }

    /// Without the multicast groups that devices listen to: they come and go by themselves.
    private static List<String> lines(Host host) throws HostException {
        return host.observe()
                .inOrder()
                .filter(resource ->
                        !(resource instanceof FdbEntry entry && entry.mac().isMulticast()))
                .map(Object::toString)
                .toList();
    }

    /// Shows what only one of them has: all of it would fill screens.
    private static void assertAlike(long seed, List<String> some, List<String> others) {
        List<String> onlySome = new ArrayList<>(some);
        onlySome.removeAll(others);
        List<String> onlyOthers = new ArrayList<>(others);
        onlyOthers.removeAll(some);
        assertThat(onlySome).as("only the first, seed %d", seed).isEmpty();
        assertThat(onlyOthers).as("only the second, seed %d", seed).isEmpty();
    }

    private static HostState desired(long seed) {
        Topology topology = new TopologyGenerator(seed).topology();
        Compilation compilation = Compilation.of(topology, Allocations.EMPTY);
        assertThat(compilation.problems()).filteredOn(Diagnostic::isError).isEmpty();
        return compilation.compiler().stateOf(HOST);
    }

    private static void converge(Host host, HostState desired) throws HostException {
        HostPlan plan = plan(host, desired);
        assertThat(plan.problems()).isEmpty();
        host.apply(plan.changes());
        assertThat(plan(host, desired).changes()).as("left on %s", host).isEmpty();
    }

    private static HostPlan plan(Host host, HostState desired) throws HostException {
        return Differ.diff(HOST, "generated", desired, host.observe(), false);
    }

    /// They are set and never reset.
    private static List<String> withoutSysctls(List<String> lines) {
        return lines.stream().filter(line -> !line.startsWith("# sysctl")).toList();
    }
}
