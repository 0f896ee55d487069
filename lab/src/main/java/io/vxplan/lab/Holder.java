package io.vxplan.lab;

import io.vxplan.model.FileFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The process that keeps the namespaces of a user's labs alive between commands. It does nothing.
///
/// Commands share a lock on it while they run; who starts or ends it has the lock alone. So no
/// command enters namespaces that are about to go, and there are never two of it.
///
/// @param file tells who it is; its lock is beside it
record Holder(Path file) {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /// Runs a program in the namespaces, in the folder of this process. The last that leaves them
    /// without a lab ends them.
    ///
    /// @return its exit code
    int run(List<String> program) throws LabException {
        try (FileChannel lock = openLock()) {
            int exitCode;
            try (Use use = use(lock)) {
                exitCode = Processes.attended(Processes.concat(use.enterHere(), program));
            }
            try (FileLock alone = lock.tryLock()) {
                if (alone != null) {
                    endIfIdle();
                }
            }
            return exitCode;
        } catch (IOException e) {
            throw new LabException(
                    "can't remember where your labs are, in "
                            + file.getParent()
                            + ": "
                            + FileFailure.reason(e),
                    "set XDG_STATE_HOME to a folder of yours",
                    e);
        }
    }

    private FileChannel openLock() throws IOException {
        Files.createDirectories(Path.of(String.valueOf(file.getParent())));
        return FileChannel.open(
                file.resolveSibling(file.getFileName() + ".lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
    }

    private record Use(FileLock lock, ProcessHandle process) implements AutoCloseable {
        /// Entering a mount namespace leads to its root folder, wherever one was.
        List<String> enterHere() {
            return Processes.concat(
                    enter(process),
                    List.of(
                            "sh",
                            "-c",
                            "cd \"$0\" && exec \"$@\"",
                            System.getProperty("user.dir")));
        }

        @Override
        public void close() throws IOException {
            lock.close();
        }
    }

    /// A lock can't be turned from one's own into a shared one: between the two somebody may end
    /// what was started.
    private Use use(FileChannel lock) throws IOException, LabException {
        while (true) {
            FileLock shared = lock.lock(0, Long.MAX_VALUE, true);
            Optional<ProcessHandle> running = running();
            if (running.isPresent()) {
                return new Use(shared, running.get());
            }
            shared.close();
            try (FileLock _ = lock.lock()) {
                if (running().isEmpty()) {
                    start();
                }
            }
        }
    }

    private Optional<ProcessHandle> running() {
        return new PidFile(file).running();
    }

    private void start() throws IOException, LabException {
        Rootless.requireUserNamespaces();
        Process process =
                Processes.builder(
                                List.of(
                                        "setsid",
                                        "unshare",
                                        "-Urnm",
                                        "sh",
                                        "-c",
                                        Rootless.PREPARE + "echo ready && exec sleep infinity"))
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        String word = process.inputReader().readLine();
        if (!"ready".equals(word)) {
            throw new LabException(
                    "can't prepare the namespaces of your labs", "use `lab run` or be root");
        }
        new PidFile(file).write(process.toHandle());
    }

    private static List<String> enter(ProcessHandle process) {
        return List.of(
                "nsenter",
                "--preserve-credentials",
                "--user",
                "--net",
                "--mount",
                "--target",
                Long.toString(process.pid()));
    }

    private void endIfIdle() throws LabException {
        Optional<ProcessHandle> running = running();
        if (running.isPresent() && isIdle(running.get())) {
            end(running.get());
        }
    }

    private static boolean isIdle(ProcessHandle process) throws LabException {
        List<String> command = Processes.concat(enter(process), List.of("ls", "/run/netns"));
        Processes.Result result = Processes.run("", command.toArray(String[]::new));
        return result.exitCode() == 0 && result.output().isBlank();
    }

    /// Waits for its end: the next command would find it, and fail to enter.
    private static void end(ProcessHandle process) throws LabException {
        Processes.end(List.of(process), PATIENCE);
    }
}
