package io.vxplan.cli.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.cli.program.Program.Result;
import io.vxplan.cli.program.Program.User;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// `apply` puts both daemons on machines with a real systemd and without Java, over SSH; `destroy`
/// leaves nothing of them. Needs root and systemd.
class ServicesIT extends OnSegment {
    private static final String KEY = "0123456789 a secret";
    private static final String DISCOVERY = "vxplan-discovery-demo-prod.service";
    private static final String ROUTER = "vxplan-router-demo-prod.service";
    private static final int HOSTS = 2;

    @Test
    void fromNothingToNothing() throws Exception {
        segment.addServer(1);
        try (Machines machines = new Machines(Files.createDirectory(folder.resolve("machines")))) {
            for (int number = 1; number <= HOSTS; number++) {
                segment.addHost(number);
                machines.boot(number);
            }
            for (int number = 1; number <= HOSTS; number++) {
                machines.awaitSsh(number);
            }
            Path inventory = inventory(machines, "1s");
            List<List<String>> before = traces(machines);

            Result applied = run("apply", inventory, "--yes");
            assertThat(applied.output())
                    .endsWith("Applied: 2 hosts changed, and found as planned.\n")
                    .doesNotContain(KEY);
            assertThat(applied.exitCode()).isZero();
            nothingToDo(inventory);
            whatRuns(machines);
            Shell.await(() -> answers(1, 2) && answers(2, 1));

            Ping ping = new Ping(1, 2);
            anotherSettingRestartsDiscoveryAlone(machines);
            killed(machines, ROUTER);
            killed(machines, DISCOVERY);
            stoppedIsDrift(machines, inventory);
            assertThat(ping.end()).contains(" 0% packet loss");

            Result destroyed = run("destroy", inventory, "--yes");
            assertThat(destroyed.exitCode()).as(destroyed.output()).isZero();
            assertThat(traces(machines)).isEqualTo(before);
        }
    }

    private Result run(String command, Path inventory, String... more) throws IOException {
        List<String> words = new ArrayList<>(List.of(command, inventory.toString()));
        words.addAll(List.of(more));
        return program.run(User.ROOT, words.toArray(String[]::new));
    }

    private void nothingToDo(Path inventory) throws IOException {
        Result plan = run("plan", inventory, "--detailed-exitcode");
        assertThat(plan.output()).isEqualTo("No changes: every host is as the topology says.\n");
        assertThat(plan.exitCode()).isZero();
    }

    private Path inventory(Machines machines, String interval) throws IOException {
        StringBuilder hosts = new StringBuilder("all:\n  vars:\n");
        machines.variables().lines().forEach(line -> hosts.append("    " + line + "\n"));
        hosts.append("  hosts:\n");
        StringBuilder networks = new StringBuilder();
        for (int number = 1; number <= HOSTS; number++) {
            hosts.append(
                    "    h%d: { ansible_host: %s }\n".formatted(number, Segment.address(number)));
            networks.append(
                    "      172.20.%1$d.0/24: { behind: h%1$d, device: stack }\n".formatted(number));
        }
        Files.writeString(folder.resolve("key"), KEY + "\n");
        Files.writeString(
                folder.resolve("topology.yaml"),
                """
                version: 1
                name: demo
                overlays:
                  blue:
                    vni: 1000
                    subnets: [192.168.100.0/24]
                    membership: { discovered: prod }
                    networks:
                """
                        + networks
                        + "discovery:\n  prod: { announce_interval: %s, peer_timeout: 5s, key_file: key }\n"
                                .formatted(interval));
        return Files.writeString(folder.resolve("inventory.yaml"), hosts);
    }

    /// What there is of a machine that can be changed: its files, units, network.
    private static List<List<String>> traces(Machines machines) throws IOException {
        List<List<String>> traces = new ArrayList<>();
        for (int number = 1; number <= HOSTS; number++) {
            traces.add(machines.files(number));
            traces.add(
                    machines.on(
                                    number,
                                    """
                                    find /run -name '*vxplan*'
                                    find /var/lib/private 2>/dev/null | sed 1d
                                    systemctl --plain --no-legend list-units --all 'vxplan*'
                                    systemctl --no-legend list-unit-files 'vxplan*' || :
                                    ip -br link
                                    ip -br addr show scope global
                                    ip route
                                    """)
                            .lines()
                            .toList());
        }
        return traces;
    }

    /// From the runtime that was brought, each as a user of its own, and never as root.
    private static void whatRuns(Machines machines) throws IOException {
        assertThat(machines.on(1, "command -v java || echo none")).isEqualTo("none\n");
        for (String unit : List.of(DISCOVERY, ROUTER)) {
            String process = "/proc/" + process(machines, unit);
            assertThat(machines.on(1, "readlink " + process + "/exe"))
                    .matches("/opt/vxplan/runtime/[0-9a-f]{64}/runtime/bin/java\n");
            assertThat(machines.on(1, "stat -c %U " + process))
                    .isEqualTo(unit.replace(".service", "\n"));
        }
        assertThat(machines.on(1, "stat -c '%a %U' /etc/vxplan/demo/prod/discovery.env"))
                .isEqualTo("600 root\n");
    }

    private static String process(Machines machines, String unit) throws IOException {
        return machines.on(1, "systemctl show --value -p MainPID " + unit).strip();
    }

    private static boolean answers(int from, int to) {
        return Shell.run(
                        "ip netns exec %s ping -c1 -W1 %s >/dev/null 2>&1 && echo yes || :"
                                .formatted(Segment.workload(from), Segment.workloadAddress(to)))
                .equals("yes\n");
    }

    private void anotherSettingRestartsDiscoveryAlone(Machines machines) throws IOException {
        String discovery = process(machines, DISCOVERY);
        String router = process(machines, ROUTER);

        Path inventory = inventory(machines, "2s");
        Path plan = folder.resolve("plan.json");
        Result planned = run("plan", inventory, "--out", plan.toString());
        assertThat(planned.output())
                .contains(
                        "\n        -    announce_interval: 1s\n        +    announce_interval: 2s\n")
                .doesNotContain("unit " + ROUTER);
        Result applied = run("apply", plan);
        assertThat(applied.exitCode()).as(applied.output()).isZero();

        assertThat(process(machines, DISCOVERY)).isNotEqualTo(discovery);
        assertThat(process(machines, ROUTER)).isEqualTo(router);
        nothingToDo(inventory);
    }

    private static void killed(Machines machines, String unit) throws IOException {
        String process = process(machines, unit);
        machines.on(1, "kill -9 " + process);
        Shell.await(() -> {
            String state = machines.on(1, "systemctl is-active %s || :".formatted(unit));
            return state.equals("active\n") && !process(machines, unit).equals(process);
        });
    }

    private void stoppedIsDrift(Machines machines, Path inventory) throws IOException {
        machines.on(1, "systemctl disable --now " + ROUTER);

        assertThat(run("drift", inventory).exitCode()).isEqualTo(2);
        assertThat(run("apply", inventory, "--yes", "--limit", "h1").exitCode()).isZero();
        nothingToDo(inventory);
    }
}
