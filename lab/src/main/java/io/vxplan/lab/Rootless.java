package io.vxplan.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Labs of users without root: the program starts itself again in user, network and mount
/// namespaces of its own, where it is root. (A process with threads, as a JVM is, can't enter a
/// user namespace itself.) A tmpfs over /run is where `ip netns` and the lab keep their files.
public final class Rootless {
    /// The launcher of this program.
    private static final String LAUNCHER = "vxplan.launcher";

    /// The folder for what is to be remembered; XDG_STATE_HOME unless set.
    private static final String STATE = "vxplan.state";

    private static final String PREPARE =
            "mount -t tmpfs -o mode=755 tmpfs /run && mkdir -p /run/netns && ";

    private Rootless() {}

    /// Whether this process lacks what a lab needs.
    public static boolean needed() throws LabException {
        return !Processes.run("", "id", "-u").output().strip().equals("0");
    }

    /// Whether the inventory is that of a lab that only [#inHolder] can see.
    public static boolean isInHolder(Path inventory) throws LabException {
        return inventory.toAbsolutePath().normalize().startsWith(LabFolder.LABS) && needed();
    }

    /// Runs the program with these arguments in fresh namespaces, which end with it: for `lab run`.
    ///
    /// @return its exit code
    public static int inFresh(List<String> args) throws LabException {
        requireUserNamespaces();
        return Processes.attended(
                concat(
                        List.of("unshare", "-Urnm", "sh", "-c", PREPARE + "exec \"$0\" \"$@\""),
                        program(args)));
    }

    /// Runs the program with these arguments in namespaces that stay, one set of them for each
    /// user: for labs that are to outlive a command. The first use makes them.
    ///
    /// @return its exit code
    public static int inHolder(List<String> args) throws LabException {
        long holder = holder();
        List<String> here =
                List.of("sh", "-c", "cd \"$0\" && exec \"$@\"", System.getProperty("user.dir"));
        int exitCode = Processes.attended(concat(concat(enter(holder), here), program(args)));
        if (isIdle(holder)) {
            ProcessHandle.of(holder).ifPresent(ProcessHandle::destroy);
        }
        return exitCode;
    }

    /// Entering a mount namespace leads to its root folder, wherever one was.
    private static List<String> enter(long holder) {
        return List.of(
                "nsenter",
                "--preserve-credentials",
                "--user",
                "--net",
                "--mount",
                "--target",
                Long.toString(holder));
    }

    private static List<String> program(List<String> args) throws LabException {
        String launcher = System.getProperty(LAUNCHER);
        if (launcher == null) {
            throw new LabException(
                    "without root a lab needs to start this program again, and it does not know how",
                    "start it with its launcher, or be root");
        }
        return concat(List.of(launcher), args);
    }

    private static List<String> concat(List<String> head, List<String> tail) {
        return Stream.concat(head.stream(), tail.stream()).toList();
    }

    private static void requireUserNamespaces() throws LabException {
        Processes.Result result = Processes.run("", "unshare", "-Urnm", "true");
        if (result.exitCode() != 0) {
            throw new LabException(
                    "this machine gives you no user namespace: " + result.errors().strip(),
                    "be root, or let it: sysctl kernel.apparmor_restrict_unprivileged_userns=0 (Ubuntu),"
                            + " kernel.unprivileged_userns_clone=1 (older Debian)");
        }
    }

    /// The process that keeps the namespaces alive.
    private static long holder() throws LabException {
        Path file = holderFile();
        Optional<Long> running = running(file);
        return running.isPresent() ? running.get() : start(file);
    }

    /// A number alone could be another process's by now: its start is recorded beside it.
    private static Optional<Long> running(Path file) {
        try {
            String[] words = Files.readString(file).strip().split(" ", 2);
            return ProcessHandle.of(Long.parseLong(words[0]))
                    .filter(process -> started(process).equals(words[1]))
                    .map(ProcessHandle::pid);
        } catch (IOException | RuntimeException _) {
            return Optional.empty();
        }
    }

    private static String started(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toString).orElse("");
    }

    private static long start(Path file) throws LabException {
        requireUserNamespaces();
        try {
            Process process =
                    Processes.builder(
                                    List.of(
                                            "setsid",
                                            "unshare",
                                            "-Urnm",
                                            "sh",
                                            "-c",
                                            PREPARE + "echo ready && exec sleep infinity"))
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            String word = process.inputReader().readLine();
            if (!"ready".equals(word)) {
                throw new LabException(
                        "can't prepare the namespaces of your labs", "use `lab run` or be root");
            }
            Files.createDirectories(Path.of(String.valueOf(file.getParent())));
            Files.writeString(file, process.pid() + " " + started(process.toHandle()) + "\n");
            return process.pid();
        } catch (IOException e) {
            throw new LabException(
                    "can't remember where your labs are: " + e,
                    "set XDG_STATE_HOME to a folder of yours",
                    e);
        }
    }

    private static boolean isIdle(long holder) throws LabException {
        Processes.Result result =
                Processes.run(
                        "",
                        concat(enter(holder), List.of("ls", "/run/netns")).toArray(String[]::new));
        return result.exitCode() == 0 && result.output().isBlank();
    }

    private static Path holderFile() {
        String home = System.getenv("XDG_STATE_HOME");
        Path usual =
                home == null
                        ? Path.of(System.getProperty("user.home"), ".local", "state")
                        : Path.of(home);
        return Path.of(System.getProperty(STATE, usual.toString()), "vxplan", "lab-holder");
    }
}
