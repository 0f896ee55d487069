package io.vxplan.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.host.Host;
import io.vxplan.host.Host.CommandResult;
import io.vxplan.host.HostException;
import io.vxplan.host.local.LocalHost;
import io.vxplan.host.rollout.Fleet;
import io.vxplan.model.HostName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Hosts h1, h2, ... as network namespaces of the kernel these tests run on, on one underlay bridge
/// in a namespace of its own. Needs root.
final class Machines implements AutoCloseable {
    /// The machine that all the others are on.
    private static final String HERE = "here";

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String prefix =
            "doctor" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet() + "-";
    private final List<String> names = new ArrayList<>();

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

    private void add(String name) {
        sh(HERE, "ip netns add " + prefix + name);
        names.add(name);
        // Inherited from the machine, which may forward and filter; a fresh host does not.
        sh(
                name,
                """
                ip link set dev lo up
                echo 0 >/proc/sys/net/ipv4/ip_forward
                echo 0 | tee /proc/sys/net/ipv4/conf/*/rp_filter
                for file in /proc/sys/net/bridge/bridge-nf-call-*; do
                    if [ -e "$file" ]; then echo 0 >"$file"; fi
                done
                """);
    }

    Path namespace(String machine) {
        return Path.of("/run/netns", prefix + machine);
    }

    /// Runs a script that must succeed, and returns what it printed.
    String sh(String machine, String script) {
        try (Host host = open(new HostName(machine))) {
            CommandResult result = host.run("set -e\n" + script, PATIENCE);
            assertThat(result.exitCode()).as("%s\n%s", script, result.errors()).isZero();
            return result.output();
        } catch (HostException e) {
            throw new AssertionError(e);
        }
    }

    Host open(HostName machine) throws HostException {
        return machine.value().equals(HERE)
                ? LocalHost.here(machine)
                : LocalHost.inNamespace(machine, namespace(machine.value()));
    }

    Fleet fleet() {
        return new Fleet(this::open, 4);
    }

    /// All that a host's kernel has, but for counters and what ages.
    String dump(String machine) {
        return sh(
                machine,
                """
                ip -d link | sed -E 's/ promiscuity [0-9]+| [a-z_]*timer +[0-9.]+//g'
                ip addr | sed 's/ tentative//'
                ip route show table all | sed '/proto kernel/d'
                bridge fdb | sed -n '/permanent/p; /static/p'
                ip neigh show nud permanent
                ip netns list-id
                """);
    }

    @Override
    public void close() {
        names.forEach(name -> sh(HERE, "ip netns del " + prefix + name));
    }
}
