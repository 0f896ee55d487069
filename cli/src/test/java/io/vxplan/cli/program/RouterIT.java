package io.vxplan.cli.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.cli.program.Program.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The router as a process of a host. Needs root.
class RouterIT {
    private static final String HOST = "vxrouter" + ProcessHandle.current().pid();
    private static final String FDB =
            "ip netns exec " + HOST + " bridge fdb show dev vxlan1000 2>&1 || true";
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
                vxlan_subnet: 192.168.100.0/24
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

    @Test
    void itEndsWhenToldToAndLeavesWhatWorks() throws Exception {
        Program program = new Program(Files.createDirectory(folder.resolve("program")));
        try (Running router =
                program.start(
                        List.of("ip", "netns", "exec", HOST),
                        "router",
                        "run",
                        "--config",
                        folder.resolve("routing.yaml").toString(),
                        "--state-dir",
                        folder.toString(),
                        "--run-dir",
                        folder.resolve("run").toString())) {
            router.awaitOutput("added route 172.21.0.0/16");

            router.process().destroy();

            assertThat(router.process().waitFor(5, TimeUnit.SECONDS)).isTrue();
            assertThat(router.await().output()).contains("ended; tunnels and routes stay");
        }
        assertThat(Shell.run(FDB)).contains(PEER);
        assertThat(Files.readString(folder.resolve("run/routes.json")))
                .contains("\"source\" : \"static-config\"");
    }
}
