package io.vxplan.testing;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// Hosts h1, h2, ... as network namespaces with an `eth0` each, on one underlay bridge in a
/// namespace of its own. Host 1 has 198.18.0.1 and fd98::1, and so on, as in [Topologies].
public class TestHosts implements AutoCloseable {
    /// Where the bridge `br0` is; its port to h1 is `h1`.
    public static final String UNDERLAY = "underlay";

    private final Map<String, TestNamespace> machines = new TreeMap<>();

    public TestHosts(int count) {
        TestNamespace underlay = add(UNDERLAY);
        underlay.sh("ip link add br0 type bridge && ip link set dev br0 up");
        for (int i = 1; i <= count; i++) {
            TestNamespace host = add("h" + i);
            underlay.sh(
                    """
                    ip link add h%1$d type veth peer name eth0 netns %2$s
                    ip link set dev h%1$d master br0 up
                    """
                            .formatted(i, host.name()));
            host.sh(
                    """
                    ip addr add 198.18.0.%1$d/24 dev eth0
                    ip addr add fd98::%1$d/64 dev eth0 nodad
                    ip link set dev eth0 up
                    """
                            .formatted(i));
        }
        machines.values().forEach(TestNamespace::awaitLinks);
    }

    private TestNamespace add(String name) {
        TestNamespace machine = new TestNamespace();
        machines.put(name, machine);
        return machine;
    }

    private TestNamespace machine(String name) {
        return Objects.requireNonNull(machines.get(name), name);
    }

    /// A workload of a host: a namespace with `eth0`, whose other end is `device` on the host.
    ///
    /// @param onHost a script for the host, when the device is up
    /// @param inside one for the workload
    public void workload(String name, String host, String device, String onHost, String inside) {
        TestNamespace workload = add(name);
        sh(
                host,
                "ip link add %1$s type veth peer name eth0 netns %2$s; ip link set dev %1$s up\n%3$s"
                        .formatted(device, workload.name(), onHost));
        workload.sh("ip link set dev eth0 up\n" + inside);
    }

    /// Whether it is one of the hosts or workloads.
    public boolean has(String name) {
        return machines.containsKey(name);
    }

    /// The file of a machine's namespace.
    public Path namespace(String name) {
        return machine(name).path();
    }

    /// Runs a script there that must succeed, and returns what it printed.
    public String sh(String name, String script) {
        return machine(name).sh(script);
    }

    @Override
    public void close() {
        machines.values().forEach(TestNamespace::close);
    }
}
