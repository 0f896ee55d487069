package io.vxplan.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// What every daemon tells of its own process.
final class ProcessMetrics {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String RESIDENT = "VmRSS:";
    private static final int KIB = 1 << 10;

    private ProcessMetrics() {}

    static void measure(Metrics metrics, Duration uptime) {
        Runtime java = Runtime.getRuntime();
        metrics.gauge(
                "vxplan_uptime_seconds",
                "Since the daemon started.",
                uptime.toMillis() / (double) Duration.ofSeconds(1).toMillis());
        metrics.gauge(
                "jvm_memory_bytes",
                "Java's heap: what is in use, what is reserved, and the most that there may be.",
                "heap",
                Map.of(
                        "used", java.totalMemory() - java.freeMemory(),
                        "committed", java.totalMemory(),
                        "max", java.maxMemory()));
        metrics.gauge(
                "process_resident_memory_bytes",
                "Memory of the whole process that is in RAM.",
                resident());
    }

    private static double resident() {
        try {
            return Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith(RESIDENT))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) * KIB)
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException _) {
            return Double.NaN;
        }
    }
}
