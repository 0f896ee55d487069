package io.vxplan.cli.command;

import io.vxplan.cli.ExitCode;
import io.vxplan.cli.Program;
import io.vxplan.cli.output.OutputOption;
import io.vxplan.cli.output.PlanView;
import io.vxplan.cli.project.Desired;
import io.vxplan.cli.project.HostOptions;
import io.vxplan.cli.project.ProjectOptions;
import io.vxplan.cli.project.Rollouts;
import io.vxplan.cli.project.Selection;
import io.vxplan.cli.project.Verification;
import io.vxplan.cli.project.Workspace;
import io.vxplan.cli.saved.Comparison;
import io.vxplan.cli.saved.SavedPlan;
import io.vxplan.host.rollout.Fleet;
import io.vxplan.inventory.Parsed;
import io.vxplan.inventory.topology.LockFile;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.FileFailure;
import io.vxplan.model.HostName;
import io.vxplan.verify.Verifier;
import io.vxplan.verify.render.TextReport;
import io.vxplan.verify.result.Report;
import java.io.IOException;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "apply",
        description = {
            "Make the hosts what the topology says: show the plan, ask, carry it out, look again.",
            "A second run changes nothing. Instead of an inventory it takes a plan saved by plan --out: that is carried out without a question, or not at all where it no longer holds."
        },
        footer = {
            "  vxplan apply inventory.yaml",
            "  vxplan apply inventory.yaml --yes --limit 'web:!web3'",
            "  vxplan apply inventory.yaml --yes --output json",
            "  vxplan apply inventory.yaml --yes --serial 25%% --max-fail 10%%",
            "  vxplan apply plan.json    # as `vxplan plan --out plan.json` has saved it"
        })
public final class ApplyCommand implements Callable<Integer> {
    @ParentCommand private Program program;
    @Mixin private ProjectOptions projectOptions;
    @Mixin private HostOptions hostOptions;
    @Mixin private OutputOption output;
    @Mixin private YesOption yes;
    @Mixin private OnErrorOption onError;
    @Mixin private ManagementOption management;
    @Mixin private LockOption lock;
    @Mixin private RollingOptions rolling;
    @Mixin private ConfirmOption confirm;

    @Option(
            names = "--allow-disrupt",
            description = "Agree to replacing interfaces, which interrupts what they carry.")
    private boolean allowDisrupt;

    @Option(
            names = "--adopt",
            description = "Take over unmarked interfaces of the names that are needed.")
    private boolean adopt;

    /// Where a plan that was saved and one that is made now differ.
    ///
    /// @param adopts whether unmarked interfaces are taken over
    /// @param allowManagement whether the way to a host may be touched
    /// @param plans who shows them
    /// @param holds asked when the plan is complete
    private record Terms(
            boolean adopts,
            boolean allowManagement,
            Consent given,
            PlanView plans,
            BooleanSupplier holds) {}

    @Override
    public Integer call() {
        Parsed<SavedPlan> saved = SavedPlan.read(projectOptions.inventory());
        if (saved.value().isPresent()) {
            return apply(saved.value().get());
        }
        if (!saved.problems().isEmpty()) {
            program.terminal().problems(saved.problems());
            return ExitCode.ERROR;
        }
        return Selection.open(
                        projectOptions, hostOptions, program.terminal(), Workspace::plannedHosts)
                .map(selection ->
                        apply(
                                selection,
                                new Terms(
                                        adopt,
                                        management.allowed(),
                                        new Consent(yes.given(), allowDisrupt),
                                        shown(selection),
                                        () -> true)))
                .orElse(ExitCode.ERROR);
    }

    /// Plans once more, and goes on if that gives the same.
    private int apply(SavedPlan saved) {
        if (adopt
                || management.allowed()
                || hostOptions.limit().isPresent()
                || projectOptions.topology().isPresent()) {
            program.terminal()
                    .problem(
                            Diagnostic.error(
                                    "--limit, --topology, --adopt and --allow-management say how to plan, and "
                                            + saved.file()
                                            + " is a plan already",
                                    "give them to `vxplan plan --out`"));
            return ExitCode.ERROR;
        }
        return Selection.open(
                        ProjectOptions.of(saved.inventory(), saved.topology()),
                        hostOptions.limitedTo(saved.origin().limit()),
                        program.terminal(),
                        Workspace::plannedHosts)
                .map(selection -> apply(saved, selection))
                .orElse(ExitCode.ERROR);
    }

