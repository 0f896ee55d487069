package io.vxplan.cli.command;

import io.vxplan.cli.output.ApplyView;
import io.vxplan.cli.output.Terminal;
import io.vxplan.cli.project.Desired;
import io.vxplan.cli.project.Selection;
import io.vxplan.cli.project.Verification;
import io.vxplan.cli.project.Workspace;
import io.vxplan.host.rollout.Batch;
import io.vxplan.host.rollout.Course;
import io.vxplan.host.rollout.Fleet;
import io.vxplan.host.rollout.Outcome;
import io.vxplan.host.rollout.Rolling;
import io.vxplan.model.HostName;
import io.vxplan.plan.HostPlan;
import io.vxplan.verify.result.Report;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/// What has to hold between two batches.
///
/// @param of which hosts
/// @param among what verify says of hosts, and of what leads from one of them to another
/// @param patience how long it may take until they pass
record Proof(Of of, Function<SortedSet<HostName>, Report> among, Duration patience) {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /// Daemons have to start and to find each other, which takes some announce intervals.
    private static final Duration UNTIL_DISCOVERED = Duration.ofMinutes(1);

    /// Where all hosts are one batch, nothing is between.
    private static final Proof NONE =
            new Proof(
                    Of.CHANGED,
                    hosts -> {
                        throw new IllegalStateException("there is one batch only: " + hosts);
                    },
                    Duration.ZERO);

    enum Of {
        /// Those that are what the topology says: by now, or already before.
        CHANGED,

        /// Those from which nothing was removed yet.
        TO_COME
    }

    /// @param desired what each host should be that is to be proven
    /// @return empty where a lab's state can't be read: printed
    static Optional<Proof> of(
            Of of,
            Course course,
            Selection selection,
            Fleet fleet,
            Supplier<Optional<Desired>> desired,
            Terminal terminal) {
        if (!course.isRolling()) {
            return Optional.of(NONE);
        }
        Workspace workspace = selection.workspace();
        return Verification.of(workspace, selection.inventory(), terminal)
                .flatMap(verification ->
                        desired.get()
                                .map(state ->
                                        new Proof(
                                                of,
                                                verification.verifier(fleet, state)::among,
                                                patience(workspace))));
    }

    private static Duration patience(Workspace workspace) {
        return workspace.project().topology().overlays().stream()
                        .anyMatch(overlay -> overlay.discoveredBy().isPresent())
                ? UNTIL_DISCOVERED
                : Duration.ZERO;
    }

    /// @param unchanged hosts that had nothing to change
    /// @param stopped true where nobody wants to wait any longer
    Rolling.Watch watch(ApplyView view, SortedSet<HostName> unchanged, BooleanSupplier stopped) {
        return new Rolling.Watch() {
            @Override
            public void begins(Batch batch) {
                view.begins(batch);
            }

            @Override
            public void finished(HostName host, Outcome<HostPlan> outcome) {
                view.finished(host, outcome);
            }

            @Override
            public boolean proves(
                    Batch batch, SortedSet<HostName> changed, SortedSet<HostName> toCome) {
                SortedSet<HostName> hosts =
                        switch (of) {
                            case CHANGED -> both(unchanged, changed);
                            case TO_COME -> toCome;
                        };
                if (hosts.isEmpty()) {
                    return true;
                }
                Report report = report(hosts, stopped);
                view.verified(batch, report);
                return report.passed();
            }
        };
    }

    private static SortedSet<HostName> both(SortedSet<HostName> some, SortedSet<HostName> others) {
        SortedSet<HostName> both = new TreeSet<>(some);
        both.addAll(others);
        return both;
    }

    private Report report(SortedSet<HostName> hosts, BooleanSupplier stopped) {
        long limit = System.nanoTime() + patience.toNanos();
        Report report = among.apply(hosts);
        while (!report.passed() && !stopped.getAsBoolean() && System.nanoTime() < limit) {
            pause();
            report = among.apply(hosts);
        }
        return report;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while overlays were verified", e);
        }
    }
}
