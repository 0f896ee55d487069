package io.vxplan.cli.command;

import io.vxplan.cli.ExitCode;
import io.vxplan.cli.output.ApplyView;
import io.vxplan.cli.output.Format;
import io.vxplan.cli.output.PlanView;
import io.vxplan.cli.output.Terminal;
import io.vxplan.host.rollout.Course;
import io.vxplan.host.rollout.Ending;
import io.vxplan.host.rollout.OnError;
import io.vxplan.host.rollout.Rolling;
import io.vxplan.host.rollout.Rollout;
import io.vxplan.model.HostName;
import io.vxplan.plan.HostPlan;
import io.vxplan.plan.render.Summary;
import java.util.Collection;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/// Plan, ask, carry out exactly that plan, look again: what `apply` and `destroy` have in common.
///
/// @param lock has the hosts to itself; false stops
/// @param course in which batches, and when it stops
/// @param proof what has to hold between batches
/// @param onError what becomes of a host's changes where one fails
/// @param plans how the plan is shown
/// @param holds asked when the plan is complete; false stops
/// @param question asked where nobody said `--yes`
/// @param before done once there is consent, before a host is touched; false stops
record Execution(
        Terminal terminal,
        Predicate<SortedSet<HostName>> lock,
        Rollout rollout,
        Course course,
        Proof proof,
        OnError onError,
        Format format,
        PlanView plans,
        BooleanSupplier holds,
        Consent consent,
        String question,
        BooleanSupplier before) {

    int on(SortedSet<HostName> hosts) {
        if (!lock.test(hosts)) {
            return ExitCode.ERROR;
        }
        Planning planning = new Planning(plans);
        SortedMap<HostName, HostPlan> wanted = new TreeMap<>();
        SortedSet<HostName> unchanged = new TreeSet<>();
        rollout.plan(
                hosts,
                (host, outcome) -> {
                    HostPlan plan = planning.show(host, outcome);
                    if (!plan.isBlocked() && !plan.changes().isEmpty()) {
                        wanted.put(host, plan);
                    } else if (!plan.isBlocked()) {
                        unchanged.add(host);
                    }
                });
        Summary summary = planning.finish();
        if (!holds.getAsBoolean()) {
            return ExitCode.ERROR;
        }
        int blocked = summary.blocked() > 0 ? ExitCode.ERROR : ExitCode.DONE;
        if (wanted.isEmpty() && blocked == ExitCode.ERROR) {
            return blocked;
        }
        if (wanted.isEmpty()) {
            return before.getAsBoolean() ? ExitCode.DONE : ExitCode.ERROR;
        }
        if (!agreed(wanted.values(), summary) || !before.getAsBoolean()) {
            return ExitCode.ERROR;
        }
        return Math.max(blocked, carryOut(wanted, unchanged));
    }

    private boolean agreed(Collection<HostPlan> plans, Summary summary) {
        long interrupted = plans.stream().mapToLong(plan -> plan.interrupted().size()).sum();
        if (interrupted > 0 && !consent.disruption()) {
            terminal.say(
                    "vxplan: the plan replaces "
                            + interrupted
                            + (interrupted == 1 ? " interface" : " interfaces")
                            + ", which interrupts what they carry: nothing was changed; say --allow-disrupt to agree");
            return false;
        }
        if (consent.changes()) {
            return true;
        }
        if (!terminal.interactive()) {
            terminal.say(
                    "vxplan: nobody is there to ask, so nothing was changed; say --yes to agree");
            return false;
        }
        if (summary.blocked() > 0) {
            terminal.say(
                    summary.blocked()
                            + " of the hosts can't be changed (see ! above); the others can.");
        }
        boolean yes = terminal.confirm(question);
        if (!yes) {
            terminal.say("Nothing was changed.");
        }
        return yes;
    }

    private int carryOut(SortedMap<HostName, HostPlan> wanted, SortedSet<HostName> unchanged) {
        ApplyView view = ApplyView.of(format, terminal, new TreeSet<>(wanted.keySet()));
        try (Interruption interruption = Interruption.heed(terminal)) {
            Ending ending =
                    new Rolling(
                                    rollout,
                                    course,
                                    onError,
                                    interruption::isAsked,
                                    proof.watch(view, unchanged, interruption::isAsked))
                            .apply(wanted);
            view.ended(ending);
            return switch (ending) {
                case Ending.Complete() -> view.failures() > 0 ? ExitCode.ERROR : ExitCode.DONE;
                case Ending.TooManyFailed _, Ending.Unproven _ -> ExitCode.ERROR;
                case Ending.Stopped() -> ExitCode.INTERRUPTED;
            };
        }
    }
}
