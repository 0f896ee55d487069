package io.vxplan.host.rollout;

import io.vxplan.model.HostName;
import io.vxplan.plan.HostPlan;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/// Plans carried out batch by batch. Each has to prove itself before the next one is begun.
///
/// @param stopped asked before each host: true lets the hosts in hand finish, and no other begin
public record Rolling(
        Rollout rollout, Course course, OnError onError, BooleanSupplier stopped, Watch watch) {

    /// Who looks on, and says whether it may go on.
    public interface Watch {
        void begins(Batch batch);

        /// In the order of the hosts; never for those that were not begun.
        void finished(HostName host, Outcome<HostPlan> outcome);

        /// Asked after a batch that is borne, where there are batches.
        ///
        /// @param changed all hosts that were changed by now, and did not fail
        /// @param toCome those that were not begun
        boolean proves(Batch batch, SortedSet<HostName> changed, SortedSet<HostName> toCome);
    }

    public Ending apply(SortedMap<HostName, HostPlan> plans) {
        SortedSet<HostName> changed = new TreeSet<>();
        SortedSet<HostName> toCome = new TreeSet<>(plans.keySet());
        for (Batch batch : course.batches(plans.keySet())) {
            if (stopped.getAsBoolean()) {
                return new Ending.Stopped();
            }
            watch.begins(batch);
            Turns turns = new Turns(batch.hosts().size());
            rollout.apply(
                    only(batch.hosts(), plans),
                    onError,
                    turns,
                    (host, outcome) -> {
                        toCome.remove(host);
                        if (outcome instanceof Outcome.Done<HostPlan>) {
                            changed.add(host);
                        }
                        watch.finished(host, outcome);
                    });
            Optional<Ending> ending = ending(batch, turns, changed, toCome);
            if (ending.isPresent()) {
                return ending.get();
            }
        }
        return new Ending.Complete();
    }

    private Optional<Ending> ending(
            Batch batch, Turns turns, SortedSet<HostName> changed, SortedSet<HostName> toCome) {
        if (!turns.areBorne()) {
            return Optional.of(new Ending.TooManyFailed(batch, turns.failures()));
        }
        boolean complete = batch.hosts().stream().noneMatch(toCome::contains);
        if (complete && (!course.isRolling() || watch.proves(batch, changed, toCome))) {
            return Optional.empty();
        }
        return Optional.of(
                complete && !stopped.getAsBoolean()
                        ? new Ending.Unproven(batch)
                        : new Ending.Stopped());
    }

    /// The turns of a batch's hosts.
    private final class Turns implements Rollout.Turns {
        private final int hosts;
        private final AtomicInteger failures = new AtomicInteger();

        Turns(int hosts) {
            this.hosts = hosts;
        }

        int failures() {
            return failures.get();
        }

        boolean areBorne() {
            return course.bears(failures(), hosts);
        }

        @Override
        public boolean mayBegin() {
            return !stopped.getAsBoolean() && areBorne();
        }

        @Override
        public void failed() {
            failures.incrementAndGet();
        }
    }

    private static SortedMap<HostName, HostPlan> only(
            List<HostName> hosts, SortedMap<HostName, HostPlan> plans) {
        SortedMap<HostName, HostPlan> part = new TreeMap<>(plans);
        part.keySet().retainAll(hosts);
        return part;
    }
}
