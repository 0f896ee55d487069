package io.vxplan.cli.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// Hosts of a segment as whole machines: a real systemd, processes and a disk of their own, no
/// Java, and an SSH server. They are made of namespaces (`machine.sh`).
final class Machines implements AutoCloseable {
    private static final String PREFIX = "vxplan-test" + ProcessHandle.current().pid() + "-";
    private static final int BOOT_SECONDS = 60;

    private final Path folder;
    private final Path script;
    private final Map<Integer, Process> machines = new TreeMap<>();
    private final List<Path> disks = new ArrayList<>();

    /// @param folder empty, for keys, logs and disks
    Machines(Path folder) throws IOException {
        this.folder = folder;
        this.script = folder.resolve("machine.sh");
        try (InputStream in = Machines.class.getResourceAsStream("machine.sh")) {
            Files.copy(Objects.requireNonNull(in), script);
        }
        Shell.run("ssh-keygen -q -t ed25519 -N '' -C vxplan-test -f '%s/client'".formatted(folder));
    }

    /// Boots a host of the segment. What it writes is in memory.
    void boot(int number) throws IOException {
        if (Files.notExists(disk(number))) {
            makeDisk(number);
        }
        start(number);
    }

    private void makeDisk(int number) {
        Shell.run(
                """
                mkdir '%1$s'
                mount -t tmpfs -o mode=755 vxplan-test '%1$s'
                mkdir '%1$s/ssh'
                cd '%1$s/ssh'
                ssh-keygen -q -t ed25519 -N '' -C test -f host
                cp ../../client.pub .
                printf '%2$s ' >>../../known_hosts
                cut -d' ' -f1,2 host.pub >>../../known_hosts
                cat >config <<'END'
                HostKey /etc/test-ssh/host
                AuthorizedKeysFile /etc/test-ssh/client.pub
                PidFile none
                UsePAM no
                StrictModes no
                PasswordAuthentication no
                KbdInteractiveAuthentication no
                PermitRootLogin prohibit-password
                END
                """
                        .formatted(disk(number), Segment.address(number)));
        disks.add(disk(number));
    }

    private void start(int number) throws IOException {
        Shell.run("mkdir '%s'".formatted(controlGroup(number)));
        String start =
                "echo $$ >'%s/cgroup.procs'; exec ip netns exec %s unshare --mount --pid --ipc --uts --cgroup --fork --kill-child bash '%s' '%s' h%d"
                        .formatted(
                                controlGroup(number),
                                Segment.host(number),
                                script,
                                disk(number),
                                number);
        ProcessBuilder builder =
                new ProcessBuilder("sh", "-euc", start)
                        .redirectErrorStream(true)
                        .redirectOutput(log(number).toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        machines.put(number, builder.start());
    }

    /// As without power: what was not written is lost.
    void end(int number) {
        machine(number).destroyForcibly();
        machines.remove(number);
        Shell.run(
                """
                until ! grep -q . '%1$s/cgroup.procs' && find '%1$s' -depth -type d -exec rmdir {} + 2>/dev/null
                do sleep 0.05; done
                """
                        .formatted(controlGroup(number)));
    }

    void awaitSsh(int number) throws IOException {
        long limit = System.nanoTime() + BOOT_SECONDS * 1_000_000_000L;
        String listens = "ip netns exec %s ss -Hltn 'sport = :22'".formatted(Segment.host(number));
        Shell.await(() -> {
            boolean inTime = System.nanoTime() < limit && machine(number).isAlive();
            assertThat(inTime).as(() -> logged(number)).isTrue();
            return !Shell.run(listens).isEmpty();
        });
    }

    /// How vxplan gets there: variables of Ansible's inventory.
    String variables() {
        return """
        ansible_user: root
        ansible_private_key_file: %1$s/client
        vxplan_known_hosts: %1$s/known_hosts
        vxplan_socket_netns: %2$s
        """
                .formatted(folder, Segment.servers());
    }

    /// Runs a script there as root, which must succeed, and returns what it printed.
    String on(int number, String command) throws IOException {
        Path file = Files.writeString(folder.resolve("h" + number + ".sh"), command);
        return Shell.run(
                "nsenter --target %d --mount --pid --ipc --uts --net --cgroup sh -eu <'%s'"
                        .formatted(systemd(number), file));
    }

    private long systemd(int number) {
        return machine(number)
                .children()
                .findFirst()
                .orElseThrow(() -> new AssertionError(logged(number)))
                .pid();
    }

    /// All files that differ from the machine's that it was made of, but what systemd keeps for
    /// itself.
    List<String> files(int number) {
        String found =
                Shell.run(
                        """
                        cd '%s/upper'
                        find . \\( -path './var/log/*' -o -path './var/lib/systemd/*' -o -path './var/cache/*' -o -path './var/tmp/systemd-private-*' -o -path ./var/lib/private \\) -prune -o -print |
                            sort | while read -r path; do
                                if [ -d "$path" ] && [ -d "/$path" ]; then continue; fi
                                stat -c '%%n %%F' "$path"
                            done
                        """
                                .formatted(disk(number)));
        return found.lines().toList();
    }

    private Process machine(int number) {
        return Objects.requireNonNull(machines.get(number));
    }

    private Path disk(int number) {
        return folder.resolve("h" + number);
    }

    private Path log(int number) {
        return folder.resolve("h" + number + ".log");
    }

    private String logged(int number) {
        try {
            return "machine " + number + ":\n" + Files.readString(log(number));
        } catch (IOException e) {
            return e.toString();
        }
    }

    /// systemd wants a control group of its own, of version 2.
    private static String controlGroup(int number) {
        String top = Shell.run("awk '$3 == \"cgroup2\" { print $2; exit }' /proc/mounts").strip();
        assertThat(top).as("where control groups of version 2 are mounted").isNotEmpty();
        return top + "/" + PREFIX + number;
    }

    @Override
    public void close() throws IOException {
        machines.values().forEach(Process::destroyForcibly);
        List.copyOf(machines.keySet()).forEach(this::end);
        disks.forEach(disk -> Shell.run("umount -l '%s'".formatted(disk)));
    }
}
