package io.vxplan.cli.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.cli.ExitCode;
import io.vxplan.cli.program.Program.Result;
import io.vxplan.cli.program.Program.Running;
import io.vxplan.cli.program.Program.User;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// `apply` puts both daemons on machines with a real systemd and without Java, over SSH; `destroy`
/// leaves nothing of them. Needs root and systemd.
class ServicesIT extends OnSegment {
    private static final boolean LONG = Boolean.getBoolean("long");
    private static final String DISCOVERY = "vxplan-discovery-demo-prod.service";
    private static final String ROUTER = "vxplan-router-demo-prod.service";
    private static final int HOSTS = 2;

    /// The bit of CAP_NET_ADMIN.
    private static final String NET_ADMIN = "0000000000001000";

    @TempDir private static Path release;

    /// As it is brought to the machines, so it needs to be packed only.
    @BeforeAll
    static void unpack() {
        Distribution.standalone(release.resolve("vxplan"));
    }

    @ParameterizedTest
    @MethodSource("io.vxplan.cli.program.Mode#tested")
    void fromNothingToNothing(Mode mode) throws Exception {
        program = install(release.resolve("vxplan/bin/vxplan"), "program-of-release");
        segment.addServer(1);
        try (Entry entry = Entry.open(mode, segment, folder);
                Machines machines =
                        new Machines(Files.createDirectory(folder.resolve("machines")))) {
            for (int number = 1; number <= HOSTS; number++) {
                segment.addHost(number);
                machines.boot(number);
            }
            for (int number = 1; number <= HOSTS; number++) {
                machines.awaitSsh(number);
                machines.on(number, entry.prepare());
            }
            Path inventory = inventory(machines, entry, "1s");
            List<List<String>> before = traces(machines);

            Result applied = run("apply", inventory, "--yes");
            assertThat(applied.output())
                    .endsWith("Applied: 2 hosts changed, and found as planned.\n")
                    .doesNotContain(entry.secret());
            assertThat(applied.exitCode()).isZero();
            nothingToDo(inventory);
            whatRuns(machines);
            Shell.await(() -> Segment.answers(1, 2) && Segment.answers(2, 1));

            goBackWhereVerifyFails(machines, entry);

            Ping ping = new Ping(1, 2);
            anotherSettingRestartsDiscoveryAlone(machines, entry);
            killed(machines, ROUTER);
            killed(machines, DISCOVERY);
            stoppedIsDrift(machines, inventory);
            if (LONG && mode == Mode.MULTICAST) {
                aRebuildChangesNothing(inventory);
                anUpgradeRestartsWhatRunsTheOldOne(machines, inventory);
            }
            assertThat(ping.end()).contains(" 0% packet loss");

            machines.on(1, "rm /etc/systemd/system/" + ROUTER); // and still it is found
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
        assertThat(plan.output()).endsWith("No changes: every host is as the topology says.\n");
        assertThat(plan.exitCode()).isZero();
    }

    private Path inventory(Machines machines, Entry entry, String interval) throws IOException {
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
        Files.writeString(folder.resolve("key"), entry.secret() + "\n");
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
                        + "discovery:\n  prod:\n    announce_interval: %s\n    peer_timeout: 5s\n"
                                .formatted(interval)
                        + entry.keys().indent(4));
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
        assertThat(capabilities(machines, DISCOVERY)).containsOnly("0000000000000000");
        assertThat(capabilities(machines, ROUTER)).containsOnly(NET_ADMIN);
        assertThat(machines.on(1, "ss -Hantuwp0 | grep pid=" + process(machines, ROUTER)))
                .hasLineCount(1)
                .startsWith("tcp")
                .contains("127.0.0.1]:4792 ");
    }

    private static List<String> capabilities(Machines machines, String unit) throws IOException {
        String status = "/proc/" + process(machines, unit) + "/status";
        return machines.on(1, "sed -n 's/^Cap.*:[[:space:]]*//p' " + status).lines().toList();
    }

    private static String process(Machines machines, String unit) throws IOException {
        return machines.on(1, "systemctl show --value -p MainPID " + unit).strip();
    }

    /// By systemd's timer, with files and services.
    private void goBackWhereVerifyFails(Machines machines, Entry entry) throws IOException {
        List<String> before = contents(machines);
        Path inventory = inventory(machines, entry, "2s");
        machines.on(2, "echo 1 >/proc/sys/net/ipv4/icmp_echo_ignore_all");
        try (Running apply =
                program.start(
                        User.ROOT, "apply", inventory.toString(), "--yes", "--confirm", "5s")) {
            Shell.await(apply, () -> waiting(machines).contains("vxplan-revert-"));
            Result result = apply.await();
            assertThat(result.exitCode()).as(result.output()).isEqualTo(ExitCode.ERROR);
            assertThat(result.output())
                    .contains("Applied: 2 hosts changed, and found as planned.\n")
                    // On a busy machine verify takes longer than that.
                    .containsAnyOf(
                            "not confirmed, because verify failed: h1, h2 go back, each 5s after",
                            "because the time was up before verify was done: h1, h2 have gone back, each 5s after");
        }
        Shell.await(() -> waiting(machines).isEmpty());
        machines.on(2, "echo 0 >/proc/sys/net/ipv4/icmp_echo_ignore_all");

        assertThat(contents(machines)).isEqualTo(before);
        nothingToDo(inventory(machines, entry, "1s"));
    }

