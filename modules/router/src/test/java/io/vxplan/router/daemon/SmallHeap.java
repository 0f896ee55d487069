package io.vxplan.router.daemon;

import io.vxplan.daemon.Log;
import io.vxplan.inventory.fields.LogLevel;
import java.nio.file.Path;

/// Reads `discovery.json` as the router does, several times, in a JVM of its own.
final class SmallHeap {
    private SmallHeap() {}

    public static void main(String[] folder) {
        DiscoverySource source =
                new DiscoverySource(
                        Path.of(folder[0]), new Log(LogLevel.INFO, System.out::println));
        for (int i = 0; i < 5; i++) {
            source.read().ifPresent(state -> System.out.println(state.peers().size() + " peers"));
        }
    }
}
