package io.vxplan.cli.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.cli.ExitCode;
import io.vxplan.cli.program.Program.Result;
import io.vxplan.cli.program.Program.Running;
import io.vxplan.cli.program.Program.User;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// A lab that stays between commands, on the real kernel: as root and without. Needs root itself,
/// etcd and BIND.
@ResourceLock(Program.LABS)
class LabIT {
    /// As one types it in the folder of the examples.
    private static final String INVENTORY = "three-hosts/inventory.yaml";

    private static final String TSIG_KEY = "c2VjcmV0LW9mLXRoZS10ZXN0LTAxMjM0NTY3ODk=";

    @TempDir private static Path folder;

    private static Program program;

    @BeforeAll
    static void unpack() throws IOException {
        program = new Program(folder);
    }

    private static String run(User user, String... args) throws IOException {
        Result result = program.run(user, args);
        assertThat(result.exitCode()).as("%s: %s", List.of(args), result.output()).isZero();
        return result.output();
    }

    @ParameterizedTest
    @EnumSource
    void framesOfTheOverlaysAreShown(User user) throws Exception {
        String inventory = run(user, "lab", "up", INVENTORY).strip();
        run(user, "apply", "--yes", inventory);
        try (Running capture = program.start(user, "lab", "capture", INVENTORY)) {
            capture.awaitOutput("capturing");
            run(user, "lab", "exec", INVENTORY, "tera", "--", "ping", "-c1", "192.168.100.1");
            capture.awaitOutput("ICMP echo reply");
            capture.process().destroy();
            assertThat(capture.await().output())
                    .containsPattern(
                            "blue: 198.18.0.1 > 198.18.0.3 vni 1000: .* > .*:"
                                    + " 192.168.100.3 > 192.168.100.1 ICMP echo request\n");
        } finally {
            run(user, "lab", "down", INVENTORY);
        }
    }

    @Test
    void aHostThatNobodyReachesLeavesTheOthersToBeVerified() throws Exception {
        Path inventory = Path.of(run(User.ROOT, "lab", "up", INVENTORY).strip());
        try {
            run(User.ROOT, "apply", "--yes", inventory.toString());
            int port = closedPort();
            Path variables = Files.createDirectory(inventory.resolveSibling("host_vars"));
            Files.writeString(
                    variables.resolve("pcalon.yaml"),
                    "{ansible_connection: ssh, ansible_host: 127.0.0.1, ansible_port: %d}"
                            .formatted(port));

            Result text = program.run(User.ROOT, "verify", inventory.toString());

            assertThat(text.exitCode()).isEqualTo(ExitCode.ERROR);
            assertThat(text.output())
                    .contains(
                            "overlay blue (VNI 1000): 4 of 6 pings ok\n",
                            "\n  4 checks from pcalon not tried: can't connect to 127.0.0.1 port %d: connection refused\n"
                                    .formatted(port));
            Result json =
                    program.run(User.ROOT, "verify", "--output", "json", inventory.toString());
            assertThat(json.output().split("not_run", -1)).hasSize(4 + 1);
        } finally {
            run(User.ROOT, "lab", "down", INVENTORY);
        }
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /// Root can more: as root it is tried with `./check --long`.
    static List<User> usersOfDaemons() {
        return Boolean.getBoolean("long") ? List.of(User.values()) : List.of(User.NOBODY);
    }

    /// Discovered by a zone that only a key may update: it is in a file that the topology names,
    /// and nothing else in the lab has it but the name server and the daemons' environment.
    @ParameterizedTest
    @MethodSource("usersOfDaemons")
    void daemonsRunUntilTheyAreStopped(User user) throws Exception {
        String example = "discovered-dns/inventory.yaml";
        Path topology = program.inventory("discovered-dns").resolveSibling("topology.yaml");
        Files.writeString(topology.resolveSibling("tsig.key"), TSIG_KEY);
        Files.writeString(
                topology,
                Files.readString(topology)
                        + "    dns_tsig_name: stacks\n    dns_tsig_key_file: tsig.key\n");
        String inventory = run(user, "lab", "up", example).strip();
        try {
            assertThat(program.run(user, "lab", "daemons", example, "start").output())
                    .contains("there are hosts without an address in an overlay; give them one:");
            run(user, "apply", "--yes", inventory);
            run(user, "lab", "daemons", example, "start");
            Shell.await(() -> foundBoth(user, example, "d1"));
            run(user, "verify", inventory);
            assertThat(run(user, "lab", "status", example))
                    .contains("server     dns1  198.18.40.53:53  ", "router of 'zone' on d3  runs")
                    .doesNotContain("does not run", "missing");

            run(user, "lab", "daemons", example, "stop");
            assertThat(daemonsOf(inventory)).isZero();
            run(user, "lab", "daemons", example, "start");
            assertThat(daemonsOf(inventory)).isEqualTo(6);
        } finally {
            run(user, "lab", "down", example);
            Files.copy(
                    Path.of("..", "inventory-examples", "discovered-dns", "topology.yaml"),
                    topology,
                    StandardCopyOption.REPLACE_EXISTING);
        }
        assertThat(daemonsOf(inventory)).isZero();
    }

    private static boolean foundBoth(User user, String inventory, String host) throws IOException {
        String routes =
                run(
                        user, "lab", "exec", inventory, host, "--", "ip", "route", "show", "proto",
                        "158");
        return routes.lines().count() == 2;
    }

    /// How many daemons have their files in the folder of a lab. One that has ended is without a
    /// command line, before its parent notices.
    private static long daemonsOf(String inventory) {
        String daemons = Path.of(inventory).resolveSibling("daemons").toString();
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(daemons))
                .count();
    }