    private int apply(SavedPlan saved, Selection selection) {
        Comparison comparison =
                new Comparison(saved, selection.workspace().compilation(), shown(selection));
        return apply(
                selection,
                new Terms(
                        saved.origin().adopt(),
                        saved.origin().allowManagement(),
                        new Consent(true, allowDisrupt),
                        comparison,
                        () -> {
                            comparison.stale().ifPresent(program.terminal()::problem);
                            return comparison.stale().isEmpty();
                        }));
    }

    private PlanView shown(Selection selection) {
        return PlanView.of(
                output.format(), program.terminal(), selection.workspace().compilation());
    }

    private int apply(Selection selection, Terms terms) {
        return Desired.declared(selection.workspace(), program.terminal())
                .map(desired -> apply(selection, desired, terms))
                .orElse(ExitCode.ERROR);
    }

    private int apply(Selection selection, Desired desired, Terms terms) {
        int code = execute(selection, desired, terms);
        return confirm.isGiven() ? settle(code, selection, desired) : code;
    }

    /// Over new connections: those that are there may outlive what new ones would not.
    private int settle(int code, Selection selection, Desired desired) {
        Workspace workspace = selection.workspace();
        try (Fleet fleet =
                Rollouts.fleet(workspace, desired.machine(), hostOptions, program.narration())) {
            return Verification.of(workspace, selection.inventory(), program.terminal())
                    .map(verification ->
                            confirm.settle(
                                    code,
                                    fleet,
                                    hosts ->
                                            isVerified(
                                                    verification.verifier(fleet, desired), hosts),
                                    selection.inventory(),
                                    program.terminal()))
                    .orElse(ExitCode.ERROR);
        }
    }

    private boolean isVerified(Verifier verifier, SortedSet<HostName> hosts) {
        Report report = verifier.run(hosts);
        if (!report.passed()) {
            program.terminal().say(TextReport.of(report, false).stripTrailing());
        }
        return report.passed();
    }

    private int execute(Selection selection, Desired desired, Terms terms) {
        Workspace workspace = selection.workspace();
        try (Fleet fleet =
                Rollouts.fleet(
                        workspace,
                        desired.machine(),
                        hostOptions,
                        program.narration(),
                        opener -> confirm.before(opener, selection.inventory()))) {
            return Proof.of(
                            Proof.Of.CHANGED,
                            rolling.course(),
                            selection,
                            fleet,
                            () -> Optional.of(desired),
                            program.terminal())
                    .map(proof ->
                            new Execution(
                                            program.terminal(),
                                            hosts ->
                                                    lock.take(
                                                            fleet,
                                                            hosts,
                                                            selection.inventory(),
                                                            program.terminal()),
                                            Rollouts.rollout(
                                                    workspace,
                                                    fleet,
                                                    desired,
                                                    terms.adopts(),
                                                    terms.allowManagement()),
                                            rolling.course(),
                                            proof,
                                            onError.value(),
                                            output.format(),
                                            terms.plans(),
                                            terms.holds(),
                                            terms.given(),
                                            "Make these changes?",
                                            () -> writeLock(workspace))
                                    .on(selection.hosts()))
                    .orElse(ExitCode.ERROR);
        }
    }

    /// Addresses are promised before they are given out: a run that dies half way must find them
    /// again.
    private boolean writeLock(Workspace workspace) {
        if (!workspace.compilation().lockChanged()) {
            return true;
        }
        try {
            LockFile.write(workspace.project().lockFile(), workspace.compilation().allocations());
            return true;
        } catch (IOException e) {
            program.terminal()
                    .problem(
                            Diagnostic.error(
                                    "can't write the lock file "
                                            + workspace.project().lockFile()
                                            + ": "
                                            + FileFailure.reason(e),
                                    "nothing was changed on any host"));
            return false;
        }
    }
}
