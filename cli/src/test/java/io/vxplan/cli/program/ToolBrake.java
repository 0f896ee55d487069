package io.vxplan.cli.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.cli.program.Program.Running;
import io.vxplan.cli.program.Program.User;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Holds what runs on the hosts: the place of `ip`, `bridge` and `nft` is taken by scripts that let
/// so many commands through, and then stand still.
///
/// Each server of a lab has a mount namespace of its own, so nobody else meets them.
final class ToolBrake implements Brake {
    private static final int NO_LIMIT = 1_000_000;

    /// Reading goes on; what changes something comes as a batch. What `nft` reads is one
    /// transaction, and so one command. Where it stands, it tells the processes that carry the
    /// batch out: the script's shell, and itself.
    private static final String STAND_IN =
            """
            #!/bin/sh
            case "$*" in
                '-batch -')
                    count() { wc -l; }
                    first() { head -n "$left"; }
                    rest() { tail -n "+$((left + 1))"; }
                    ;;
                '-f -')
                    count() { cat >/dev/null; echo 1; }
                    first() { [ "$left" = 0 ] || cat; }
                    rest() { [ "$left" != 0 ] || cat; }
                    ;;
                *) exec 'TOOL' "$@" ;;
            esac
            cd 'FOLDER' || exit
            batch=$(cat)
            left=$(cat left)
            printf '%s\\n' "$batch" | first | 'TOOL' "$@" || exit
            count=$(printf '%s\\n' "$batch" | count)
            echo $((left - count)) >left
            [ "$count" -ge "$left" ] || exit 0
            echo "$PPID $$" >standing.new
            mv standing.new standing
            while [ -e standing ]; do sleep 0.01; done
            printf '%s\\n' "$batch" | rest | 'TOOL' "$@"
            """;

    private final Program program;
    private final String inventory;
    private final List<Path> hosts = new ArrayList<>();
    private List<Integer> rehearsed = List.of();

    /// @param namespaces of the hosts
    /// @param folder for the stand-ins
    ToolBrake(Program program, Path inventory, Collection<Path> namespaces, Path folder)
            throws IOException {
        this.program = program;
        this.inventory = inventory.toString();
        for (Path namespace : namespaces) {
            Path host = Files.createDirectory(folder.resolve(namespace.getFileName()));
            putInPlace("ip", namespace, host);
            putInPlace("bridge", namespace, host);
            putInPlace("nft", namespace, host);
            hosts.add(host);
        }
    }

    private static void putInPlace(String tool, Path namespace, Path host) throws IOException {
        Path place = Path.of(Shell.run("readlink -f \"$(command -v " + tool + ")\"").strip());
        Path original = Files.copy(place, host.resolve(tool + ".original"));
        Path standIn =
                Files.writeString(
                        host.resolve(tool),
                        STAND_IN.replace("TOOL", original.toString())
                                .replace("FOLDER", host.toString()));
        Shell.run("chmod +x '%s' '%s'".formatted(original, standIn));
        Shell.run(
                "for pid in $(ip netns pids %s); do nsenter --mount=/proc/$pid/ns/mnt mount --bind '%s' '%s'; done"
                        .formatted(namespace.getFileName(), standIn, place));
    }

    /// A step is a command.
    @Override
    public void rehearse() throws IOException {
        limit(NO_LIMIT);
        assertThat(program.run(User.ROOT, "apply", "--yes", inventory).exitCode()).isZero();
        List<Integer> commands = new ArrayList<>();
        for (Path host : hosts) {
            commands.add(NO_LIMIT - Integer.parseInt(Files.readString(left(host)).strip()));
        }
        rehearsed = List.copyOf(commands);
    }

    /// Lets so many commands through on each host, from now on.
    void limit(int commands) throws IOException {
        for (Path host : hosts) {
            Files.writeString(left(host), commands + "\n");
        }
    }

    private static Path left(Path host) {
        return host.resolve("left");
    }

    private static Path standing(Path host) {
        return host.resolve("standing");
    }

    @Override
    public int steps() {
        return rehearsed.stream().mapToInt(Integer::intValue).max().orElseThrow() + 1;
    }

    /// Commands of the host that takes the fewest.
    int fewest() {
        return rehearsed.stream().mapToInt(Integer::intValue).min().orElseThrow();
    }

    /// What runs on the hosts dies with the program, so that nothing goes beyond the step.
    @Override
    public void killAt(int step) throws IOException {
        killProgramAt(step);
        killWhatStands();
    }

    /// The scripts on the hosts end at the step.
    void killWhatStands() throws IOException {
        for (Path host : standing()) {
            Shell.run("kill -9 " + Files.readString(standing(host)));
            Files.delete(standing(host));
        }
        limit(NO_LIMIT);
    }

    /// What runs on the hosts stands there until it is told to [#goOn].
    void killProgramAt(int step) throws IOException {
        try (Running running = startUpTo(step)) {
            Shell.kill(running);
        }
    }

    /// Applies, until every host that comes to this step stands there. Hosts that never come to it
    /// are done by then.
    Running startUpTo(int step, String... options) throws IOException {
        limit(step);
        List<String> words = new ArrayList<>(List.of("apply", "--yes", inventory));
        words.addAll(List.of(options));
        Running running = program.start(User.ROOT, words.toArray(String[]::new));
        try {
            Shell.await(running, () -> hasCome(step));
            return running;
        } catch (AssertionError e) {
            running.close();
            throw e;
        }
    }

    private boolean hasCome(int step) throws IOException {
        for (int i = 0; i < hosts.size(); i++) {
            Path host = hosts.get(i);
            int commands = rehearsed.get(i);
            boolean come =
                    commands >= step
                            ? Files.exists(standing(host))
                            : Files.readString(left(host)).strip().equals("" + (step - commands));
            if (!come) {
                return false;
            }
        }
        return true;
    }

    private List<Path> standing() {
        return hosts.stream().filter(host -> Files.exists(standing(host))).toList();
    }

    /// Whether a host has come to its limit.
    boolean isStanding() {
        return !standing().isEmpty();
    }

    /// Whether somebody waits for a lock on every host where something stands.
    boolean isWaitedFor() {
        return standing().stream().allMatch(ToolBrake::isWaitedFor);
    }

    /// Whether somebody waits for a lock on one of the hosts.
    boolean isWaitedForSomewhere() {
        return hosts.stream().anyMatch(ToolBrake::isWaitedFor);
    }

    private static boolean isWaitedFor(Path host) {
        return Shell.run(
                        "for pid in $(ip netns pids %s); do cat /proc/$pid/comm || :; done"
                                .formatted(host.getFileName()))
                .lines()
                .anyMatch("flock"::equals);
    }

    void goOn() throws IOException {
        limit(NO_LIMIT);
        for (Path host : standing()) {
            Files.delete(standing(host));
        }
    }
}
