package io.vxplan.router.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.discovery.state.AtomicFile;
import io.vxplan.discovery.state.DiscoveryFile;
import io.vxplan.discovery.state.DiscoveryJson;
import io.vxplan.discovery.state.DiscoveryState;
import io.vxplan.discovery.state.Peer;
import io.vxplan.router.Samples;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A router with little memory on a host that has routes to a good part of the Internet. None of
/// them is kept, and those in the way of ours are seen all the same.
class FullTableTest {
    private static final int FOREIGN = 100_000;

    private final Namespaces namespaces = new Namespaces(1);

    @TempDir private Path folder;

    @BeforeEach
    void fillTable() throws IOException {
        Path batch = folder.resolve("batch");
        try (BufferedWriter out = Files.newBufferedWriter(batch)) {
            for (int i = 0; i < FOREIGN; i++) {
                out.write(
                        "route add %d.%d.%d.0/24 via 10.0.0.254 proto bgp\n"
                                .formatted(20 + (i >> 16), i >> 8 & 255, i & 255));
            }
        }
        namespaces.sh("a", "ip -batch " + batch);
        namespaces.sh("a", "ip route add 172.22.0.0/16 via 10.0.0.254 proto bgp");
    }

    @AfterEach
    void end() {
        namespaces.close();
    }

    @Test
    void theRoutesOfTheInternetTakeNoMemory() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("routing.yaml"), Samples.ROUTING);
        discover("b 10.0.0.2 192.168.100.2", "c 10.0.0.3 192.168.100.3 172.22.0.0/16");
        Path output = folder.resolve("output");

        Process router = SmallRouter.start("32m", namespaces.path("a"), folder, output);
        try {
            await(output, "b is routed", () -> routes().contains("172.21.0.0/16 via"));
            await(
                    output,
                    "what is in the way is told",
                    () ->
                            text(output)
                                    .contains("network 172.22.0.0/16 of stack 'c' is not routed"));
            assertThat(routes()).doesNotContain("172.22.0.0/16");

            namespaces.sh("a", "ip route del 172.22.0.0/16 proto bgp");
            await(output, "c is routed", () -> routes().contains("172.22.0.0/16 via"));

            assertThat(text(output)).doesNotContain("File exists").doesNotContain("OutOfMemory");
            assertThat(router.isAlive()).isTrue();
        } finally {
            router.destroy();
            router.waitFor();
        }
    }

    private void discover(String... stacks) throws IOException {
        Instant now = Instant.now();
        AtomicFile.replace(
                folder.resolve(DiscoveryFile.NAME),
                DiscoveryJson.write(
                        new DiscoveryState(
                                now,
                                Stream.of(stacks)
                                        .map(Samples::stack)
                                        .map(stack -> new Peer(stack, now, Peer.Status.ACTIVE))
                                        .toList())));
    }

    private String routes() {
        return namespaces.sh("a", "ip route show proto 158");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void await(Path output, String what, BooleanSupplier condition)
            throws InterruptedException {
        long end = System.nanoTime() + 60_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("%s:\n%s", what, text(output)).isLessThan(end);
            Thread.sleep(50);
        }
    }
}
