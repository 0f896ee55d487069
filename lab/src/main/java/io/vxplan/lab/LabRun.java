package io.vxplan.lab;

import io.vxplan.lab.dump.Dump;
import io.vxplan.model.HostName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/// `lab run`: everything vxplan does, from an empty machine to an empty machine.
///
/// The steps in between are the program's own commands, on the lab's own inventory: what is tried
/// is what users do.
public final class LabRun {
    private static final int NOTHING_TO_DO = 0;
    private static final int CHANGES = 2;

    /// So many are listed by their names.
    private static final int FEW_HOSTS = 20;

    private final Blueprint blueprint;
    private final Commands commands;
    private final Consumer<String> progress;
    private final LabFolder folder;

    /// The program's commands, as the command line has them.
    @FunctionalInterface
    public interface Commands {
        /// @param args the command and its arguments
        /// @return its exit code
        int run(List<String> args);
    }

    /// @param progress takes one line for each step
    public LabRun(Blueprint blueprint, Commands commands, Consumer<String> progress)
            throws LabException {
        this.blueprint = blueprint;
        this.commands = commands;
        this.progress = progress;
        this.folder = LabFolder.of(blueprint.inventoryFile());
    }

    /// Goes through all steps, or up to the first that fails, and removes the lab in any case, when
    /// the process is told to end too.
    ///
    /// @throws LabException where a step failed
    public void run() throws LabException {
        Thread farewell = new Thread(this::removeQuietly);
        try (LabFolder.Held _ = folder.hold()) {
            Runtime.getRuntime().addShutdownHook(farewell);
            try {
                steps();
            } finally {
                step("down", "remove the lab", this::remove);
                Processes.unhook(farewell);
            }
        }
    }

    private void steps() throws LabException {
        List<Lab> built = new ArrayList<>();
        step("up", "build the lab", () -> built.add(build()));
        Lab lab = built.getFirst();
        SortedMap<HostName, Dump> before = lab.dumps();
        String inventory = lab.inventory().toString();
        command("plan", CHANGES, "plan", "--detailed-exitcode", inventory);
        command("apply", NOTHING_TO_DO, "apply", "--yes", inventory);
        Optional<Daemons> daemons = lab.daemons();
        if (daemons.isPresent()) {
            proveWith(daemons.get(), lab);
        } else {
            prove(lab);
        }
        command("destroy", NOTHING_TO_DO, "destroy", "--yes", inventory);
        step(
                "compare",
                "compare the hosts with what they were",
                () -> compare(before, lab.dumps()));
    }

    private void prove(Lab lab) throws LabException {
        String inventory = lab.inventory().toString();
        command("verify", NOTHING_TO_DO, "verify", inventory);
        command(
                "plan again: nothing left to do",
                NOTHING_TO_DO,
                "plan",
                "--detailed-exitcode",
                inventory);
    }

    /// What leads from host to host is made by daemons. They go on until all is proven: while they
    /// run, nothing is left to do either.
    private void proveWith(Daemons daemons, Lab lab) throws LabException {
        step(
                "daemons",
                "start them, and wait until they have found each other",
                () -> {
                    daemons.start(Lifetime.OF_THE_COMMAND);
                    daemons.awaitPeers();
                });
        try {
            prove(lab);
        } catch (LabException e) {
            progress.accept("lab run: what the daemons said:\n" + daemons.lastWords());
            throw e;
        }
        step("stop", "end the daemons", daemons::stop);
    }

    /// One thing that a run does.
    @FunctionalInterface
    private interface Step {
        void run() throws LabException;
    }

    private void step(String name, String purpose, Step step) throws LabException {
        Instant start = Instant.now();
        progress.accept("lab run: " + name + ": " + purpose);
        step.run();
        progress.accept("lab run: " + name + ": done in " + seconds(start));
    }

    private static String seconds(Instant start) {
        return "%.1f s".formatted(Duration.between(start, Instant.now()).toMillis() / 1000.0);
    }

    private void command(String name, int expected, String... args) throws LabException {
        step(
                name,
                "vxplan " + String.join(" ", args),
                () -> {
                    int exitCode = commands.run(List.of(args));
                    if (exitCode != expected) {
                        throw new LabException(
                                name + " ended with exit code " + exitCode + ", not " + expected,
                                "what it said stands above; to look around: `vxplan lab up`");
                    }
                });
    }

    /// Never at the same time: told to end while it builds, the process builds to the end, and then
    /// removes.
    private synchronized Lab build() throws LabException {
        return Lab.build(
                folder,
                blueprint,
                Lifetime.OF_THE_COMMAND,
                line -> progress.accept("lab run: up: " + line));
    }

    private synchronized void remove() throws LabException {
        Lab.remove(folder);
    }

    private void removeQuietly() {
        try {
            remove();
            folder.forgetLock();
        } catch (LabException e) {
            progress.accept("lab run: " + e.getMessage() + "; `vxplan lab down` tries again");
        }
    }

    private void compare(SortedMap<HostName, Dump> before, SortedMap<HostName, Dump> after)
            throws LabException {
        List<String> differences = new ArrayList<>();
        SortedMap<String, List<String>> sysctls = new TreeMap<>();
        after.forEach((host, dump) -> {
            Dump old = before.getOrDefault(host, dump);
            old.withoutSysctls()
                    .differences(dump.withoutSysctls())
                    .forEach(line -> differences.add(host + ": " + line));
            old.differences(dump).stream()
                    .filter(line -> line.startsWith("+ sysctl "))
                    .map(line -> line.substring("+ sysctl ".length()))
                    .forEach(line ->
                            sysctls.computeIfAbsent(line, _ -> new ArrayList<>())
                                    .add(host.value()));
        });
        sysctls.forEach((sysctl, hosts) ->
                progress.accept(
                        "lab run: compare: %s stays, on %s: set where needed, and never reset"
                                .formatted(sysctl, listed(hosts))));
        if (!differences.isEmpty()) {
            throw new LabException(
                    "the hosts are not what they were:\n  " + String.join("\n  ", differences),
                    "this is a bug in vxplan: please report it");
        }
    }

    private static String listed(List<String> hosts) {
        return hosts.size() > FEW_HOSTS ? hosts.size() + " hosts" : String.join(", ", hosts);
    }
}
