package io.vxplan.host.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/// A network namespace of its own for a test, changed and read with iproute2.
final class Namespace implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String name =
            "netlink-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();

    Namespace() {
        command("ip netns add " + name);
    }

    Path path() {
        return Path.of("/run/netns", name);
    }

    /// Runs a script in the namespace, and returns what it printed.
    String run(String script) {
        return command("ip netns exec " + name + " sh -ec '" + script + "'");
    }

    private static String command(String script) {
        try {
            Process process =
                    new ProcessBuilder("sh", "-ec", script).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(script + "\n" + output).isZero();
            return output;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(script, e);
        }
    }

    @Override
    public void close() {
        command("ip netns del " + name);
    }
}
