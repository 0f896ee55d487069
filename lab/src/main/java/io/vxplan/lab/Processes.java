package io.vxplan.lab;

import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/// Programs of this machine that run to their end.
public final class Processes {
    private static final int GLANCE_MILLISECONDS = 20;
    private static final String LAUNCHER = "vxplan.launcher";

    private Processes() {}

    public record Result(int exitCode, String output, String errors) {}

    /// @param input for its standard input
    /// @throws LabException where the program is not there
    public static Result run(String input, String... command) throws LabException {
        try (ExecutorService readers = Executors.newCachedThreadPool()) {
            Process process = builder(List.of(command)).start();
            // Read while we write: a full pipe on any side would stop all.
            Future<String> output = readers.submit(() -> text(process.getInputStream()));
            Future<String> errors = readers.submit(() -> text(process.getErrorStream()));
            try (var stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            } catch (IOException _) {
                // It ended before it read all of it; its exit code and its words say why.
            }
            return new Result(process.waitFor(), output.get(), errors.get());
        } catch (IOException | ExecutionException e) {
            throw new LabException(
                    "can't run " + command[0] + ": " + e.getMessage(),
                    "a lab needs the packages iproute2, util-linux and iputils-ping",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted while " + command[0] + " ran", "", e);
        }
    }

    /// Runs a script with `sh`, and fails where it does.
    ///
    /// @param purpose what messages call it, such as `build the lab`
    public static String script(String script, String purpose) throws LabException {
        Result result = run(script, "sh", "-s");
        if (result.exitCode() != 0) {
            throw new LabException(
                    "can't " + purpose + ": " + String.join("; ", lines(result.errors())), "");
        }
        return result.output();
    }

    /// Runs a program with this process's own input and output. When this process is to end, so is
    /// the program, and this one waits for it: a lab is removed before the prompt is back.
    ///
    /// @return its exit code
    public static int attended(List<String> command) throws LabException {
        try {
            Process process = builder(command).inheritIO().start();
            Thread farewell = new Thread(() -> end(process));
            Runtime.getRuntime().addShutdownHook(farewell);
            int exitCode = process.waitFor();
            unhook(farewell);
            return exitCode;
        } catch (IOException e) {
            throw new LabException(
                    "can't run " + command.getFirst() + ": " + e.getMessage(), "", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted", "", e);
        }
    }

    /// Whether somebody sits before this program.
    // In JDK 22 to 24 a console was always there; since then it is null again without a terminal.
    @SuppressWarnings("SystemConsoleNull")
    public static boolean isAtTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    private static void end(Process process) {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Tells them to end, and waits for it; kills those that take longer.
    ///
    /// @return the killed ones
    public static List<ProcessHandle> end(Collection<ProcessHandle> processes, Duration patience)
            throws LabException {
        processes.forEach(ProcessHandle::destroy);
        long limit = System.nanoTime() + patience.toNanos();
        List<ProcessHandle> left = running(processes);
        while (!left.isEmpty() && System.nanoTime() < limit) {
            pause();
            left = running(left);
        }
        left.forEach(ProcessHandle::destroyForcibly);
        return left;
    }

    private static List<ProcessHandle> running(Collection<ProcessHandle> processes) {
        return processes.stream().filter(Processes::isRunning).toList();
    }

    /// Java takes a process for alive that has ended while its parent has not noticed, and the
    /// parent of what an earlier command has started is whoever adopts orphans here. Without
    /// namespaces it has ended.
    static boolean isRunning(ProcessHandle process) {
        return Files.exists(Path.of("/proc/" + process.pid() + "/ns/net"));
    }

    public static void pause() throws LabException {
        try {
            Thread.sleep(GLANCE_MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted", "", e);
        }
    }

    public static void unhook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // the end has begun already
        }
    }

    /// This very program with other arguments.
    public static List<String> thisProgram(List<String> args) throws LabException {
        String launcher = System.getProperty(LAUNCHER);
        if (launcher == null) {
            throw new LabException(
                    "a lab like this needs to start this program again, and it does not know how",
                    "start it with its launcher");
        }
        return concat(List.of(launcher), args);
    }

    public static List<String> concat(List<String> head, List<String> tail) {
        return Stream.concat(head.stream(), tail.stream()).toList();
    }

    /// What a lab needs is in /usr/sbin, which is not in the path of every user.
    public static ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().merge("PATH", "/usr/sbin:/sbin", (path, more) -> path + ":" + more);
        return builder;
    }

    private static List<String> lines(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).limit(5).toList();
    }

    private static String text(InputStream in) throws IOException {
        try (in) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
