package io.vxplan.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vxplan.inventory.yaml.Node;
import io.vxplan.inventory.yaml.YamlReader;
import io.vxplan.lab.layout.LabName;
import io.vxplan.lab.layout.Topologies;
import io.vxplan.lab.netns.Namespaces;
import io.vxplan.model.HostName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Labs on the real kernel. Needs root.
class LabTest {
    @TempDir Path folder;

    private Blueprint blueprint(Topologies topologies, String overlays) throws IOException {
        return Blueprints.in(folder, topologies, overlays, LabConnection.NETNS);
    }

    @AfterEach
    void down() throws LabException {
        Lab.down(folder.resolve("inventory.yaml"));
    }

    private static int exec(Lab lab, String place, String... command) throws LabException {
        return lab.exec(place, List.of(command));
    }

    private static int ping(Lab lab, String from, String to) throws LabException {
        // This process's own output is Maven's.
        return exec(lab, from, "sh", "-c", "ping -q -c 1 -W 2 " + to + " >/dev/null");
    }

    private static String output(Lab lab, String host, String command) throws LabException {
        Path namespace = Objects.requireNonNull(Namespaces.ofHosts(lab).get(new HostName(host)));
        return Processes.script(
                "ip netns exec " + namespace.getFileName() + " " + command, "look at " + host);
    }

    @Test
    void hostsInSeveralSubnetsReachEachOther() throws Exception {
        Topologies topologies =
                new Topologies()
                        .host("a", "198.18.0.1")
                        .host("b", "198.18.1.1")
                        .host("c", "198.18.1.2")
                        .routed("blue", "192.168.100.0/24")
                        .network("blue", "172.20.0.0/16", "", "a")
                        .network("blue", "172.30.0.0/16", "", "b", "c");
        Lab lab = Lab.up(blueprint(topologies, "overlays: { blue: { networks: {} } }"), _ -> {});
        assertThat(ping(lab, "a", "198.18.1.1")).isZero();
        assertThat(ping(lab, "b", "198.18.1.2")).isZero();
        assertThat(ping(lab, "a-net1", "172.20.0.1")).isZero();
        assertThat(ping(lab, "b-net1", "172.30.0.1")).isZero();
        assertThat(exec(lab, "b-net1", "sh", "-c", "exit 7")).isEqualTo(7);
        assertThat(lab.status().missing()).isEmpty();
    }

    @Test
    void anIpv6UnderlayIsReadyAtOnce() throws Exception {
        Topologies topologies = new Topologies().host("a", "fd00:1::1").host("b", "fd00:2::1");
        Lab lab = Lab.up(blueprint(topologies, "overlays: {}"), _ -> {});
        assertThat(ping(lab, "a", "fd00:2::1")).isZero();
    }

    @Test
    void hostsAreLikeFreshMachines() throws Exception {
        Topologies topologies = new Topologies().host("a", "198.18.0.1").host("b", "198.18.0.2");
        Lab lab = Lab.up(blueprint(topologies, "overlays: {}"), _ -> {});
        assertThat(output(lab, "a", "cat /proc/sys/net/ipv4/ip_forward")).isEqualTo("0\n");
        assertThat(output(lab, "a", "cat /proc/sys/net/ipv6/conf/all/forwarding")).isEqualTo("0\n");
        assertThat(output(lab, "a", "ip -o link show dev eth0")).contains("mtu 1500", "state UP");
    }

    @Test
    void downLeavesNothing() throws Exception {
        Topologies topologies = new Topologies().host("a", "198.18.0.1").host("b", "198.18.0.2");
        Lab lab = Lab.up(blueprint(topologies, "overlays: {}"), _ -> {});
        Path own = lab.inventory();
        assertThat(Lab.find(own)).isPresent();
        Process running =
                new ProcessBuilder("ip", "netns", "exec", lab.name() + ".host.a", "sleep", "600")
                        .start();
        while (running.info().command().filter(path -> path.endsWith("sleep")).isEmpty()) {
            Thread.onSpinWait();
        }
        Lab.down(own);
        assertThat(running.waitFor()).isNotZero();
        assertThat(Namespaces.of(LabName.of(folder.resolve("inventory.yaml")))).isEmpty();
        assertThat(own.getParent()).doesNotExist();
        assertThat(Lab.find(folder.resolve("inventory.yaml"))).isEmpty();
        Lab.down(folder.resolve("inventory.yaml"));
    }

