package io.vxplan.lab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.host.Aftermath;
import io.vxplan.host.Host;
import io.vxplan.host.HostException;
import io.vxplan.host.rollout.Fleet;
import io.vxplan.host.rollout.OnError;
import io.vxplan.host.rollout.Outcome;
import io.vxplan.host.rollout.Rollout;
import io.vxplan.model.HostName;
import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.Prefix;
import io.vxplan.model.resource.HostState;
import io.vxplan.model.resource.Key;
import io.vxplan.model.resource.Mark;
import io.vxplan.model.resource.Route;
import io.vxplan.plan.Change;
import io.vxplan.plan.HostPlan;
import io.vxplan.plan.Responsibility;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The kernel refuses a change in the middle of a plan, at each position of it: afterwards the
/// machine is what it was, as a reader sees it that shares no code with ours.
class UndoTest {
    private static final HostName HOST = TopologyGenerator.host(1);
    private static final ThirdReader READER = new ThirdReader();
    private static final boolean LONG = Boolean.getBoolean("long");
    private static final long FIRST_SEED = 1000;
    private static final int SEEDS = LONG ? 20 : 1;

    /// Of the positions of a plan every so manieth is tried.
    private static final int STEP = LONG ? 1 : 13;

    static Stream<Arguments> waysAndSeeds() {
        return Way.withSeeds(SEEDS);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("waysAndSeeds")
    void aRefusedChangeLeavesTheMachineAsItWas(Way way, long seed) throws HostException {
        Compiled first = Compiled.generated(FIRST_SEED + 2 * seed);
        Compiled second = Compiled.generated(FIRST_SEED + 2 * seed + 1);
        try (Machine machine = TopologyGenerator.machine();
                Host host = way.open(HOST, machine)) {
            refuseEverywhere(machine, host, first);
            first.apply(host);
            refuseEverywhere(machine, host, second);
            refuseEverywhere(machine, host, host.observe(), first.planToDestroy(host));
        }
    }

    /// What is applied in between leaves no trace. Settings do: they are set where needed, and
    /// never reset.
    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("waysAndSeeds")
    void thereAndBackIsWhereItWas(Way way, long seed) throws HostException {
        Compiled first = Compiled.generated(FIRST_SEED + 2 * seed);
        Compiled second = Compiled.generated(FIRST_SEED + 2 * seed + 1);
        try (Machine machine = TopologyGenerator.machine();
                Host host = way.open(HOST, machine)) {
            machine.run(
                    "cd /proc/sys/net; echo 1 >ipv4/ip_forward; echo 1 >ipv6/conf/all/forwarding");
            first.apply(host);
            List<String> before = READER.readUnnumbered(machine);
            second.apply(host);
            first.apply(host);
            Lines.assertAlike(before, READER.readUnnumbered(machine));
        }
    }

    static Way[] ways() {
        return Way.values();
    }

    /// What somebody else made just before, under the name that the plan needs, is refused by the
    /// kernel, and not taken for ours.
    @ParameterizedTest
    @MethodSource("ways")
    void whatIsInTheWayStays(Way way) throws HostException {
        Compiled topology = Compiled.generated(FIRST_SEED);
        try (Machine machine = TopologyGenerator.machine();
                Host host = way.open(HOST, machine)) {
            HostPlan plan = topology.plan(host);
            String last =
                    plan.changes().stream()
                            .filter(change -> change.key() instanceof Key.LinkKey)
                            .map(change -> ((Key.LinkKey) change.key()).name().value())
                            .reduce((_, second) -> second)
                            .orElseThrow();
            machine.run("ip link add " + last + " type bridge");
            List<String> before = READER.readUnnumbered(machine);

            assertThat(aftermath(host, topology.stateOf(HOST), plan))
                    .isEqualTo(new Aftermath.Undone());
            Lines.assertAlike(before, READER.readUnnumbered(machine));
        }
    }

    private static void refuseEverywhere(Machine machine, Host host, Compiled to)
            throws HostException {
        refuseEverywhere(machine, host, to.stateOf(HOST), to.plan(host));
    }

    private static void refuseEverywhere(
            Machine machine, Host host, HostState desired, HostPlan plan) {
        List<String> before = READER.readUnnumbered(machine);
        for (int position = 0; position <= plan.changes().size(); position += STEP) {
            assertThat(aftermath(host, desired, refusedAt(plan, position)))
                    .as("at %d of %s", position, plan.changes())
                    .isEqualTo(new Aftermath.Undone());
            Lines.assertAlike(before, READER.readUnnumbered(machine));
            System.out.println("fault: UndoTest");
        }
    }

    /// Its gateway is on no network.
    private static HostPlan refusedAt(HostPlan plan, int position) {
        Route impossible =
                new Route(
                        Route.MAIN_TABLE,
                        Prefix.parse("203.0.113.0/24"),
                        0,
                        Mark.PROTOCOL,
                        Route.UNICAST,
                        List.of(
                                new Route.NextHop(
                                        Optional.of(IpAddress.parse("203.0.113.1")),
                                        new InterfaceName("lo"),
                                        1)));
        List<Change> changes = new ArrayList<>(plan.changes());
        changes.add(position, new Change.Create(impossible));
        return new HostPlan(plan.host(), changes, List.of());
    }

    private static Aftermath aftermath(Host host, HostState desired, HostPlan plan) {
        List<Outcome<HostPlan>> outcomes = new ArrayList<>();
        // The host stays open from one to the next.
        Fleet fleet = new Fleet(_ -> host, 1);
        new Rollout(fleet, Responsibility.ofAll("generated"), _ -> desired, false)
                .apply(
                        new TreeMap<>(Map.of(HOST, plan)),
                        OnError.ROLLBACK,
                        (_, outcome) -> outcomes.add(outcome));
        return ((Outcome.Failed<HostPlan>) outcomes.getFirst()).failure().aftermath().orElseThrow();
    }
}
