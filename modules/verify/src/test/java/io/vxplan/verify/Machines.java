package io.vxplan.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.host.Host;
import io.vxplan.host.Host.CommandResult;
import io.vxplan.host.HostException;
import io.vxplan.host.local.LocalHost;
import io.vxplan.host.rollout.Fleet;
import io.vxplan.model.HostName;
import io.vxplan.verify.check.Vantage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// Small machines: network namespaces of the kernel these tests run on, on one underlay bridge.
/// Needs root.
final class Machines implements AutoCloseable {
    /// The machine that all the others are on.
    private static final String HERE = "here";

    private static final Duration PATIENCE = Duration.ofMinutes(1);
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
        sh(HERE, "ip netns add " + prefix + name);
        names.add(name);
        // Inherited from the machine, which may forward; a fresh host does not.
        sh(name, "ip link set dev lo up; echo 0 >/proc/sys/net/ipv4/ip_forward");
    }

    /// Runs a script that must succeed, and returns what it printed.
    String sh(String machine, String script) {
        try {
            CommandResult result = run(machine, "set -e\n" + script, PATIENCE);
            assertThat(result.exitCode()).as("%s\n%s", script, result.errors()).isZero();
            return result.output();
        } catch (HostException e) {
            throw new AssertionError(e);
        }
    }

    private CommandResult run(String machine, String script, Duration timeout)
            throws HostException {
        try (Host host = open(new HostName(machine))) {
            return host.run(script, timeout);
        }
    }

    private Host open(HostName machine) throws HostException {
        return machine.value().equals(HERE)
                ? LocalHost.here(machine)
                : LocalHost.inNamespace(machine, Path.of("/run/netns", prefix + machine));
    }

    Fleet fleet() {
        return new Fleet(this::open, 4);
    }

    /// Reaches the workloads among these machines, by the names of their endpoints.
    Vantages vantages() {
        return (Vantage.InWorkload workload) ->
                names.contains(workload.endpoint())
                        ? Optional.of(
                                (script, timeout) -> run(workload.endpoint(), script, timeout))
                        : Optional.empty();
    }

    @Override
    public void close() {
        names.forEach(name -> sh(HERE, "ip netns del " + prefix + name));
    }
}
