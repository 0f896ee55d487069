package io.vxplan.cli.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The daemon as its users have it: the packaged program, as a user without privileges, on two
/// hosts with one wire between them and no route that leads out.
class DiscoveryIT {
    private static final String A = "vxplan-disco-a";
    private static final String B = "vxplan-disco-b";

    @TempDir private Path folder;

    @BeforeEach
    void wire() {
        remove();
        Shell.run("ip netns add " + A + " && ip netns add " + B);
        // Without an IPv6 address when it starts, Java has no IPv6.
        Shell.run("ip netns exec " + B + " sysctl -q -w net.ipv6.conf.default.disable_ipv6=1");
        Shell.run("ip link add wire netns " + A + " type veth peer name wire netns " + B);
        Shell.run(
                "ip -n "
                        + A
                        + " addr add 10.77.0.1/24 dev wire && ip -n "
                        + A
                        + " link set wire up");
        Shell.run(
                "ip -n "
                        + B
                        + " addr add 10.77.0.2/24 dev wire && ip -n "
                        + B
                        + " link set wire up");
    }

    @AfterEach
    void remove() {
        for (String namespace : List.of(A, B)) {
            Shell.run("ip netns del " + namespace + " 2>/dev/null || true");
        }
    }

    private Program.Running start(Program program, String namespace) throws IOException {
        Path config =
                Files.writeString(
                        folder.resolve(namespace + ".yaml"),
                        "stacks: [{stack_id: %s, vni: 1000}]\n".formatted(namespace));
        Path state = Files.createDirectories(folder.resolve(namespace));
        Shell.run("chmod a+r " + config + " && chown nobody " + state);
        return program.start(
                List.of(
                        "ip",
                        "netns",
                        "exec",
                        namespace,
                        "setpriv",
                        "--reuid",
                        "nobody",
                        "--regid",
                        "nogroup",
                        "--clear-groups"),
                "discovery",
                "run",
                "--config",
                config.toString(),
                "--state-dir",
                state.toString());
    }

    private String state(String namespace) throws IOException {
        Path file = folder.resolve(namespace).resolve("discovery.json");
        return Files.exists(file) ? Files.readString(file) : "";
    }

    @Test
    void twoHostsFindEachOtherAndEndCleanly() throws IOException {
        Program program = new Program(Files.createDirectory(folder.resolve("program")));
        folder.toFile().setExecutable(true, false);
        try (Program.Running a = start(program, A);
                Program.Running b = start(program, B)) {
            Shell.await(a, () -> state(A).contains("\"host_ip\" : \"10.77.0.2\""));
            Shell.await(b, () -> state(B).contains("\"host_ip\" : \"10.77.0.1\""));

            b.process().destroy();
            Program.Result ended = b.await();

            assertThat(ended.exitCode()).as(ended.output()).isEqualTo(ExitCode.DONE);
            assertThat(ended.output()).endsWith("info: stopped\n");
            assertThat(state(B)).contains(A);
            Shell.await(a, () -> !state(A).contains(B));
            a.process().destroy();
            assertThat(a.await().exitCode()).isEqualTo(ExitCode.DONE);
        }
    }
}
