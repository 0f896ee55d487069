package io.vxplan.cli.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.cli.program.Program.Result;
import io.vxplan.cli.program.Program.Running;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Holds the program at a system call, by strace, which can make a call wait where it begins.
///
/// What changes a host by netlink are messages and writes to /proc/sys, in each namespace from a
/// thread of its own, one after the other. The kernel carries a message out before the call
/// returns, all of a batch too: no signal comes in between.
final class SystemCallBrake implements Brake {
    private static final String SEND = "sendto";
    private static final String OPEN = "openat";
    private static final String EXECUTE = "execve";
    private static final Pattern CALL =
            Pattern.compile(
                    "(?m)^(?:sendto\\(|openat\\(AT_FDCWD, \"(?<file>/proc/sys/[^\"]*)\", (?<mode>O_[A-Z]+))");

    private final Program program;
    private final String inventory;
    private final Path logs;
    private final List<Call> calls = new ArrayList<>();
    private final AtomicInteger runs = new AtomicInteger();
    private List<List<Call>> rehearsed = List.of();

    /// @param logs a folder for them
    SystemCallBrake(Program program, Path inventory, Path logs) {
        this.program = program;
        this.inventory = inventory.toString();
        this.logs = logs;
    }

    /// The nth call of its kind of a thread: a message sent, or this file opened.
    ///
    /// @param file empty where it is a message
    private record Call(String file, int ordinal) {
        boolean isMessage() {
            return file.isEmpty();
        }
    }

    /// A plan only reads, and an apply reads the same before and after: what is between are its
    /// steps. The last step is the first message of the reading afterwards.
    @Override
    public void rehearse() throws IOException {
        int reading = messages(trace("plan", inventory).getFirst());
        rehearsed = trace("apply", "--yes", inventory);
        Collection<Call> steps = new LinkedHashSet<>();
        for (List<Call> host : rehearsed) {
            int readAgain = messages(host) - reading + 1;
            host.stream()
                    .filter(call ->
                            !call.isMessage()
                                    || call.ordinal() > reading && call.ordinal() <= readAgain)
                    .forEach(steps::add);
        }
        calls.addAll(steps);
    }

    private static int messages(List<Call> calls) {
        return (int) calls.stream().filter(Call::isMessage).count();
    }

    private List<List<Call>> trace(String... args) throws IOException {
        Path log = log();
        List<String> strace = strace(log, "trace=" + SEND + "," + OPEN + "," + EXECUTE);
        try (Running running = program.start(strace, args)) {
            Result result = running.await();
            assertThat(result.exitCode()).as(result.output()).isZero();
        }
        return hosts(log);
    }

    private Path log() throws IOException {
        return Files.createDirectory(logs.resolve("run" + runs.incrementAndGet())).resolve("log");
    }

    /// Detached (`-D`), so that the process is the program and not strace; a log for each thread.
    private static List<String> strace(Path log, String... expressions) {
        List<String> command =
                new ArrayList<>(List.of("strace", "-D", "-f", "-ff", "-o", log.toString()));
        for (String expression : expressions) {
            command.addAll(List.of("-e", expression));
        }
        return command;
    }

    /// The calls of each thread that works on a host. Other programs that it starts speak netlink
    /// as well (`nft`): their logs begin with how they were started.
    private static List<List<Call>> hosts(Path log) throws IOException {
        return threads(log).stream()
                .filter(thread -> !thread.contains(EXECUTE + "("))
                .map(SystemCallBrake::calls)
                .filter(calls -> !calls.isEmpty())
                .toList();
    }

    private static List<String> threads(Path log) throws IOException {
        try (Stream<Path> files = Files.list(log.getParent())) {
            return files.sorted().map(SystemCallBrake::text).toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Messages, and what opens a file to write to it.
    private static List<Call> calls(String log) {
        List<Call> calls = new ArrayList<>();
        Map<String, Integer> counts = new HashMap<>();
        Matcher matcher = CALL.matcher(log);
        while (matcher.find()) {
            String file = matcher.group("file") == null ? "" : matcher.group("file");
            int ordinal = counts.merge(file, 1, Integer::sum);
            if (file.isEmpty() || matcher.group("mode").equals("O_WRONLY")) {
                calls.add(new Call(file, ordinal));
            }
        }
        return calls;
    }

    @Override
    public int steps() {
        return calls.size();
    }

    /// Hosts that never come to this step are done by then.
    @Override
    public void killAt(int step) throws IOException {
        Call call = calls.get(step);
        long expected = upTo(call, rehearsed);
        Path log = log();
        try (Running running = program.start(holding(call, log), "apply", "--yes", inventory)) {
            Shell.await(running, () -> upTo(call, hosts(log)) == expected);
            ProcessHandle tracer = tracer(running.process().pid());
            // First the program: without its tracer it would go on. But as long as it has one,
            // nobody else learns of its end.
            running.process().destroyForcibly();
            tracer.destroyForcibly();
            Shell.kill(running);
        }
    }

    private static List<String> holding(Call call, Path log) {
        String name = call.isMessage() ? SEND : OPEN;
        List<String> command =
                strace(
                        log,
                        "trace=" + name + "," + EXECUTE,
                        "inject=" + name + ":delay_enter=3600s:when=" + call.ordinal());
        if (!call.isMessage()) {
            command.addAll(List.of("-P", call.file()));
        }
        return command;
    }

    /// How many calls of its kind were made up to this one, which is written down where it begins.
    private static long upTo(Call call, List<List<Call>> hosts) {
        return hosts.stream()
                .flatMap(List::stream)
                .filter(made -> made.file().equals(call.file()))
                .filter(made -> made.ordinal() <= call.ordinal())
                .count();
    }

    private static ProcessHandle tracer(long pid) throws IOException {
        String key = "TracerPid:";
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith(key))
                .map(line -> Long.parseLong(line.substring(key.length()).strip()))
                .flatMap(tracer -> ProcessHandle.of(tracer).stream())
                .findFirst()
                .orElseThrow();
    }
}
