package io.vxplan.lab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.model.InterfaceName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// A machine with an underlay and some devices for workloads: a namespace of this kernel.
final class Machine implements AutoCloseable {
    static final InterfaceName UNDERLAY = new InterfaceName("eth0");
    static final int TAPS = 6;

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String name =
            "contract-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();

    Machine() {
        sh("ip netns add " + name);
        StringBuilder script =
                new StringBuilder(
                        // Fixed MACs, so that two machines can be compared.
                        """
                        echo 0 > /proc/sys/net/ipv4/ip_forward
                        echo 0 > /proc/sys/net/ipv6/conf/all/forwarding
                        ip link set dev lo up
                        ip link add name eth0 address 02:00:00:00:01:00 type veth peer name wire0 address 02:00:00:00:02:00
                        ip link set dev eth0 up
                        ip link set dev wire0 up
                        ip addr add 198.18.0.1/24 dev eth0
                        ip addr add fd18::1/64 dev eth0 nodad
                        """);
        for (int i = 1; i <= TAPS; i++) {
            script.append(
                    "ip link add name tap%1$d address 02:00:00:00:01:0%1$d type veth peer name wire%1$d address 02:00:00:00:02:0%1$d\n"
                            .formatted(i));
        }
        run(script.toString());
    }

    Path namespace() {
        return Path.of("/run/netns", name);
    }

    String name() {
        return name;
    }

    /// Runs a script inside, which must succeed, and returns what it printed.
    String run(String script) {
        return execute(List.of("ip", "netns", "exec", name, "sh", "-ec", script));
    }

    private static String sh(String command) {
        return execute(List.of("sh", "-ec", command));
    }

    private static String execute(List<String> command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as("%s: %s", command, output).isZero();
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        sh("ip netns del " + name);
    }
}