    /// What says that a machine may go back by itself, and what is to start that.
    private static String waiting(Machines machines) throws IOException {
        StringBuilder waiting = new StringBuilder();
        for (int number = 1; number <= HOSTS; number++) {
            waiting.append(
                    machines.on(
                            number,
                            "systemctl --plain --no-legend list-units --all 'vxplan-revert*'; find /run -name 'vxplan*.confirm*' ! -name '*.reverted'"));
        }
        return waiting.toString();
    }

    /// Of each machine, all that tells the services what to do.
    private static List<String> contents(Machines machines) throws IOException {
        List<String> contents = new ArrayList<>();
        for (int number = 1; number <= HOSTS; number++) {
            contents.add(
                    machines.on(
                            number,
                            "find /etc/vxplan /etc/systemd/system -name '*vxplan*' -o -path '/etc/vxplan/*' | sort | while read -r file; do [ ! -f \"$file\" ] || cat \"$file\"; done"));
        }
        return contents;
    }

    private void anotherSettingRestartsDiscoveryAlone(Machines machines, Entry entry)
            throws IOException {
        String discovery = process(machines, DISCOVERY);
        String router = process(machines, ROUTER);

        Path inventory = inventory(machines, entry, "2s");
        Path plan = folder.resolve("plan.json");
        Result planned = run("plan", inventory, "--out", plan.toString());
        assertThat(planned.output())
                .contains(
                        "\n        -    announce_interval: 1s\n        +    announce_interval: 2s\n")
                .doesNotContain("unit " + ROUTER);
        Result applied = run("apply", plan, "--confirm", "1h");
        assertThat(applied.exitCode()).as(applied.output()).isZero();
        assertThat(applied.output()).endsWith("Confirmed: 2 of 2 hosts stay as they are.\n");
        assertThat(waiting(machines)).isEmpty();

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

    /// Of another time, and packed anew.
    private void aRebuildChangesNothing(Path inventory) throws IOException {
        Path home = folder.resolve("rebuilt");
        Shell.run(
                "cp -a '%s/vxplan' '%s'; cd '%s'; rm -r archive; touch lib/* bin/*"
                        .formatted(release, home, home));
        program = install(home.resolve("bin/vxplan"), "program-of-rebuilt");
        nothingToDo(inventory);
        assertThat(archive()).isNotEmptyDirectory();
    }

    /// One host after the other, and first with an archive that has spoiled.
    private void anUpgradeRestartsWhatRunsTheOldOne(Machines machines, Path inventory)
            throws IOException {
        Shell.run("cd '%s/..'; rm -r archive; echo more >native/more".formatted(archive()));
        String old = runtimes(machines, 1);
        List<String> before = processes(machines, 1);
        List<String> elsewhere = processes(machines, 2);
        String limit = "--limit=h1";

        Result planned = run("plan", inventory, limit);
        assertThat(planned.output())
                .containsOnlyOnce(" + runtime ")
                .containsOnlyOnce(" - runtime ")
                .contains("unit " + DISCOVERY, "unit " + ROUTER);
        Shell.run("echo more >>\"$(find '%s' -name '*.tar.gz')\"".formatted(archive()));
        Result refused = run("apply", inventory, "--yes", limit);
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.output()).contains("nothing of it was unpacked");
        assertThat(runtimes(machines, 1)).isEqualTo(old);
        assertThat(processes(machines, 1)).isEqualTo(before);

        Shell.run("rm -r '%s'".formatted(archive()));
        // Another topology's, which stays with the old one.
        String other = "/etc/systemd/system/vxplan-router-other-prod.service";
        machines.on(
                1,
                "printf '# Made by vxplan: other\\n[Service]\\nExecStart=/opt/vxplan/runtime/%s/bin/vxplan\\n' >%s"
                        .formatted(old.strip(), other));
        assertThat(run("apply", inventory, "--yes", limit).exitCode()).isZero();
        assertThat(processes(machines, 1)).doesNotContainAnyElementsOf(before);
        assertThat(processes(machines, 2)).isEqualTo(elsewhere);
        assertThat(runtimes(machines, 1)).hasLineCount(2).contains(old);

        machines.on(1, "rm " + other);
        assertThat(run("apply", inventory, "--yes").exitCode()).isZero();
        assertThat(runtimes(machines, 1)).hasLineCount(1).doesNotContain(old);
        assertThat(runtimes(machines, 2)).isEqualTo(runtimes(machines, 1));
        nothingToDo(inventory);
    }

    private Program install(Path launcher, String name) throws IOException {
        return new Program(Files.createDirectory(folder.resolve(name)), launcher);
    }

    /// Of the program that is used now.
    private Path archive() {
        return program.launcher().resolveSibling("../archive").normalize();
    }

    private static String runtimes(Machines machines, int number) throws IOException {
        return machines.on(number, "ls -A /opt/vxplan/runtime");
    }

    private static List<String> processes(Machines machines, int number) throws IOException {
        return machines.on(
                        number,
                        "systemctl show --value -p MainPID %s %s | grep ."
                                .formatted(DISCOVERY, ROUTER))
                .lines()
                .toList();
    }
}
