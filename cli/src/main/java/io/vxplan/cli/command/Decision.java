package io.vxplan.cli.command;

import io.vxplan.cli.ExitCode;
import io.vxplan.cli.Program;
import io.vxplan.cli.project.HostOptions;
import io.vxplan.cli.project.ProjectOptions;
import io.vxplan.cli.project.Rollouts;
import io.vxplan.cli.project.Selection;
import io.vxplan.host.HostException;
import io.vxplan.host.confirm.Confirmation.Answer;
import io.vxplan.host.machine.Machine;
import io.vxplan.host.rollout.Fleet;
import io.vxplan.host.rollout.Outcome;
import io.vxplan.model.HostName;
import java.util.EnumMap;
import java.util.Map;

/// What becomes of changes that wait for a confirmation, on all hosts: what `confirm` and `revert`
/// have in common.
record Decision(Program program, ProjectOptions projectOptions, HostOptions hostOptions) {

    /// @param wanted the answer of a host that was in time
    int make(Fleet.Task<Answer> task, Answer wanted) {
        return Selection.open(
                        projectOptions,
                        hostOptions,
                        program.terminal(),
                        workspace ->
                                hostOptions.limit().isPresent()
                                        ? workspace.inventoryHosts()
                                        : workspace.plannedHosts())
                .map(selection -> make(task, wanted, selection))
                .orElse(ExitCode.ERROR);
    }

    private int make(Fleet.Task<Answer> task, Answer wanted, Selection selection) {
        Map<Answer, Integer> counts = new EnumMap<>(Answer.class);
        int[] failures = {0};
        try (Fleet fleet =
                Rollouts.fleet(
                        selection.workspace(),
                        Machine.withoutArchive(),
                        hostOptions,
                        program.narration())) {
            fleet.each(
                    selection.hosts(),
                    task,
                    (host, outcome) -> {
                        switch (outcome) {
                            case Outcome.Done<Answer>(Answer answer) -> {
                                counts.merge(answer, 1, Integer::sum);
                                say(host, answer, wanted);
                            }
                            case Outcome.Failed<Answer>(HostException failure) -> {
                                failures[0]++;
                                program.terminal()
                                        .say(
                                                host
                                                        + ": failed: "
                                                        + failure.getMessage()
                                                        + (failure.advice().isEmpty()
                                                                ? ""
                                                                : "; " + failure.advice()));
                            }
                        }
                    });
        }
        int late = counts.getOrDefault(Answer.TOO_LATE, 0);
        if (wanted == Answer.REVERTED
                && late > 0
                && late + counts.getOrDefault(Answer.NOTHING, 0) == selection.hosts().size()) {
            program.terminal()
                    .result(
                            "None of the hosts waits for a confirmation any more: %d of %d went back within the last hour."
                                    .formatted(late, selection.hosts().size()));
            return ExitCode.DONE;
        }
        if (counts.getOrDefault(Answer.NOTHING, 0) == selection.hosts().size()) {
            program.terminal().say("vxplan: none of the hosts waits for a confirmation");
            return ExitCode.ERROR;
        }
        return failures[0] > 0 || (late > 0 && wanted == Answer.CONFIRMED)
                ? ExitCode.ERROR
                : ExitCode.DONE;
    }

    private void say(HostName host, Answer answer, Answer wanted) {
        switch (answer) {
            case CONFIRMED -> program.terminal().result(host + ": confirmed, it stays as it is");
            case REVERTED -> program.terminal().result(host + ": it is as it was before");
            case TOO_LATE -> {
                if (wanted == Answer.CONFIRMED) {
                    program.terminal()
                            .say(
                                    host
                                            + ": too late, the host has gone back to what it was; apply again");
                }
            }
            case NOTHING -> {
                // most hosts, most of the time
            }
        }
        program.terminal().flush();
    }
}
