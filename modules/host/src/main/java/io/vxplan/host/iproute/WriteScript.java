package io.vxplan.host.iproute;

import io.vxplan.host.machine.Machine;
import io.vxplan.host.machine.RuntimeArchive;
import io.vxplan.host.nftables.Transaction;
import io.vxplan.model.ShellWord;
import io.vxplan.model.resource.Key;
import io.vxplan.model.resource.Runtime;
import io.vxplan.model.resource.Sysctl;
import io.vxplan.plan.Change;
import io.vxplan.plan.iproute.Command;
import io.vxplan.plan.iproute.Commands;
import java.util.ArrayList;
import java.util.List;

/// One script that carries out changes in their order and stops at the first that fails.
///
/// Neighbouring commands for one tool go through one run of it in batch mode. Before every step the
/// script says its name on standard error, so the last name there is that of the step that failed,
/// and what follows it is what was said.
///
/// @param text of the script
/// @param batches the steps whose names are numbers
record WriteScript(String text, List<Batch> batches) {
    /// Names of the steps before the first change.
    static final String ROOT = "root";

    static final String FLOCK = "flock";
    static final String LOCK = "lock";
    static final String HELD = "held";

    static final int LOCK_SECONDS = 60;

    private static final String END = "VXPLAN";

    private static final String STEP = "step() { printf '%s\\n' \"--- $1\" >&2; }\n";

    /// This lock is on the network namespace itself: it needs no file, and two hosts of a lab on
    /// one machine don't wait for each other. It is for this script alone, and what is left of one.
    private static final String HEAD =
            Scripts.PREAMBLE
                    + """
                    step %s
                    [ "$(id -u)" = 0 ] || exit 1
                    step %s
                    command -v flock >/dev/null || exit 1
                    step %s
                    exec 9</proc/self/ns/net
                    flock -w %d 9 || exit 1
                    """
                            .formatted(ROOT, FLOCK, LOCK, LOCK_SECONDS);

    /// A command, and the change that it is part of.
    record Step(Change change, Command command) {}

    /// Steps that one run of a tool carries out.
    record Batch(List<Step> steps) {
        boolean isTransaction() {
            return steps.getFirst().command() instanceof Command.Nft;
        }

        Transaction transaction() {
            return new Transaction(steps.stream().map(Step::command).toList());
        }
    }

    /// Of all changes but the runtimes that are to be brought, which have scripts of their own.
    ///
    /// @param locked by a [LockScript]: then it has to be still
    static WriteScript of(List<Change> changes, Machine machine, boolean locked) {
        List<Change> here =
                changes.stream()
                        .filter(change -> !(change instanceof Change.Create(Runtime _)))
                        .toList();
        List<Batch> batches = batches(here);
        StringBuilder text = new StringBuilder(STEP);
        if (locked) {
            text.append("step ").append(HELD).append('\n').append(LockScript.IS_HELD);
        }
        text.append(HEAD);
        if (here.stream().anyMatch(change -> change.key() instanceof Key.MachineKey)) {
            text.append(machine.head()).append(MachineSteps.FUNCTIONS);
        }
        for (int i = 0; i < batches.size(); i++) {
            text.append("step ").append(i).append('\n');
            append(text, batches.get(i));
        }
        if (here.stream().anyMatch(MachineSteps::removesUnitFile)) {
            text.append("reloaded=\nreload || exit 1\n");
        }
        return new WriteScript(text.toString(), batches);
    }

    /// Its standard input is the archive.
    static WriteScript toInstall(Change change, RuntimeArchive archive, Machine machine) {
        Step step = new Step(change, new Command.InstallRuntime(archive.runtime()));
        String text =
                STEP
                        + HEAD
                        + machine.head()
                        + MachineSteps.FUNCTIONS
                        + "step 0\ninstall_runtime %s %s || exit 1\n"
                                .formatted(archive.runtime().digest(), archive.sha256());
        return new WriteScript(text, List.of(new Batch(List.of(step))));
    }

    private static List<Batch> batches(List<Change> changes) {
        List<Batch> batches = new ArrayList<>();
        List<Step> open = new ArrayList<>();
        for (Change change : changes) {
            for (Command command : Commands.of(change)) {
                if (!open.isEmpty() && !sameRun(open.getLast().command(), command)) {
                    batches.add(new Batch(List.copyOf(open)));
                    open.clear();
                }
                open.add(new Step(change, command));
            }
        }
        if (!open.isEmpty()) {
            batches.add(new Batch(List.copyOf(open)));
        }
        return List.copyOf(batches);
    }

    private static boolean sameRun(Command one, Command other) {
        return switch (one) {
            case Command.Batched first ->
                    other instanceof Command.Batched second && first.tool().equals(second.tool());
            case Command.Nft _ -> other instanceof Command.Nft;
            case Command.WriteSysctl _, Command.MachineStep _ -> false;
        };
    }

    private static void append(StringBuilder text, Batch batch) {
        switch (batch.steps().getFirst().command()) {
            case Command.Batched first -> batch(text, first.tool(), batch);
            case Command.Nft _ -> transaction(text, batch);
            case Command other -> text.append(line(other));
        }
    }

    /// Of what does not go in batches; it ends the script where it fails.
    static String line(Command command) {
        return switch (command) {
            // Not the shell's own printf: of a refusal dash says no more than "I/O error".
            case Command.WriteSysctl(var name, var value) ->
                    "printf '%s\\n' "
                            + ShellWord.quoted(value)
                            + " | cat >"
                            + ShellWord.quoted("/proc/sys/" + Sysctl.path(name))
                            + " || exit 1\n";
            case Command.MachineStep step -> MachineSteps.line(step);
            case Command.Nft(var lines) ->
                    "nft -f - <<'%1$s' || exit 1\n%2$s\n%1$s\n".formatted(END, lines);
            case Command.Batched _ ->
                    throw new IllegalArgumentException("it goes in a batch: " + command);
        };
    }

    private static void batch(StringBuilder text, String tool, Batch batch) {
        text.append(tool).append(" -batch - <<'").append(END).append("' || exit 1\n");
        for (Step step : batch.steps()) {
            text.append(line((Command.Batched) step.command())).append('\n');
        }
        text.append(END).append('\n');
    }

    private static void transaction(StringBuilder text, Batch batch) {
        text.append("nft -f - <<'").append(END).append("' || exit 1\n");
        text.append(batch.transaction().text()).append(END).append('\n');
    }

    /// @throws IllegalArgumentException for what batch mode would read otherwise than it is meant
    static String line(Command.Batched command) {
        String line = command.line();
        if (line.chars().anyMatch(c -> c == '#' || c == '\\' || c == '\'' || c < ' ')) {
            throw new IllegalArgumentException(
                    "the batch mode of iproute2 can't take a name with #, \\, ' or a control character: "
                            + command);
        }
        return line;
    }
}
