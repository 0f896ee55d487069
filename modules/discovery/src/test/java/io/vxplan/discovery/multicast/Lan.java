package io.vxplan.discovery.multicast;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.netlink.NetworkNamespace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Network namespaces of a test's own, each with an `eth0` on one bridge: host 1 has 10.0.0.1 and
/// fd00::1, and so on. Needs root.
public final class Lan {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String prefix =
            "vxmcast" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet() + "-";
    private final List<NetworkNamespace> hosts = new ArrayList<>();

    public Lan(int hosts) throws Exception {
        run("ip netns add " + prefix + 0);
        ip(0, "link add dev br0 type bridge");
        ip(0, "link set dev br0 up");
        for (int host = 1; host <= hosts; host++) {
            run("ip netns add " + prefix + host);
            ip(host, "link set dev lo up");
            plug(host, "eth0", "10.0.0." + host + "/24", "fd00::" + host + "/64");
            this.hosts.add(NetworkNamespace.at(Path.of("/run/netns", prefix + host)));
        }
    }

    /// Gives a host an interface on the bridge.
    void plug(int host, String device, String... addresses) throws Exception {
        String port = device + "-" + host;
        ip(
                0,
                "link add dev "
                        + port
                        + " type veth peer name "
                        + device
                        + " netns "
                        + prefix
                        + host);
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
        return prefix + host;
    }

    /// What `ip` does in a host, or with 0 where the bridge is.
    public void ip(int host, String arguments) throws IOException, InterruptedException {
        run("ip -n " + prefix + host + " " + arguments);
    }

    private static void run(String command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command.split(" ", -1)).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s: %s", command, output).isZero();
    }

    public void close() throws Exception {
        hosts.forEach(NetworkNamespace::close);
        for (int host = 0; host <= hosts.size(); host++) {
            run("ip netns del " + prefix + host);
        }
    }
}
