package io.vxplan.lab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.host.Holder;
import io.vxplan.host.Host;
import io.vxplan.host.HostException;
import io.vxplan.host.confirm.Confirmation;
import io.vxplan.host.confirm.Confirmation.Answer;
import io.vxplan.model.HostName;
import io.vxplan.plan.Change;
import io.vxplan.plan.HostPlan;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A plan ends at each of its positions, and nobody is there any more to look how far it came: the
/// host itself leads back to what it was, as a reader sees it that shares no code with ours.
class RevertTest {
    private static final HostName HOST = TopologyGenerator.host(1);
    private static final Holder NOBODY = Holder.of("nobody", "none");
    private static final Duration NEVER = Duration.ofHours(1);
    private static final ThirdReader READER = new ThirdReader();
    private static final boolean LONG = Boolean.getBoolean("long");
    private static final long FIRST_SEED = 3000;
    private static final int SEEDS = LONG ? 5 : 1;

    /// Of the positions of a plan every so manieth is tried.
    private static final int STEP = LONG ? 1 : 23;

    static Stream<Arguments> waysAndSeeds() {
        return Way.withSeeds(SEEDS);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("waysAndSeeds")
    void theHostLeadsBackFromEverywhere(Way way, long seed) throws HostException {
        Compiled first = Compiled.generated(FIRST_SEED + 2 * seed);
        Compiled second = Compiled.generated(FIRST_SEED + 2 * seed + 1);
        try (Machine machine = TopologyGenerator.machine();
                Host host = way.open(HOST, machine)) {
            endEverywhere(machine, host, first.plan(host));
            first.apply(host);
            endEverywhere(machine, host, second.plan(host));
            endEverywhere(machine, host, first.planToDestroy(host));
        }
    }

    private static void endEverywhere(Machine machine, Host host, HostPlan plan)
            throws HostException {
        List<String> before = READER.readUnnumbered(machine);
        List<Change> changes = plan.changes();
        for (int position = 0; position <= changes.size(); position += STEP) {
            Confirmation.arm(host, changes, NOBODY, NEVER);
            host.apply(changes.subList(0, position));

            assertThat(Confirmation.revert(host))
                    .as("at %d of %s", position, changes)
                    .isEqualTo(Answer.REVERTED);

            Lines.assertAlike(before, READER.readUnnumbered(machine));
            System.out.println("fault: RevertTest");
        }
    }
}
