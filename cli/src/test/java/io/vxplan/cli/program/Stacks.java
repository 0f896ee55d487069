package io.vxplan.cli.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.cli.program.Program.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// Both daemons on hosts of a segment. Stack 1 is on host 1, has 192.168.100.1 in the overlay, and
/// so on. Discovery runs without any privilege, the router with one.
final class Stacks implements AutoCloseable {
    private static final List<String> DISCOVERY = user(65534, "-all");
    private static final List<String> ROUTER = user(65533, "-all,+net_admin");

    private final Program program;
    private final Path folder;
    private final String settings;
    private final Map<Integer, Running> discoveries = new TreeMap<>();
    private final Map<Integer, Running> routers = new TreeMap<>();

    /// @param settings how they find each other: lines under `discovery:`
    Stacks(Program program, Path folder, String settings) {
        this.program = program;
        this.folder = folder;
        this.settings = settings;
    }

    private static List<String> user(int id, String capabilities) {
        return List.of(
                "setpriv",
                "--reuid=" + id,
                "--regid=" + id,
                "--clear-groups",
                "--no-new-privs",
                "--inh-caps=" + capabilities,
                "--ambient-caps=" + capabilities,
                "--bounding-set=" + capabilities);
    }

    /// Runs a script as discovery's user, where discovery runs, with nothing but what that may do.
    String asDiscovery(int number, String script) throws IOException {
        Path file = Files.writeString(own(number, "script"), script);
        return Shell.run(
                "%s %s sh '%s' 2>&1"
                        .formatted(
                                String.join(" ", inNamespace(number)),
                                String.join(" ", DISCOVERY),
                                file));
    }

    /// @param listed the stacks that this one's `routing.yaml` lists
    void start(int number, List<Integer> listed) throws IOException {
        prepare(number, listed);
        startDiscovery(number);
        startRouter(number);
    }

    /// What people and systemd would make.
    private void prepare(int number, List<Integer> listed) throws IOException {
        Path own = Files.createDirectory(folder.resolve("stack" + number));
        Shell.run(
                """
                cd '%s'
                mkdir disk run
                chown 65533 run
                mount -t tmpfs -o size=32m,uid=65534,gid=65534,mode=755 vxplan-test disk
                mkdir disk/state
                chown 65534:65534 disk/state
                """
                        .formatted(own));
        Files.writeString(own.resolve("discovery.yaml"), discoveryYaml(number));
        Files.writeString(own.resolve("routing.yaml"), routingYaml(number, listed));
    }

    void startDiscovery(int number) throws IOException {
        List<String> before = new ArrayList<>(inNamespace(number));
        before.addAll(DISCOVERY);
        discoveries.put(
                number,
                program.start(
                        before,
                        "discovery",
                        "run",
                        "--config",
                        own(number, "discovery.yaml").toString(),
                        "--state-dir",
                        state(number).toString()));
    }

    void startRouter(int number) throws IOException {
        List<String> before = new ArrayList<>(inNamespace(number));
        before.addAll(ROUTER);
        before.addAll(List.of("env", "HOLD_DOWN=1"));
        routers.put(
                number,
                program.start(
                        before,
                        "router",
                        "run",
                        "--config",
                        own(number, "routing.yaml").toString(),
                        "--state-dir",
                        state(number).toString(),
                        "--run-dir",
                        own(number, "run").toString()));
    }

    private static List<String> inNamespace(int number) {
        return List.of("ip", "netns", "exec", Segment.host(number));
    }

    private Path own(int number, String name) {
        return folder.resolve("stack" + number).resolve(name);
    }

    /// A disk of 32 MiB of its own.
    Path disk(int number) {
        return own(number, "disk");
    }

    /// Where discovery writes.
    Path state(int number) {
        return disk(number).resolve("state");
    }

    private String discoveryYaml(int number) {
        return """
        stacks:
          - stack_id: stack-%1$d
            vni: 1000
            vxlan_ip: 192.168.100.%1$d
            networks: [172.20.%1$d.0/24]
        discovery:
          announce_interval: 1s
          peer_timeout: 3s
        """
                        .formatted(number)
                + settings;
    }

    private static String routingYaml(int number, List<Integer> listed) {
        StringBuilder text =
                new StringBuilder(
                        """
                        version: 1
                        stack_id: stack-%1$d
                        vni: 1000
                        vxlan_subnet: 192.168.100.0/24
                        local_vxlan_ip: 192.168.100.%1$d
                        networks:
                          - { name: stack, subnet: 172.20.%1$d.0/24, gateway: 172.20.%1$d.1 }
                        remote_stacks:
                        """
                                .formatted(number));
        for (int other : listed) {
            if (other != number) {
                text.append(
                        "  - { stack_id: stack-%1$d, vxlan_gateway: 192.168.100.%1$d, networks: [{ subnet: 172.20.%1$d.0/24 }] }\n"
                                .formatted(other));
            }
        }
        return listed.isEmpty() ? text.toString().replace("remote_stacks:\n", "") : text.toString();
    }

    Running discovery(int number) {
        return Objects.requireNonNull(discoveries.get(number));
    }

    Running router(int number) {
        return Objects.requireNonNull(routers.get(number));
    }

    /// Waits until a workload hears the answer of another.
    void awaitPing(int from, int to) throws IOException {
        await(() -> Segment.answers(from, to));
    }

    /// Waits until a host sends nothing to another any more.
    void awaitForgotten(int by, int gone) throws IOException {
        await(() -> !knows(by, gone));
    }

    boolean knows(int by, int other) {
        String overlay = Segment.overlay(by);
        return overlay.contains("00:00:00:00:00:00 dst %s ".formatted(Segment.address(other)))
                || overlay.contains("via 192.168.100.%d ".formatted(other));
    }

    /// Waits until what it finds its peers by is back.
    void awaitHearing(int number) throws IOException {
        await(() -> {
            String events = Files.readString(state(number).resolve("events.log"));
            return events.lastIndexOf("\"hearing\"") > events.lastIndexOf("\"deaf\"");
        });
    }

    void awaitOutput(Running daemon, String text) throws IOException {
        await(() -> Files.readString(daemon.output()).contains(text));
    }

    void await(Shell.Condition condition) throws IOException {
        long limit = System.nanoTime() + 60_000_000_000L;
        Shell.await(() -> {
            assertThat(System.nanoTime()).as(this::logs).isLessThan(limit);
            return condition.holds();
        });
    }

    private String logs() {
        StringBuilder logs = new StringBuilder("it took too long:\n");
        List.of(discoveries, routers)
                .forEach(daemons ->
                        daemons.forEach((number, daemon) -> logs.append(log(number, daemon))));
        return logs.toString();
    }

    private static String log(int number, Running daemon) {
        try {
            return "stack " + number + ":\n" + Files.readString(daemon.output());
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Override
    public void close() throws IOException {
        for (Map<Integer, Running> daemons : List.of(discoveries, routers)) {
            for (Running daemon : daemons.values()) {
                daemon.close();
            }
        }
        for (int number : discoveries.keySet()) {
            Shell.run("umount -l '%s'".formatted(disk(number)));
        }
    }
}
