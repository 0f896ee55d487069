package io.vxplan.cli.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// One segment of hosts, which are namespaces: host 1 is at 198.18.0.1, with a network
/// 172.20.1.0/24 and a workload in it, and so on. Servers are at 198.18.0.100 and above, all in one
/// namespace.
final class Segment implements AutoCloseable {
    /// There is one at a time: its namespaces have fixed names.
    static final String LOCK = "segment";

    private static final String PREFIX = "vxd" + ProcessHandle.current().pid() + "-";
    private static final String SERVERS = PREFIX + "servers";

    Segment() {
        Shell.run(
                """
                ip netns add %1$ssegment
                ip -n %1$ssegment link add name br0 mtu 1500 type bridge mcast_snooping 0
                ip -n %1$ssegment link set dev br0 up
                ip netns add %2$s
                ip -n %2$s link set dev lo up
                ip -n %1$ssegment link add name ps mtu 1500 type veth peer name eth0 mtu 1500 netns %2$s
                ip -n %1$ssegment link set dev ps master br0 up
                ip -n %2$s link set dev eth0 up
                """
                        .formatted(PREFIX, SERVERS));
    }

    static String host(int number) {
        return PREFIX + number;
    }

    static String address(int number) {
        return "198.18.0." + number;
    }

    static String workload(int number) {
        return PREFIX + number + "w";
    }

    static String workloadAddress(int number) {
        return "172.20." + number + ".10";
    }

    static String server(int number) {
        return "198.18.0." + (100 + number);
    }

    void addHost(int number) {
        Shell.run(
                """
                ip netns add %2$s
                ip netns add %2$sw
                ip -n %2$s link set dev lo up
                ip -n %1$ssegment link add name p%3$d mtu 1500 type veth peer name eth0 mtu 1500 netns %2$s
                ip -n %1$ssegment link set dev p%3$d master br0 up
                ip -n %2$s addr add 198.18.0.%3$d/24 dev eth0
                ip -n %2$s link add name stack type veth peer name eth0 netns %2$sw
                ip -n %2$s addr add 172.20.%3$d.1/24 dev stack
                ip -n %2$s link set dev stack up
                ip -n %2$sw addr add 172.20.%3$d.10/24 dev eth0
                ip -n %2$sw link set dev eth0 up
                ip -n %2$sw route add default via 172.20.%3$d.1
                ip netns exec %2$s sysctl -q -w net.ipv4.ip_forward=1
                """
                        .formatted(PREFIX, host(number), number));
        linkUp(number);
    }

    /// With all that is in its kernel.
    void removeHost(int number) {
        Shell.run(
                """
                ip netns delete %2$s
                ip netns delete %2$sw
                while ip -n %1$ssegment link show dev p%3$d >/dev/null 2>&1; do sleep 0.05; done
                """
                        .formatted(PREFIX, host(number), number));
    }

    void linkUp(int number) {
        Shell.run(
                """
                ip -n %1$s link set dev eth0 up
                ip -n %1$s route add default via 198.18.0.254
                """
                        .formatted(host(number)));
    }

    /// The default route goes with it.
    void linkDown(int number) {
        Shell.run("ip -n %s link set dev eth0 down".formatted(host(number)));
    }

    /// The host does not notice that: what it sends is lost.
    void unplug(int number) {
        Shell.run("ip -n %ssegment link set dev p%d nomaster".formatted(PREFIX, number));
    }

    void plugIn(int number) {
        Shell.run("ip -n %ssegment link set dev p%d master br0".formatted(PREFIX, number));
    }

    /// The namespace of all servers.
    static String servers() {
        return SERVERS;
    }

    void addServer(int number) {
        Shell.run("ip -n %s addr add %s/24 dev eth0".formatted(SERVERS, server(number)));
    }

    /// @param folder for its data and its log
    Server startServer(Path folder, String command) throws IOException {
        Files.createDirectories(folder);
        Path log = folder.resolve("log");
        List<String> words = new ArrayList<>(List.of("ip", "netns", "exec", SERVERS));
        words.addAll(List.of(command.strip().split("\\s+", -1)));
        Process process =
                new ProcessBuilder(words)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        return new Server(process, log);
    }

    /// Whether a workload hears the answer of another within a second.
    static boolean answers(int from, int to) {
        return Shell.run(
                        "ip netns exec %s ping -c1 -W1 %s >/dev/null 2>&1 && echo yes || :"
                                .formatted(workload(from), workloadAddress(to)))
                .equals("yes\n");
    }

    /// What of the overlay is in a host's kernel and was not learned.
    static String overlay(int number) {
        return Shell.run(
                """
                ip -n %1$s -d link show type vxlan | sed 's/^[0-9]*: //'
                ip -n %1$s route show dev vxlan1000
                ip -n %1$s neigh show dev vxlan1000 nud permanent
                bridge -n %1$s fdb show dev vxlan1000 | grep permanent | sort
                """
                        .formatted(host(number)));
    }

    /// Namespaces of this process's segments that are there.
    static String left() {
        return Shell.run("ip netns list | grep '^%s' || :".formatted(PREFIX));
    }

    @Override
    public void close() {
        Shell.run(
                "ip netns list | cut -d' ' -f1 | grep '^%s' | while read -r n; do ip netns delete $n; done"
                        .formatted(PREFIX));
    }
}
