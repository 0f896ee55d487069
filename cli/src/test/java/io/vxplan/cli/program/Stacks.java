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

/// Hosts as namespaces on one segment, each with both daemons and a workload behind it.
///
/// Stack 1 is at 198.18.0.1, has 192.168.100.1 in the overlay and 172.20.1.0/24 behind it, and so
/// on. Discovery runs without any privilege.
final class Stacks implements AutoCloseable {
    private static final String PREFIX = "vxd" + ProcessHandle.current().pid() + "-";

    private final Program program;
    private final Path folder;
    private final Map<Integer, Running> discoveries = new TreeMap<>();
    private final Map<Integer, Running> routers = new TreeMap<>();

    Stacks(Program program, Path folder) {
        this.program = program;
        this.folder = folder;
        Shell.run(
                """
                ip netns add %1$ssegment
                ip -n %1$ssegment link add name br0 mtu 1500 type bridge mcast_snooping 0
                ip -n %1$ssegment link set dev br0 up
                """
                        .formatted(PREFIX));
    }

    static String host(int number) {
        return PREFIX + number;
    }

    static String workload(int number) {
        return PREFIX + number + "w";
    }

    static String workloadAddress(int number) {
        return "172.20." + number + ".10";
    }

    /// A host without daemons.
    void add(int number) {
        Shell.run(
                """
                ip netns add %2$s
                ip netns add %2$sw
                ip -n %2$s link set dev lo up
                ip -n %1$ssegment link add name p%3$d mtu 1500 type veth peer name eth0 mtu 1500 netns %2$s
                ip -n %1$ssegment link set dev p%3$d master br0 up
                ip -n %2$s addr add 198.18.0.%3$d/24 dev eth0
                ip -n %2$s link set dev eth0 up
                ip -n %2$s route add default via 198.18.0.254
                ip -n %2$s link add name stack type veth peer name eth0 netns %2$sw
                ip -n %2$s addr add 172.20.%3$d.1/24 dev stack
                ip -n %2$s link set dev stack up
                ip -n %2$sw addr add 172.20.%3$d.10/24 dev eth0
                ip -n %2$sw link set dev eth0 up
                ip -n %2$sw route add default via 172.20.%3$d.1
                ip netns exec %2$s sysctl -q -w net.ipv4.ip_forward=1
                """
                        .formatted(PREFIX, host(number), number));
    }

    /// @param listed the stacks that this one's `routing.yaml` lists
    void start(int number, List<Integer> listed) throws IOException {
        Path own = Files.createDirectory(folder.resolve("stack" + number));
        Path state = Files.createDirectory(own.resolve("state"));
        Shell.run("chown 65534:65534 '%s'".formatted(state));
        Files.writeString(own.resolve("discovery.yaml"), discoveryYaml(number));
        Files.writeString(own.resolve("routing.yaml"), routingYaml(number, listed));
        startDiscovery(number);
        startRouter(number);
    }

    void startDiscovery(int number) throws IOException {
        String[] unprivileged = {
            "setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", "--no-new-privs"
        };
        List<String> before = new ArrayList<>(List.of("ip", "netns", "exec", host(number)));
        before.addAll(List.of(unprivileged));
        discoveries.put(
                number,
                program.start(
                        before,
                        "discovery",
                        "run",
                        "--config",
                        own(number, "discovery.yaml"),
                        "--state-dir",
                        own(number, "state")));
    }

    void startRouter(int number) throws IOException {
        routers.put(
                number,
                program.start(
                        List.of("ip", "netns", "exec", host(number)),
                        "router",
                        "run",
                        "--config",
                        own(number, "routing.yaml"),
                        "--state-dir",
                        own(number, "state"),
                        "--run-dir",
                        own(number, "run")));
    }

    private String own(int number, String name) {
        return folder.resolve("stack" + number).resolve(name).toString();
    }

    private static String discoveryYaml(int number) {
        return """
        stacks:
          - stack_id: stack-%1$d
            vni: 1000
            vxlan_ip: 192.168.100.%1$d
            networks: [172.20.%1$d.0/24]
        discovery:
          mode: multicast
          announce_interval: 1s
          peer_timeout: 3s
        """
                .formatted(number);
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
        String ping =
                "ip netns exec %s ping -c1 -W1 %s >/dev/null 2>&1 && echo yes || :"
                        .formatted(workload(from), workloadAddress(to));
        await(() -> Shell.run(ping).equals("yes\n"));
    }

    /// Waits until a host sends nothing to another any more.
    void awaitForgotten(int by, int gone) throws IOException {
        await(() -> isForgotten(by, gone));
    }

    boolean isForgotten(int by, int gone) {
        String fdb = Shell.run("bridge -n %s fdb show dev vxlan1000".formatted(host(by)));
        String routes = Shell.run("ip -n %s route show dev vxlan1000".formatted(host(by)));
        // What the kernel learned from frames ages by itself.
        return !fdb.contains("00:00:00:00:00:00 dst 198.18.0." + gone + " ")
                && !routes.contains("via 192.168.100." + gone + " ");
    }

    private void await(Shell.Condition condition) throws IOException {
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
        Shell.run(
                "ip netns list | cut -d' ' -f1 | grep '^%s' | while read -r n; do ip netns delete $n; done"
                        .formatted(PREFIX));
    }
}
