package io.vxplan.host.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.host.DelegatingHost;
import io.vxplan.host.HostException;
import io.vxplan.host.memory.MemoryHost;
import io.vxplan.model.HostName;
import io.vxplan.model.resource.HostState;
import io.vxplan.model.resource.Sysctl;
import io.vxplan.plan.Change;
import io.vxplan.plan.HostPlan;
import io.vxplan.plan.Responsibility;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Hosts h1, h2, ..., of which some fail.
class RollingTest {
    private static final Sysctl OFF = new Sysctl("net.ipv4.ip_forward", "0");
    private static final Sysctl ON = new Sysctl("net.ipv4.ip_forward", "1");

    /// What was told, in order; hosts that were changed, as soon as they were.
    private final List<String> told = new ArrayList<>();

    private final List<String> changed = Collections.synchronizedList(new ArrayList<>());
    private Set<String> failing = Set.of();
    private String stopAt = "";
    private int unprovenBatch;

    private Ending roll(int hosts, Course course) {
        SortedMap<HostName, HostPlan> plans = new TreeMap<>();
        IntStream.rangeClosed(1, hosts)
                .mapToObj(i -> new HostName("h" + i))
                .forEach(host ->
                        plans.put(
                                host,
                                new HostPlan(
                                        host, List.of(new Change.Update(OFF, ON)), List.of())));
        try (Fleet fleet = new Fleet(Machine::new, 1)) {
            Rollout rollout =
                    new Rollout(
                            fleet,
                            Responsibility.ofAll("demo"),
                            _ -> HostState.of(List.of(ON)),
                            false);
            return new Rolling(
                            rollout,
                            course,
                            OnError.ROLLBACK,
                            () -> changed.contains(stopAt),
                            new Telling())
                    .apply(plans);
        }
    }

    private static Course serial(int size) {
        return Course.of(List.of(new Share.Hosts(size)), Optional.empty());
    }

    @Test
    void eachBatchIsProvenBeforeTheNextIsBegun() {
        assertThat(roll(4, serial(2))).isEqualTo(new Ending.Complete());
        assertThat(told)
                .containsExactly(
                        "begins 1 of 3: [h1]",
                        "h1 Done",
                        "proves 1: [h1], to come [h2, h3, h4]",
                        "begins 2 of 3: [h2, h3]",
                        "h2 Done",
                        "h3 Done",
                        "proves 2: [h1, h2, h3], to come [h4]",
                        "begins 3 of 3: [h4]",
                        "h4 Done",
                        "proves 3: [h1, h2, h3, h4], to come []");
    }

    @Test
    void afterABatchThatFailedNoneIsBegun() {
        failing = Set.of("h3");

        assertThat(roll(6, serial(2))).isEqualTo(new Ending.TooManyFailed(batch(2, 4, 2, 3), 1));
        assertThat(told).endsWith("begins 2 of 4: [h2, h3]", "h2 Done", "h3 Failed");
        assertThat(changed).containsExactly("h1", "h2");
    }

    /// One fork: what follows the failure within the batch has not begun.
    @Test
    void afterAFailureTooManyNoOtherHostOfTheBatchIsBegun() {
        failing = Set.of("h2");

        assertThat(roll(5, serial(4))).isInstanceOf(Ending.TooManyFailed.class);
        assertThat(changed).containsExactly("h1");
        assertThat(told).endsWith("h2 Failed");
    }

    @Test
    void failuresThatAreBorneAreLeftOutOfTheProof() {
        failing = Set.of("h3");
        Course course = Course.of(List.of(new Share.Hosts(2)), Optional.of(new Share.Percent(50)));

        assertThat(roll(3, course)).isEqualTo(new Ending.Complete());
        assertThat(told).endsWith("h3 Failed", "proves 2: [h1, h2], to come []");
    }

    @Test
    void afterABatchThatProvesNothingNoneIsBegun() {
        unprovenBatch = 2;

        assertThat(roll(6, serial(2))).isEqualTo(new Ending.Unproven(batch(2, 4, 2, 3)));
        assertThat(changed).containsExactly("h1", "h2", "h3");
    }

    @Test
    void whoIsAskedToStopBeginsNoOtherHost() {
        stopAt = "h2";

        assertThat(roll(6, serial(3))).isEqualTo(new Ending.Stopped());
        assertThat(changed).containsExactly("h1", "h2");
        assertThat(told).endsWith("begins 2 of 3: [h2, h3, h4]", "h2 Done");
    }

    @Test
    void whatIsAllDoneWasNotStopped() {
        stopAt = "h3";

        assertThat(roll(3, Course.of(List.of(), Optional.empty())))
                .isEqualTo(new Ending.Complete());
    }

    @Test
    void withoutBatchesTheOthersGoOnAndNothingIsProven() {
        failing = Set.of("h1", "h2");

        assertThat(roll(3, Course.of(List.of(), Optional.empty())))
                .isEqualTo(new Ending.Complete());
        assertThat(told)
                .containsExactly(
                        "begins 1 of 1: [h1, h2, h3]", "h1 Failed", "h2 Failed", "h3 Done");
    }

    @Test
    void withoutBatchesFailuresMayBeLimitedToo() {
        failing = Set.of("h1", "h2");
        Course course = Course.of(List.of(), Optional.of(new Share.Hosts(1)));

        assertThat(roll(4, course)).isEqualTo(new Ending.TooManyFailed(batch(1, 1, 1, 2, 3, 4), 2));
        assertThat(changed).isEmpty();
        assertThat(told).endsWith("h1 Failed", "h2 Failed");
    }

    private static Batch batch(int number, int of, int... hosts) {
        return new Batch(
                number,
                of,
                IntStream.of(hosts).mapToObj(host -> new HostName("h" + host)).toList());
    }

    private final class Telling implements Rolling.Watch {
        @Override
        public void begins(Batch batch) {
            told.add("begins %d of %d: %s".formatted(batch.number(), batch.of(), batch.hosts()));
        }

        @Override
        public void finished(HostName host, Outcome<HostPlan> outcome) {
            told.add(host + " " + outcome.getClass().getSimpleName());
        }

        @Override
        public boolean proves(Batch batch, SortedSet<HostName> hosts, SortedSet<HostName> toCome) {
            told.add("proves %d: %s, to come %s".formatted(batch.number(), hosts, toCome));
            return batch.number() != unprovenBatch;
        }
    }

    private final class Machine extends DelegatingHost {
        Machine(HostName name) {
            super(new MemoryHost(name, HostState.of(List.of(OFF))));
        }

        @Override
        public void apply(List<Change> changes) throws HostException {
            if (failing.contains(name().value())) {
                throw new HostException(name(), "it fails", "");
            }
            super.apply(changes);
            changed.add(name().value());
        }
    }
}
