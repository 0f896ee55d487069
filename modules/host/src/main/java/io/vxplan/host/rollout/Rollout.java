package io.vxplan.host.rollout;

import io.vxplan.host.Aftermath;
import io.vxplan.host.Host;
import io.vxplan.host.HostException;
import io.vxplan.model.HostName;
import io.vxplan.model.resource.HostState;
import io.vxplan.plan.Change;
import io.vxplan.plan.HostPlan;
import io.vxplan.plan.Responsibility;
import io.vxplan.plan.diff.Differ;
import io.vxplan.plan.diff.ManagementGuard;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.BiConsumer;
import java.util.function.Function;

/// Plans the hosts of a topology, carries the plans out, and looks again.
///
/// @param responsibility for what on the hosts
/// @param desired the state of each host; [HostState#EMPTY] destroys
/// @param adopt take over unmarked links of the names that are needed
/// @param allowManagement also where that touches the way by which our session reaches a host
public record Rollout(
        Fleet fleet,
        Responsibility responsibility,
        Function<HostName, HostState> desired,
        boolean adopt,
        boolean allowManagement) {

    /// One that leaves the session by which it reaches a host alone.
    public Rollout(
            Fleet fleet,
            Responsibility responsibility,
            Function<HostName, HostState> desired,
            boolean adopt) {
        this(fleet, responsibility, desired, adopt, false);
    }

    public void plan(Collection<HostName> hosts, BiConsumer<HostName, Outcome<HostPlan>> inOrder) {
        fleet.each(hosts, this::plan, inOrder);
    }

    /// Whose turn it is: asked before each host, on the host's thread.
    interface Turns {
        /// Every host has its turn, whatever becomes of the others.
        Turns ALL =
                new Turns() {
                    @Override
                    public boolean mayBegin() {
                        return true;
                    }

                    @Override
                    public void failed() {
                        // the others go on
                    }
                };

        boolean mayBegin();

        /// One host more has failed.
        void failed();
    }

    /// Carries out exactly these changes, then reads each host again: what still differs then is a
    /// failure.
    public void apply(
            SortedMap<HostName, HostPlan> plans,
            OnError onError,
            BiConsumer<HostName, Outcome<HostPlan>> inOrder) {
        apply(plans, onError, Turns.ALL, inOrder);
    }

    /// The same for those whose turn comes.
    ///
    /// @param inOrder is not told of hosts that were not begun
    void apply(
            SortedMap<HostName, HostPlan> plans,
            OnError onError,
            Turns turns,
            BiConsumer<HostName, Outcome<HostPlan>> inOrder) {
        fleet.each(
                plans.keySet(),
                host ->
                        inTurn(
                                host,
                                Objects.requireNonNull(plans.get(host.name())),
                                onError,
                                turns),
                (host, outcome) -> begun(outcome).ifPresent(known -> inOrder.accept(host, known)));
    }

    private Optional<HostPlan> inTurn(Host host, HostPlan plan, OnError onError, Turns turns)
            throws HostException {
        if (!turns.mayBegin()) {
            return Optional.empty();
        }
        try {
            return Optional.of(apply(host, plan, onError));
        } catch (HostException | RuntimeException e) {
            turns.failed();
            throw e;
        }
    }

    private static Optional<Outcome<HostPlan>> begun(Outcome<Optional<HostPlan>> outcome) {
        return switch (outcome) {
            case Outcome.Done<Optional<HostPlan>>(var plan) -> plan.map(Outcome.Done::new);
            case Outcome.Failed<Optional<HostPlan>>(var failure) ->
                    Optional.of(new Outcome.Failed<>(failure));
        };
    }

    private HostPlan plan(Host host) throws HostException {
        HostState observed = host.observe();
        HostPlan plan =
                Differ.diff(
                        host.name(), responsibility, desired.apply(host.name()), observed, adopt);
        return ManagementGuard.guarded(plan, observed, allowManagement);
    }

    private HostPlan apply(Host host, HostPlan plan, OnError onError) throws HostException {
        try {
            host.apply(plan.changes());
            requireNothingLeft(host);
            return plan;
        } catch (HostException e) {
            throw e.with(
                    switch (onError) {
                        case KEEP -> new Aftermath.Kept();
                        case ROLLBACK -> undo(host, plan);
                    });
        }
    }

    private static Aftermath undo(Host host, HostPlan plan) {
        Aftermath aftermath = Undoing.of(host, plan.changes());
        if (aftermath instanceof Aftermath.Undone) {
            host.undone();
        }
        return aftermath;
    }

    private void requireNothingLeft(Host host) throws HostException {
        List<Change> left = plan(host).changes();
        if (!left.isEmpty()) {
            throw new HostException(
                    host.name(),
                    "after the changes the host still differs: " + Undoing.differences(left),
                    "somebody else changes these at the same time, or the kernel refused silently: look at `vxplan plan`");
        }
    }
}
