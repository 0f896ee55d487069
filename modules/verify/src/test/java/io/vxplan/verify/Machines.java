package io.vxplan.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.host.Host.CommandResult;
import io.vxplan.host.iproute.IprouteHost;
import io.vxplan.host.iproute.RemoteShell;
import io.vxplan.host.rollout.Fleet;
import io.vxplan.model.HostName;
import io.vxplan.verify.check.Vantage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/// Small machines: network namespaces of the kernel these tests run on, on one underlay bridge.
/// Needs root.
final class Machines implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String prefix =
            "verify" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet() + "-";
    private final List<String> names = new ArrayList<>();

    /// @param count hosts h1, h2, ...
    Machines(int count) {
        add("underlay");
        sh("underlay", "ip link add br0 type bridge && ip link set dev br0 up");
        for (int i = 1; i <= count; i++) {
            add("h" + i);
            sh(
                    "underlay",
                    """
                    ip link add h%1$d type veth peer name eth0 netns %2$sh%1$d
                    ip link set dev h%1$d master br0 up
                    """
                            .formatted(i, prefix));
            sh(
                    "h" + i,
                    """
                    ip addr add 198.18.0.%1$d/24 dev eth0
                    ip addr add fd98::%1$d/64 dev eth0 nodad
                    ip link set dev eth0 up
                    """
                            .formatted(i));
        }
    }

    /// A workload of a host: a namespace with `eth0`, whose other end is `device` on the host.
    void workload(String name, String host, String device, String onHost, String inside) {
        add(name);
        sh(host, "ip link add " + device + " type veth peer name eth0 netns " + prefix + name);
        sh(host, "ip link set dev " + device + " up\n" + onHost);
        sh(name, "ip link set dev eth0 up\n" + inside);
    }

    private void add(String name) {
        execute(List.of("ip", "netns", "add", prefix + name), "");
        names.add(name);
        // Inherited from the machine, which may forward; a fresh host does not.
        sh(name, "ip link set dev lo up; echo 0 >/proc/sys/net/ipv4/ip_forward");
    }

    /// Runs a script that must succeed, and returns what it printed.
    String sh(String machine, String script) {
        CommandResult result = run(machine, "set -e\n" + script);
        assertThat(result.exitCode()).as("%s\n%s", script, result.errors()).isZero();
        return result.output();
    }

    CommandResult run(String machine, String script) {
        return execute(
                List.of("ip", "netns", "exec", prefix + machine, "sh", "-c", RemoteShell.LAUNCH),
                RemoteShell.complete(script));
    }

    Fleet fleet() {
        return new Fleet(host -> new IprouteHost(host, new Shell(host)), 4);
    }

    /// Reaches the workloads among these machines, by the names of their endpoints.
    Vantages vantages() {
        return (Vantage.InWorkload workload) ->
                names.contains(workload.endpoint())
                        ? Optional.of((script, _) -> run(workload.endpoint(), script))
                        : Optional.empty();
    }

    private final class Shell implements RemoteShell {
        private final HostName host;

        Shell(HostName host) {
            this.host = host;
        }

        @Override
        public CommandResult run(String script, Duration timeout) {
            return Machines.this.run(host.value(), script);
        }

        @Override
        public void close() {}
    }

    private static CommandResult execute(List<String> command, String input) {
        try {
            Process process = new ProcessBuilder(command).start();
            CompletableFuture<String> errors =
                    CompletableFuture.supplyAsync(() -> read(process.getErrorStream()));
            try (var in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            }
            String output = read(process.getInputStream());
            return new CommandResult(process.waitFor(), output, errors.join());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String read(InputStream in) {
        try (in) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        names.forEach(name -> execute(List.of("ip", "netns", "del", prefix + name), ""));
    }
}
