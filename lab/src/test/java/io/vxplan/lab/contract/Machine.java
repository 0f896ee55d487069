package io.vxplan.lab.contract;

import io.vxplan.model.address.InterfaceAddress;
import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.address.MacAddress;
import io.vxplan.testing.Program;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicInteger;

/// A machine: a namespace of this kernel, with what it has before vxplan comes.
final class Machine implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();

    /// Forwarding is inherited from the machine that the tests run on. Duplicate address detection
    /// would change addresses between two dumps.
    private static final String FRESH =
            """
            cd /proc/sys/net
            echo 0 >ipv4/ip_forward
            for which in all default; do
                echo 0 >ipv6/conf/$which/forwarding
                echo 0 >ipv6/conf/$which/accept_dad
            done
            ip -batch - <<'END'
            link set dev lo up
            """;

    /// The kernel gives link-local addresses when it notices that there is a carrier.
    private static final String SETTLED =
            """
            ready() {
                for link in $(ip -o link show up | sed 's/^[0-9]*: \\([^:@]*\\).*/\\1/'); do
                    [ "$link" = lo ] || ip -6 -o addr show dev "$link" scope link | grep -q 'fe80:.*ff:fe' || return 1
                done
                ! ip -o link show up | grep -q -e NO-CARRIER -e 'state DOWN'
            }
            tries=100
            until ready; do
                tries=$((tries - 1))
                [ $tries -gt 0 ] || { echo "the links don't come up" >&2; ip addr >&2; exit 1; }
                sleep 0.05
            done
            """;

    private final String name =
            "contract-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();

    /// @param interfaces each gets a cable to nowhere and its addresses; without any it stays down
    Machine(SortedMap<InterfaceName, List<InterfaceAddress>> interfaces) {
        StringBuilder batch = new StringBuilder();
        interfaces.forEach((device, addresses) -> append(batch, device.value(), addresses));
        Program.run("ip", "netns", "add", name).succeeded();
        run(FRESH + batch + "END\n");
    }

    /// The MACs are fixed, so that two machines can be compared.
    private static void append(
            StringBuilder batch, String device, List<InterfaceAddress> addresses) {
        String wire = "w-" + device;
        batch.append(
                "link add name %s address %s type veth peer name %s address %s\n"
                        .formatted(device, mac(device), wire, mac(wire)));
        if (!addresses.isEmpty()) {
            batch.append("link set dev %s up\nlink set dev %s up\n".formatted(device, wire));
        }
        addresses.forEach(
                address -> batch.append("addr add %s dev %s\n".formatted(address, device)));
    }

    private static MacAddress mac(String device) {
        return MacAddress.derived("contract", device);
    }

    /// Waits until nothing changes by itself any more, for two dumps to be compared.
    Machine settled() {
        run(SETTLED);
        return this;
    }

    Path namespace() {
        return Path.of("/run/netns", name);
    }

    String name() {
        return name;
    }

    /// Runs a script inside, which must succeed, and returns what it printed, messages included.
    String run(String script) {
        String all = "exec 2>&1\n" + script;
        return Program.run("ip", "netns", "exec", name, "sh", "-ec", all).succeeded();
    }

    @Override
    public void close() {
        run("rm -rf /run/vxplan.$(readlink /proc/self/ns/net | tr -dc 0-9).*");
        Program.run("ip", "netns", "del", name).succeeded();
    }
}
