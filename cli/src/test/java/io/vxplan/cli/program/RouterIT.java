package io.vxplan.cli.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.cli.program.Program.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The router as a process of a host. Needs root.
class RouterIT {
    private static final String HOST = "vxrouter" + ProcessHandle.current().pid();
    private static final String FDB =
            "ip netns exec " + HOST + " bridge fdb show dev vxlan1000 2>&1 || true";
    private static final String ROUTES = "ip -n " + HOST + " route show proto 158";
    private static final String PEER = "00:00:00:00:00:00 dst 10.0.0.2 self permanent";

    @TempDir private Path folder;

    @BeforeEach
    void addHost() throws IOException {
        Shell.run(
                """
                ip netns add %1$s
                ip -n %1$s link set dev lo up
                ip -n %1$s link add eth0 type veth peer name wire
                ip -n %1$s addr add 10.0.0.1/24 dev eth0
                ip -n %1$s link set dev eth0 up
                ip -n %1$s link set dev wire up
                ip -n %1$s route add default via 10.0.0.254
                """
                        .formatted(HOST));
        Files.writeString(
                folder.resolve("routing.yaml"),
                """
                version: 1
                stack_id: stack-a
                vni: 1000
                vxlan_subnet: 192.168.0.0/15
                local_vxlan_ip: 192.168.100.1
                remote_stacks:
                  - stack_id: stack-b
                    vxlan_gateway: 192.168.100.2
                    networks:
                      - subnet: 172.21.0.0/16
                """);
        Files.writeString(
                folder.resolve("discovery.json"),
                """
                {"version": 1, "last_update": "2026-01-01T00:00:00Z", "peers": [
                  {"stack_id": "stack-b", "host_ip": "10.0.0.2", "vxlan_endpoint": "10.0.0.2:4789",
                   "vni": 1000, "last_seen": "2026-01-01T00:00:00Z", "status": "active"}]}
                """);
    }

    @AfterEach
    void removeHost() {
        Shell.run("ip netns del " + HOST);
    }

    private Running start(Program program) throws IOException {
        return program.start(
                List.of("ip", "netns", "exec", HOST),
                "router",
                "run",
                "--config",
                folder.resolve("routing.yaml").toString(),
                "--state-dir",
                folder.toString(),
                "--run-dir",
                folder.resolve("run").toString());
    }

    @Test
    void itEndsWhenToldToAndLeavesWhatWorks() throws Exception {
        Program program = new Program(Files.createDirectory(folder.resolve("program")));
        try (Running router = start(program)) {
            router.awaitOutput("added route 172.21.0.0/16");

            router.process().destroy();

            assertThat(router.process().waitFor(5, TimeUnit.SECONDS)).isTrue();
            assertThat(router.await().output()).contains("ended; tunnels and routes stay");
        }
        assertThat(Shell.run(FDB)).contains(PEER);
        assertThat(Files.readString(folder.resolve("run/routes.json")))
                .contains("\"source\" : \"static-config\"");
    }

    /// With the heap that the launcher gives it.
    @Test
    void aThousandPeersAreServedAndAHundredThousandRefused() throws Exception {
        Program program = new Program(Files.createDirectory(folder.resolve("program")));
        write(1_000, RouterIT::claim);
        try (Running router = start(program)) {
            Shell.await(() -> count("00:00:00:00:00:00 dst", Shell.run(FDB)) == 1_000);
            Shell.await(() -> count("via", Shell.run(ROUTES)) == 1_000);

            write(100_000, _ -> "");
            router.awaitOutput("more than 10,000 peers");

            assertThat(count("via", Shell.run(ROUTES))).isEqualTo(1_000);
            Path process = Path.of("/proc", Long.toString(router.process().pid()));
            assertThat(Files.readString(process.resolve("cmdline"))).contains("-Xmx256m");
        }
    }

    /// @param claims what each says beside what it must
    private void write(int peers, IntFunction<String> claims) throws IOException {
        String all =
                IntStream.range(0, peers)
                        .mapToObj(number -> peer(number, claims.apply(number)))
                        .collect(Collectors.joining(",\n"));
        Path file = folder.resolve("discovery.json");
        Path other = folder.resolve("other.json");
        Files.writeString(
                other,
                """
                {"version": 1, "last_update": "2026-01-01T00:00:00Z", "peers": [%s]}
                """
                        .formatted(all));
        Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String peer(int number, String claims) {
        return """
        {"stack_id":"p%1$d","host_ip":"10.%2$d.%3$d.7","vxlan_endpoint":"10.%2$d.%3$d.7:4789",
        "vni":1000,"last_seen":"2026-01-01T00:00:00Z","status":"active"%4$s}\
        """
                .formatted(number, 32 + (number >> 8) % 128, number & 255, claims);
    }

    private static String claim(int number) {
        return ",\"vxlan_ip\":\"192.169.%2$d.%1$d\",\"networks\":[\"172.%1$d.%2$d.0/24\"]"
                .formatted(32 + (number >> 8), number & 255);
    }

    private static int count(String part, String text) {
        return text.split(part, -1).length - 1;
    }
}
