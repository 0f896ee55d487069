package io.vxplan.router.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.discovery.state.DiscoveryFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a `discovery.json` does to the memory of a router that has little of it.
class HostileDiscoveryTest {
    @TempDir private Path folder;

    @Test
    void aHundredThousandPeersOfOneOverlayAreRefused() throws Exception {
        write(100_000, 1, "");

        assertThat(readInSmallHeap())
                .contains("warn: ")
                .contains("more than 10,000 peers")
                .doesNotContain("OutOfMemory");
    }

    /// As many as a file may hold are no mistake of it.
    @Test
    void aHundredThousandPeersOfTenOverlaysAreRead() throws Exception {
        write(100_000, 10, "");

        assertThat(readInSmallHeap()).contains("100000 peers").doesNotContain("OutOfMemory");
    }

    @Test
    void tooManyBytesAreRefused() throws Exception {
        write(100_000, 10, " ".repeat(200));

        assertThat(readInSmallHeap())
                .contains("it has more than 16 MiB")
                .doesNotContain("OutOfMemory");
    }

    private void write(int peers, int overlays, String padding) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(folder.resolve(DiscoveryFile.NAME))) {
            out.write("{\"version\":1,\"last_update\":\"2026-01-15T10:30:00Z\",\"peers\":[");
            for (int i = 0; i < peers; i++) {
                String host = "10.%d.%d.%d".formatted(i >> 16, i >> 8 & 255, i & 255);
                out.write(
                        """
                        %s{"stack_id":"s%d","host_ip":"%s","vxlan_endpoint":"%s:4789","vni":%d,\
                        "last_seen":"2026-01-15T10:29:45Z","status":"active"}%s\
                        """
                                .formatted(
                                        i == 0 ? "" : ",",
                                        i,
                                        host,
                                        host,
                                        1 + i % overlays,
                                        padding));
            }
            out.write("]}");
        }
    }

    private String readInSmallHeap() throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx64m",
                                "-XX:+UseSerialGC",
                                "-cp",
                                System.getProperty("java.class.path"),
                                SmallHeap.class.getName(),
                                folder.toString())
                        .redirectErrorStream(true)
                        .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
