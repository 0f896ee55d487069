package io.vxplan.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// A network namespace of its own for a test. Needs root.
final class NamedNamespace {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String name =
            "vxnetlink" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();

    NamedNamespace() throws IOException, InterruptedException {
        run("ip", "netns", "add", name);
    }

    Path path() {
        return Path.of("/run/netns", name);
    }

    String ip(String arguments) throws IOException, InterruptedException {
        return run(("ip -n " + name + " " + arguments).split(" ", -1));
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s: %s", List.of(command), output).isZero();
        return output;
    }

    void close() throws IOException, InterruptedException {
        run("ip", "netns", "del", name);
    }
}
