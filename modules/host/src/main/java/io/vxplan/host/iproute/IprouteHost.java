package io.vxplan.host.iproute;

import io.vxplan.host.Holder;
import io.vxplan.host.Host;
import io.vxplan.host.HostException;
import io.vxplan.host.Progress;
import io.vxplan.host.machine.Machine;
import io.vxplan.host.machine.RuntimeArchive;
import io.vxplan.host.nftables.Tables;
import io.vxplan.model.HostName;
import io.vxplan.model.resource.HostState;
import io.vxplan.model.resource.Resource;
import io.vxplan.model.resource.Runtime;
import io.vxplan.plan.Change;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A host with iproute2, util-linux and `sh`, and nothing else of ours: one script reads it, one
/// script changes it.
public final class IprouteHost implements Host {
    private static final Duration READ_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration WRITE_TIMEOUT = Duration.ofMinutes(10);
    private static final Duration UPLOAD_TIMEOUT = Duration.ofMinutes(30);
    private static final Duration LOCK_TIMEOUT = Duration.ofMinutes(1);
    private static final Duration RELEASE_TIMEOUT = Duration.ofSeconds(5);
    private static final int READ_ATTEMPTS = 10;

    private final HostName name;
    private final RemoteShell shell;
    private final Optional<Machine> machine;
    private boolean locked;

    public IprouteHost(HostName name, RemoteShell shell) {
        this(name, shell, Optional.of(Machine.withoutArchive()));
    }

    /// @param machine what is brought to it; empty where its network alone is ours
    public IprouteHost(HostName name, RemoteShell shell, Optional<Machine> machine) {
        this.name = name;
        this.shell = shell;
        this.machine = machine;
    }

    @Override
    public HostName name() {
        return name;
    }

    /// A dump during which something changed is incomplete, and says so only in a warning: it is
    /// thrown away, for what it lacks would look deleted.
    @Override
    public HostState observe() throws HostException {
        for (int attempt = 1; attempt <= READ_ATTEMPTS; attempt++) {
            CommandResult result = shell.run(ReadScript.of(machine), READ_TIMEOUT);
            Map<String, String> sections = ReadScript.sections(result.output());
            checkTools(sections, result);
            boolean interrupted = result.errors().contains("Dump was interrupted");
            boolean interfaceVanished =
                    result.exitCode() != 0 && lastOf(sections).equals("sysctls");
            if (!interrupted && !interfaceVanished) {
                return state(sections, result);
            }
        }
        throw new HostException(
                name,
                "the network configuration changed during each of "
                        + READ_ATTEMPTS
                        + " attempts to read it",
                "find out what changes links, routes or neighbours there without end");
    }

    private void checkTools(Map<String, String> sections, CommandResult result)
            throws HostException {
        String version = sections.get("version");
        if (result.exitCode() > WriteFailure.BY_SIGNAL) {
            throw WriteFailure.ended(name, result.exitCode());
        }
        if (version == null) {
            throw new HostException(
                    name,
                    "the host's `sh` did not run our script (exit code "
                            + result.exitCode()
                            + "): "
                            + words(result),
                    "the login's shell must run commands and print nothing of its own");
        }
        Optional<String> problem =
                version.contains("not found")
                        ? Optional.of("no iproute2: " + version.strip())
                        : IprouteVersion.problem(version);
        if (problem.isPresent()) {
            throw new HostException(
                    name,
                    "the host has " + problem.get(),
                    "install iproute2 5.5 (January 2020) or newer there");
        }
    }