    @Test
    void aHalfBuiltLabIsRemovedByTheNextOne() throws Exception {
        LabName name = LabName.of(folder.resolve("inventory.yaml"));
        Processes.script("ip netns add " + name.underlay(), "prepare");
        Topologies topologies = new Topologies().host("a", "198.18.0.1").host("b", "198.18.0.2");
        Lab lab = Lab.up(blueprint(topologies, "overlays: {}"), _ -> {});
        assertThat(ping(lab, "a", "198.18.0.2")).isZero();
        assertThatThrownBy(() -> Lab.up(blueprint(topologies, "overlays: {}"), _ -> {}))
                .hasMessageContaining("up already");
    }

    @Test
    void aFailureLeavesNothing() throws Exception {
        Topologies topologies =
                new Topologies()
                        .host("a", "198.18.0.1")
                        .bridged("red", "10.0.1.0/24")
                        .endpoint("red", "web", "a", "eth0", "10.0.1.3");
        Blueprint blueprint = blueprint(topologies, "overlays: {}");
        assertThatThrownBy(() -> Lab.up(blueprint, _ -> {})).hasMessageContaining("eth0");
        assertThat(Namespaces.of(LabName.of(blueprint.inventoryFile()))).isEmpty();
    }

    @Test
    void theLabsTopologyNamesEveryDevice() throws Exception {
        String written =
                """
                version: 1
                name: "{{ x }}"
                overlays:
                  blue:
                    networks:
                      172.20.0.0/16: { behind: a }
                  red:
                    endpoints:
                      web: { host: a, address: 10.0.1.3 }
                """;
        Topologies topologies =
                new Topologies()
                        .host("a", "198.18.0.1")
                        .routed("blue", "192.168.100.0/24")
                        .network("blue", "172.20.0.0/16", "", "a")
                        .bridged("red", "10.0.1.0/24")
                        .endpoint("red", "web", "a", "", "10.0.1.3");
        Lab lab = Lab.up(blueprint(topologies, written), _ -> {});
        assertThat(lab.topology())
                .content()
                .isEqualTo(
                        """
                        version: 1
                        name: "{{ x }}"
                        overlays:
                          blue:
                            networks:
                              172.20.0.0/16:
                                behind: a
                                "device": "net1"
                            "endpoints":
                              "a-net1":
                                "address":
                                - "172.20.0.2"
                                "host": "a"
                          red:
                            endpoints:
                              web:
                                host: a
                                address: 10.0.1.3
                                "device": "tap1"
                        """);
    }

    @Test
    void sshServersAnswerInEveryHost() throws Exception {
        Topologies topologies = new Topologies().host("a", "198.18.0.1").host("b", "fd00::2");
        Lab lab =
                Lab.up(
                        Blueprints.in(folder, topologies, "overlays: {}", LabConnection.SSH),
                        _ -> {});
        Optional<Node> root = YamlReader.readFile(lab.inventory(), "inventory").root();
        assertThat(root).isPresent();
        Path keys = lab.inventory().resolveSibling("ssh");
        for (String host : List.of("198.18.0.1", "fd00::2")) {
            String reply =
                    Processes.script(
                            "ip netns exec "
                                    + Namespaces.ofUnderlay(lab).getFileName()
                                    + " ssh -F none -i "
                                    + keys.resolve("client")
                                    + " -o UserKnownHostsFile="
                                    + keys.resolve("known_hosts")
                                    + " -o StrictHostKeyChecking=yes root@"
                                    + host
                                    + " ip -o address show dev eth0",
                            "log in");
            assertThat(reply).contains(host);
        }
    }

    @Test
    void fiftyHosts() throws Exception {
        Topologies topologies = new Topologies();
        IntStream.rangeClosed(1, 50)
                .forEach(i -> topologies.host("h%02d".formatted(i), "198.18.0." + i));
        Lab lab = Lab.up(blueprint(topologies, "overlays: {}"), _ -> {});
        assertThat(lab.hosts()).hasSize(50);
        assertThat(ping(lab, "h01", "198.18.0.50")).isZero();
    }
}
