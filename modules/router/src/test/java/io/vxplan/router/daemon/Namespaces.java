package io.vxplan.router.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Hosts and workloads as network namespaces of the kernel these tests run on. Needs root.
///
/// Host `a` is 10.0.0.1 on a segment that all hosts are on, and 172.20.0.2 on one with its workload
/// `wa`, which is 172.20.0.10; `b` is 10.0.0.2 and so on. Every host forwards.
final class Namespaces implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String prefix =
            "vxrt" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet() + "-";
    private final List<String> names = new ArrayList<>();

    Namespaces(int hosts) {
        add("segment");
        sh("segment", "ip link add br0 type bridge; ip link set br0 up");
        for (int i = 1; i <= hosts; i++) {
            host(name(i), i);
        }
    }

    static String name(int host) {
        return Character.toString('a' + host - 1);
    }

    private void host(String name, int number) {
        int network = 19 + number;
        add(name);
        add("w" + name);
        sh(
                name,
                """
                ip link add eth0 type veth peer name %1$s netns %2$ssegment
                ip -n %2$ssegment link set dev %1$s master br0 up
                ip addr add 10.0.0.%3$d/24 dev eth0; ip link set dev eth0 up
                ip route add default via 10.0.0.254
                ip link add internal type veth peer name eth0 netns %2$sw%1$s
                ip addr add 172.%4$d.0.2/16 dev internal; ip link set dev internal up
                ip -n %2$sw%1$s addr add 172.%4$d.0.10/16 dev eth0
                ip -n %2$sw%1$s link set dev eth0 up
                ip -n %2$sw%1$s route add default via 172.%4$d.0.2
                echo 1 >/proc/sys/net/ipv4/ip_forward
                """
                        .formatted(name, prefix, number, network));
    }

    private void add(String name) {
        execute(List.of("ip", "netns", "add", prefix + name));
        names.add(prefix + name);
        sh(name, "ip link set dev lo up");
    }

    Path path(String name) {
        return Path.of("/run/netns", prefix + name);
    }

    /// Runs a script there that must succeed, and returns what it printed.
    String sh(String name, String script) {
        return execute(inside(name, "sh", "-ec", script));
    }

    boolean reaches(String name, String address) {
        return ping(name, address, "-c", "1", "-W", "1").exitCode() == 0;
    }

    /// A ping that goes on until it is asked for its losses.
    Pings pings(String name, String address) {
        try {
            return new Pings(
                    new ProcessBuilder(inside(name, "ping", "-n", "-i", "0.02", address))
                            .redirectErrorStream(true)
                            .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    record Pings(Process process) {
        /// The last line but one that ping writes: how many were sent, and how many came back.
        String summary() throws IOException, InterruptedException {
            execute(List.of("kill", "-INT", Long.toString(process.pid())));
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return output.lines()
                    .filter(line -> line.contains("packets transmitted"))
                    .findFirst()
                    .orElse(output);
        }
    }

    private record Result(int exitCode, String output) {}

    private Result ping(String name, String address, String... options) {
        List<String> command = new ArrayList<>(inside(name, "ping", "-n"));
        command.addAll(List.of(options));
        command.add(address);
        return run(command);
    }

    private List<String> inside(String name, String... command) {
        List<String> inside = new ArrayList<>(List.of("ip", "netns", "exec", prefix + name));
        inside.addAll(List.of(command));
        return inside;
    }

    private static String execute(List<String> command) {
        Result result = run(command);
        assertThat(result.exitCode()).as("%s\n%s", command, result.output()).isZero();
        return result.output();
    }

    private static Result run(List<String> command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        names.reversed().forEach(name -> run(List.of("ip", "netns", "del", name)));
    }
}