    private HostState state(Map<String, String> sections, CommandResult result)
            throws HostException {
        String last = lastOf(sections);
        if (result.exitCode() != 0 || !last.equals("end")) {
            throw new HostException(
                    name, "reading the host's " + last + " failed: " + words(result), "");
        }
        try {
            List<Resource> resources =
                    new ArrayList<>(IprouteState.resources(ReadScript.dumps(sections)));
            resources.addAll(Tables.parse(sections.getOrDefault("firewall", "")));
            machine.ifPresent(
                    known -> resources.addAll(new MachineReader(known.root()).resources(sections)));
            return HostState.observed(resources).reachedBy(ManagementReader.path(sections));
        } catch (IllegalArgumentException e) {
            throw new HostException(
                    name,
                    Optional.empty(),
                    "can't understand what the host printed: " + e.getMessage(),
                    "please report this with the output of `ip -N -j -d link show` and the like",
                    Optional.of(e));
        }
    }

    private static String lastOf(Map<String, String> sections) {
        return sections.keySet().stream().reduce("", (_, later) -> later);
    }

    private static String words(CommandResult result) {
        String errors = result.errors().strip();
        return errors.isEmpty() ? "exit code " + result.exitCode() : errors.replace("\n", "; ");
    }

    @Override
    public void apply(List<Change> changes) throws HostException {
        for (Change change : changes) {
            if (change instanceof Change.Create(Runtime runtime)) {
                install(runtime, change, changes);
            }
        }
        WriteScript script = script(changes);
        if (script.batches().isEmpty()) {
            return;
        }
        CommandResult result = shell.run(script.text(), WRITE_TIMEOUT);
        if (result.exitCode() != 0) {
            throw new WriteFailure(name, script, changes).from(result);
        }
    }

    /// Beside the script, and before it: a plan has runtimes first.
    private void install(Runtime runtime, Change change, List<Change> changes)
            throws HostException {
        WriteScript script;
        CommandResult result;
        try {
            RuntimeArchive archive = machine().archiveOf(runtime);
            script = WriteScript.toInstall(change, archive, machine());
            try (InputStream content = archive.open()) {
                result = shell.run(script.text(), content, UPLOAD_TIMEOUT);
            }
        } catch (IOException e) {
            throw new HostException(
                    name,
                    Optional.of(Progress.upTo(change, changes)),
                    String.valueOf(e.getMessage()),
                    "",
                    Optional.of(e));
        }
        if (result.exitCode() != 0) {
            throw new WriteFailure(name, script, changes).from(result);
        }
    }

    private Machine machine() {
        return machine.orElseGet(Machine::withoutArchive);
    }

    private WriteScript script(List<Change> changes) throws HostException {
        try {
            return WriteScript.of(changes, machine(), locked);
        } catch (IllegalArgumentException e) {
            throw new HostException(
                    name,
                    Optional.empty(),
                    String.valueOf(e.getMessage()),
                    "choose another name",
                    Optional.of(e));
        }
    }

    @Override
    public Optional<Holder> lock(Holder mine, Duration patience) throws HostException {
        String script = LockScript.take(mine, patience, LockScript.SILENCE);
        CommandResult result = shell.runItself(script, LOCK_TIMEOUT.plus(patience));
        if (result.exitCode() == LockScript.HELD) {
            return Optional.of(Holder.parse(result.output()));
        }
        if (result.exitCode() != 0) {
            throw LockScript.failure(name, result);
        }
        locked = true;
        LockScript.Guarded guarded = LockScript.Guarded.parse(result.output());
        if (!shell.runBeside(guarded.watch())) {
            shell.run(guarded.callOff(), LOCK_TIMEOUT);
        }
        return Optional.empty();
    }

    @Override
    public CommandResult run(String script, Duration timeout) throws HostException {
        return shell.run(Scripts.PREAMBLE + script, timeout);
    }

    @Override
    public CommandResult run(String script, String input, Duration timeout) throws HostException {
        InputStream bytes = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        return shell.run(Scripts.PREAMBLE + script, bytes, timeout);
    }

    @Override
    public void close() {
        if (locked) {
            release();
        }
        shell.close();
    }

    /// It would go with the shell anyway, but not its file.
    private void release() {
        try {
            shell.runItself(LockScript.RELEASE, RELEASE_TIMEOUT);
        } catch (HostException _) {
            // The connection is gone, and with it the lock.
        }
    }
}
