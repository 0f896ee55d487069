package io.vxplan.discovery.multicast;

import io.vxplan.netlink.NetworkNamespace;
import io.vxplan.testing.TestNamespace;
import java.util.ArrayList;
import java.util.List;

/// Network namespaces of a test's own, each with an `eth0` on one bridge: host 1 has 10.0.0.1 and
/// fd00::1, and so on. Needs root.
public final class Lan {
    /// First the one where the bridge is.
    private final List<TestNamespace> machines = new ArrayList<>();

    private final List<NetworkNamespace> hosts = new ArrayList<>();

    public Lan(int hosts) throws Exception {
        machines.add(new TestNamespace());
        ip(0, "link add dev br0 type bridge");
        ip(0, "link set dev br0 up");
        for (int host = 1; host <= hosts; host++) {
            TestNamespace machine = new TestNamespace();
            machines.add(machine);
            plug(host, "eth0", "10.0.0." + host + "/24", "fd00::" + host + "/64");
            this.hosts.add(NetworkNamespace.at(machine.path()));
        }
        machines.forEach(TestNamespace::awaitLinks);
    }

    /// Gives a host an interface on the bridge.
    void plug(int host, String device, String... addresses) {
        String port = device + "-" + host;
        ip(
                0,
                "link add dev %s type veth peer name %s netns %s"
                        .formatted(port, device, name(host)));
        ip(0, "link set dev " + port + " master br0 up");
        ip(host, "link set dev " + device + " up");
        for (String address : addresses) {
            ip(host, "address add " + address + " dev " + device + (isV6(address) ? " nodad" : ""));
        }
    }

    private static boolean isV6(String address) {
        return address.contains(":");
    }

    public NetworkNamespace host(int host) {
        return hosts.get(host - 1);
    }

    public String name(int host) {
        return machines.get(host).name();
    }

    /// What `ip` does in a host, or with 0 where the bridge is.
    public void ip(int host, String words) {
        machines.get(host).ip(words);
    }

    public void close() {
        hosts.forEach(NetworkNamespace::close);
        machines.forEach(TestNamespace::close);
    }
}
