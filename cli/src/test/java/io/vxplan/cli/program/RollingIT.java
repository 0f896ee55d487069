package io.vxplan.cli.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.cli.ExitCode;
import io.vxplan.cli.program.Program.Result;
import io.vxplan.cli.program.Program.Running;
import io.vxplan.cli.program.Program.User;
import io.vxplan.lab.Lab;
import io.vxplan.lab.netns.Namespaces;
import io.vxplan.model.HostName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Hosts that are changed one after the other, in a lab of three: pcalon, rog and tera. Needs root.
@ResourceLock(Program.LABS)
class RollingIT {
    private static final boolean LONG = Boolean.getBoolean("long");
    private static final String EXAMPLE = "three-hosts/inventory.yaml";

    @TempDir private static Path folder;
    private static Program program;

    @TempDir private Path scratch;
    private Path inventory = Path.of("");

    @BeforeAll
    static void unpack() throws IOException {
        program = new Program(folder);
    }

    private void up(String connection) throws IOException {
        inventory = Path.of(done("lab", "up", "--connection", connection, EXAMPLE).strip());
    }

    @AfterEach
    void down() throws IOException {
        done("lab", "down", EXAMPLE);
    }

    private static String done(String... args) throws IOException {
        Result result = program.run(User.ROOT, args);
        assertThat(result.exitCode()).as("%s: %s", List.of(args), result.output()).isZero();
        return result.output();
    }

    private Result onLab(String command, String... options) throws IOException {
        List<String> args = new ArrayList<>(List.of(command));
        args.addAll(List.of(options));
        args.add(inventory.toString());
        return program.run(User.ROOT, args.toArray(String[]::new));
    }

    private static String on(String host, String script) throws IOException {
        return done("lab", "exec", EXAMPLE, host, "--", "sh", "-ec", script);
    }

    /// Something there listens at the overlays' port, which nothing shows before the device is to
    /// be set up.
    @Test
    void afterAHostThatFailsNoOtherIsBegun() throws Exception {
        up("netns");
        Process listener = listenerOn("rog");
        try {
            Result result = onLab("apply", "--yes", "--serial", "1", "--output", "json");

            assertThat(result.exitCode()).isEqualTo(ExitCode.ERROR);
            assertThat(result.output().lines().filter(line -> line.contains("\"event\"")))
                    .satisfiesExactly(
                            line -> isBatch(line, 1, "pcalon"),
                            line -> assertThat(line).contains("\"applied\"", "pcalon"),
                            line -> assertThat(line).contains("\"verified\"", "\"passed\":true"),
                            line -> isBatch(line, 2, "rog"),
                            line ->
                                    assertThat(line)
                                            .contains("\"failed\"", "rog", "EADDRINUSE", "undone"),
                            line ->
                                    assertThat(line)
                                            .isEqualTo(
                                                    "{\"event\":\"summary\",\"applied\":1,\"failed\":1,\"not_begun\":[\"tera\"],\"stopped_by\":\"failures\",\"batch\":2}"));
            assertThat(on("tera", "ip -br link")).doesNotContain("vxlan");

            assertThat(onLab("apply", "--yes", "--serial", "1").output())
                    .contains(
                            "batch 1 of 2: rog\n",
                            "vxplan: stopped, because 1 of the 1 hosts of batch 1 of 2 failed, more than --max-fail allows\n",
                            "Applied: 0 hosts changed, 1 failed, 1 not begun: tera.\n");
        } finally {
            listener.destroy();
        }
        if (LONG) {
            assertThat(onLab("apply", "--yes", "--serial", "1").output())
                    .contains(
                            "batch 2 of 2: verify passed: ",
                            "Applied: 2 hosts changed, and found as planned.");
        }
    }

    private static void isBatch(String line, int number, String host) {
        assertThat(line)
                .isEqualTo(
                        "{\"event\":\"batch\",\"batch\":%d,\"of\":3,\"hosts\":[\"%s\"]}"
                                .formatted(number, host));
    }

    private Process listenerOn(String host) throws Exception {
        Process listener =
                new ProcessBuilder(
                                "nsenter",
                                "--net=" + namespace(host),
                                "python3",
                                "-c",
                                "import socket; s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.bind(('', 4789)); print('.', flush=True); input()")
                        .start();
        assertThat(listener.getInputStream().read()).isEqualTo('.');
        return listener;
    }

