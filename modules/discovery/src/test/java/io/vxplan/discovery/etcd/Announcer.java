package io.vxplan.discovery.etcd;

import io.vxplan.discovery.state.Stack;
import io.vxplan.discovery.state.Stacks;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// A host of its own: a process that can be frozen and killed.
final class Announcer {
    private Announcer() {}

    /// @param args endpoint, lease in seconds, id, VNI, address
    public static void main(String[] args) throws InterruptedException {
        EtcdSettings settings =
                EtcdSettings.of(
                        List.of(args[0]),
                        EtcdSettings.DEFAULT_PREFIX,
                        Duration.ofSeconds(Long.parseLong(args[1])),
                        Optional.empty(),
                        Optional.empty());
        try (EtcdDiscovery discovery =
                new EtcdDiscovery(settings, new Ears(), InstantSource.system())) {
            announce(discovery, Stacks.plain(args[2], Integer.parseInt(args[3]), args[4]));
            Thread.sleep(Duration.ofMinutes(5));
        }
    }

    /// Others hear of it before it is done. Who is frozen just then has no lease any more
    /// afterwards, and gets another by itself.
    private static void announce(EtcdDiscovery discovery, Stack stack) {
        try {
            discovery.announce(List.of(stack));
        } catch (IOException e) {
            System.err.println(e.getMessage());
        }
    }

    static Process start(Path folder, EtcdServer etcd, int lease, String id, String host)
            throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Announcer.class.getName(),
                        etcd.endpoint(),
                        Integer.toString(lease),
                        id,
                        "1000",
                        host)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(id + ".log").toFile())
                .start();
    }
}