    @Test
    void aServerThatIsNotInstalledIsNamed() throws Exception {
        List<String> withoutEtcd =
                List.of(
                        "unshare",
                        "-m",
                        "sh",
                        "-c",
                        "mount --bind /dev/null \"$(command -v etcd)\" && exec \"$0\" \"$@\"");
        try (Running up =
                program.start(withoutEtcd, "lab", "up", "discovered-etcd/inventory.yaml")) {
            Result result = up.await();
            assertThat(result.exitCode()).isEqualTo(ExitCode.ERROR);
            assertThat(result.output())
                    .isEqualTo(
                            "vxplan: the hosts of this lab find each other by etcd, which is not on this machine;"
                                    + " install it; Debian and Ubuntu have it in the package etcd-server\n");
        }
    }

    @Test
    void hostsOfALabWithoutRootAreExamined() throws Exception {
        String inventory = run(User.NOBODY, "lab", "up", INVENTORY).strip();
        try {
            assertThat(run(User.NOBODY, "doctor", inventory))
                    .isEqualTo("3 hosts: 0 errors, 0 warnings, 0 not checked\n");
        } finally {
            run(User.NOBODY, "lab", "down", INVENTORY);
        }
    }

    /// They share namespaces, which the first makes and the last removes.
    @Test
    void labsWithoutRootComeAndGoAtOnce() throws Exception {
        List<String> inventories = List.of(INVENTORY, "red-green/inventory.yaml");
        for (int round = 0; round < 2; round++) {
            atOnce("up", inventories);
            for (String inventory : inventories) {
                assertThat(run(User.NOBODY, "lab", "status", inventory)).doesNotContain("missing");
            }
            atOnce("down", inventories);
        }
        assertThat(program.run(User.NOBODY, "lab", "status", INVENTORY).output())
                .startsWith("vxplan: there is no lab of " + INVENTORY);
        String holder =
                Files.readString(folder.resolve("state/vxplan/lab-holder")).split(" ", 2)[0];
        assertThat(Path.of("/proc", holder, "ns", "net")).doesNotExist();
    }

    private static void atOnce(String command, List<String> inventories) throws IOException {
        List<Running> all = new ArrayList<>();
        for (String inventory : inventories) {
            all.add(program.start(User.NOBODY, "lab", command, inventory));
        }
        for (Running one : all) {
            try (one) {
                Result result = one.await();
                assertThat(result.exitCode()).as(command + ": " + result.output()).isZero();
            }
        }
    }
}