    private Path namespace(String host) throws Exception {
        return Objects.requireNonNull(
                Namespaces.ofHosts(lab()).get(new HostName(host)), "no namespace of " + host);
    }

    private Lab lab() throws Exception {
        return Lab.find(inventory).orElseThrow();
    }

    /// A route of somebody else's, which no plan looks at, lets rog's packets to pcalon vanish.
    @Test
    void afterABatchThatVerifyFindsBrokenNoOtherIsBegun() throws Exception {
        up("netns");
        on("rog", "ip route add blackhole 198.18.0.3/32");

        Result result = onLab("apply", "--yes", "--serial", "1");

        assertThat(result.exitCode()).isEqualTo(ExitCode.ERROR);
        assertThat(result.output())
                .contains(
                        "batch 1 of 3: verify passed: 0 checks on 1 hosts\n",
                        "batch 2 of 3: verify failed\n",
                        "blue: pcalon (192.168.100.",
                        "vxplan: stopped, because verify failed after batch 2 of 3: see above\n",
                        "Applied: 2 hosts changed, 1 not begun: tera.\n");
        assertThat(on("tera", "ip -br link")).doesNotContain("vxlan");

        if (LONG) {
            on("rog", "ip route del blackhole 198.18.0.3/32");
            assertGoesOnInBatches();
        }
    }

    private void assertGoesOnInBatches() throws IOException {
        assertThat(onLab("apply", "--yes", "--serial", "1").output())
                .contains("Applied: 1 host changed, and found as planned.");
        assertThat(onLab("destroy", "--yes", "--serial", "1").output())
                .contains(
                        "batch 1 of 3: pcalon\n",
                        "batch 1 of 3: verify passed: ",
                        "Applied: 3 hosts changed, and found as planned.")
                .doesNotContain("batch 3 of 3: verify");
    }

    static List<Integer> times() {
        return LONG ? List.of(1, 2) : List.of(1);
    }

    /// Once lets the host in hand finish, twice stops at once.
    @ParameterizedTest
    @MethodSource("times")
    void ctrlCBeginsNoOtherHost(int times) throws Exception {
        up("ssh");
        ToolBrake brake = brake();
        try (Running apply = applyUpTo(brake, 2)) {
            interrupt(apply);
            apply.awaitOutput("vxplan: stopping: the hosts in hand are finished");
            if (times == 1) {
                brake.goOn();
                assertFinished(apply.await());
            } else {
                interrupt(apply);
                assertStopped(apply.await());
                brake.goOn();
            }
        }
        Result applied = onLab("apply", "--yes", "--lock-timeout", "1m");
        assertThat(applied.exitCode()).as(applied.output()).isZero();
        assertThat(onLab("drift").exitCode()).isZero();
        assertThat(onLab("verify").exitCode()).isZero();
    }

    private void assertFinished(Result result) throws IOException {
        assertThat(result.exitCode()).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(result.output())
                .contains("pcalon: ", " changes made\n", "vxplan: stopped, as you asked")
                .contains("Applied: 1 host changed, 2 not begun: rog, tera.\n");
        assertThat(onLab("plan").output()).contains("rog:", "tera:").doesNotContain("pcalon:");
    }

    private static void assertStopped(Result result) {
        assertThat(result.exitCode()).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(result.output())
                .contains("vxplan: stopped at once: the hosts in hand are left as they are")
                .doesNotContain("Applied:");
    }

    private ToolBrake brake() throws Exception {
        return new ToolBrake(
                program,
                inventory,
                Namespaces.ofHosts(lab()).values(),
                Files.createDirectory(scratch.resolve("brake")));
    }

    /// Until the first host stands before a command.
    private Running applyUpTo(ToolBrake brake, int commands) throws Exception {
        brake.limit(commands);
        // Who starts the tests in the background of a script has it ignored.
        Running apply =
                program.start(
                        List.of("env", "--default-signal=INT"),
                        "apply",
                        "--yes",
                        "--serial",
                        "1",
                        inventory.toString());
        Shell.await(apply, brake::isStanding);
        return apply;
    }

    private static void interrupt(Running running) {
        Shell.run("kill -INT " + running.process().pid());
    }
}
