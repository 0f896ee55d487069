package io.vxplan.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// A network namespace of a test's own, of the kernel these tests run on. Needs root.
public final class TestNamespace implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();

    /// What is inherited from the machine, which may forward and filter.
    private static final String FRESH =
            """
            ip link set dev lo up
            echo 0 >/proc/sys/net/ipv4/ip_forward
            for file in /proc/sys/net/ipv4/conf/*/rp_filter /proc/sys/net/bridge/bridge-nf-call-*; do
                if [ -e "$file" ]; then echo 0 >"$file"; fi
            done
            """;

    private final String name;

    /// As the kernel makes it.
    public static TestNamespace bare() {
        return new TestNamespace("");
    }

    /// As a host is that was just installed: its loopback is up, and it forwards and filters
    /// nothing.
    public TestNamespace() {
        this(FRESH);
    }

    private TestNamespace(String setup) {
        name = "vxtest" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();
        Program.run("ip", "netns", "add", name).succeeded();
        sh(setup);
    }

    public String name() {
        return name;
    }

    public Path path() {
        return Path.of("/run/netns", name);
    }

    /// Runs a script inside that must succeed, and returns what it printed.
    public String sh(String script) {
        return run(List.of("sh", "-ec", script), "").succeeded();
    }

    /// What `ip` says to words that are parted by blanks.
    public String ip(String words) {
        return Program.run(("ip -n " + name + " " + words).split(" ", -1)).succeeded();
    }

    /// Waits until what is up has its carrier: the kernel looks for new cables once a second, for
    /// those of all namespaces together, and drops what is sent before.
    public void awaitLinks() {
        sh("while ip -o link show up | grep -q -e NO-CARRIER -e 'state DOWN'; do sleep 0.02; done");
    }

    public Program.Result run(List<String> command, String input) {
        return Program.run(inside(command), input);
    }

    public Process start(List<String> command) {
        return Program.start(inside(command));
    }

    private List<String> inside(List<String> command) {
        List<String> inside = new ArrayList<>(List.of("ip", "netns", "exec", name));
        inside.addAll(command);
        return inside;
    }

    @Override
    public void close() {
        // Who is killed as the holder of its lock leaves that file there.
        sh("rm -rf /run/vxplan.$(readlink /proc/self/ns/net | tr -dc 0-9).*");
        Program.run("ip", "netns", "del", name).succeeded();
    }
}
