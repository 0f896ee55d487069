package io.vxplan.cli.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.cli.program.Program.Running;
import io.vxplan.cli.program.Program.User;
import io.vxplan.inventory.Project;
import io.vxplan.inventory.part.HostOverlays;
import io.vxplan.inventory.part.HostPart;
import io.vxplan.model.HostName;
import io.vxplan.plan.compile.Compilation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/// `apply` makes the devices of overlays whose members are discovered, and both daemons of each
/// host do the rest, from what is written for that host alone. Needs root.
@ResourceLock(Segment.LOCK)
class TopologyDaemonsIT {
    private static final String TOPOLOGY =
            """
            version: 1
            name: demo
            overlays:
              blue:
                vni: 1000
                firewall: peers
                subnets: [192.168.100.0/24]
                membership: { discovered: lan }
                networks:
                  172.20.1.0/24: { behind: h1 }
                  172.20.2.0/24: { behind: h2 }
              red:
                vni: 1001
                flooding: static
                subnets: [192.168.101.0/24]
                membership: { discovered: lan }
            discovery:
              lan: { announce_interval: 1s, peer_timeout: 3s }
            """;

    @TempDir private Path folder;
    private Program program;
    private Segment segment;
    private final List<Running> daemons = new ArrayList<>();

    @BeforeEach
    void twoHosts() throws IOException {
        program = new Program(Files.createDirectory(folder.resolve("program")));
        segment = new Segment();
        StringBuilder inventory =
                new StringBuilder(
                        "all:\n  vars: { ansible_connection: netns, vxplan_services: none }\n  hosts:\n");
        for (int number : List.of(1, 2)) {
            segment.addHost(number);
            inventory.append(
                    "    h%d: { ansible_host: %s, vxplan_netns: %s }\n"
                            .formatted(number, Segment.address(number), Segment.host(number)));
        }
        Files.writeString(folder.resolve("inventory.yaml"), inventory.toString());
        Files.writeString(folder.resolve("topology.yaml"), TOPOLOGY);
    }

    @AfterEach
    void end() throws IOException {
        for (Running daemon : daemons) {
            daemon.close();
        }
        segment.close();
        assertThat(Segment.left()).isEmpty();
    }

    private String vxplan(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(words));
        command.add(folder.resolve("inventory.yaml").toString());
        Program.Result result = program.run(User.ROOT, command.toArray(String[]::new));
        assertThat(result.exitCode()).as(result.output()).isZero();
        return result.output();
    }

    /// From the files that are put on the host: nothing of the other one is in them.
    private void startDaemons(int number) throws IOException {
        Project project =
                Project.load(folder.resolve("inventory.yaml"), Optional.empty())
                        .value()
                        .orElseThrow();
        Compilation compiled = Compilation.of(project.topology(), project.locked());
        HostName host = new HostName("h" + number);
        HostPart part =
                HostPart.of(
                        new HostOverlays(compiled.topology(), compiled.allocations(), host, "lan"));
        Path own = Files.createDirectory(folder.resolve("h" + number));
        Files.writeString(own.resolve("inventory.yaml"), part.inventory());
        Files.writeString(own.resolve("topology.yaml"), part.topology());
        assertThat(part.inventory() + part.topology())
                .doesNotContain(Segment.address(3 - number), "h" + (3 - number));
        start(number, "discovery", own);
        start(number, "router", own, "--run-dir", own.resolve("run").toString());
    }

    private void start(int number, String daemon, Path own, String... more) throws IOException {
        List<String> words =
                new ArrayList<>(
                        List.of(
                                daemon,
                                "run",
                                "--inventory",
                                own.resolve("inventory.yaml").toString(),
                                "--host",
                                "h" + number,
                                "--discovery",
                                "lan",
                                "--state-dir",
                                own.resolve("state").toString()));
        words.addAll(List.of(more));
        daemons.add(
                program.start(
                        List.of("ip", "netns", "exec", Segment.host(number)),
                        words.toArray(String[]::new)));
    }

    private void awaitPing(String from, String to) throws IOException {
        String ping =
                "ip netns exec %s ping -c1 -W1 %s >/dev/null 2>&1 && echo yes || :"
                        .formatted(from, to);
        long limit = System.nanoTime() + 60_000_000_000L;
        Shell.await(() -> {
            assertThat(System.nanoTime()).as(this::said).isLessThan(limit);
            return Shell.run(ping).equals("yes\n");
        });
    }

    private String said() {
        StringBuilder said = new StringBuilder("it took too long:\n");
        for (Running daemon : daemons) {
            try {
                said.append(Files.readString(daemon.output())).append("--\n");
            } catch (IOException e) {
                said.append(e);
            }
        }
        return said.toString();
    }

    @Test
    void applyAndBothDaemonsMakeTheOverlaysTogether() throws IOException {
        assertThat(vxplan("apply", "--yes")).doesNotContain("fdb", "route ");
        startDaemons(1);
        startDaemons(2);

        awaitPing(Segment.workload(1), Segment.workloadAddress(2));
        awaitPing(Segment.host(1), "192.168.101.2");
        assertThat(vxplan("plan", "--detailed-exitcode")).contains("No changes");

        Shell.run("ip -n %s link del dev vxlan1000".formatted(Segment.host(1)));
        Shell.run("ip -n %s link del dev vxlan1001".formatted(Segment.host(1)));
        awaitPing(Segment.workload(1), Segment.workloadAddress(2));
        awaitPing(Segment.host(1), "192.168.101.2");
        assertThat(vxplan("plan", "--detailed-exitcode")).contains("No changes");
        vxplan("verify");
        assertThat(vxplan("doctor")).contains("2 hosts: 0 errors");
    }
}
