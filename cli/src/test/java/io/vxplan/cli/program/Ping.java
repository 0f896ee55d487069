package io.vxplan.cli.program;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// A workload that pings another all the time.
final class Ping {
    private final Process process;

    /// Five times a second.
    Ping(int from, int to) throws IOException {
        // SIGINT makes ping say how much was lost; Java has only SIGTERM.
        String script =
                "trap 'kill -INT $pid; wait $pid' TERM; ping -i 0.2 %s & pid=$!; wait $pid"
                        .formatted(Segment.workloadAddress(to));
        process =
                new ProcessBuilder(
                                "ip", "netns", "exec", Segment.workload(from), "sh", "-c", script)
                        .redirectErrorStream(true)
                        .start();
    }

    /// Ends it.
    ///
    /// @return what it says of it
    String end() throws IOException {
        process.toHandle().destroy();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
