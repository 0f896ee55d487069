package io.vxplan.discovery.multicast;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.discovery.peers.PeerTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FloodTest {
    @Test
    void aFloodOfStrangersFitsIntoASmallHeap() throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx64m",
                                "-XX:+UseSerialGC",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Flood.class.getName())
                        .redirectErrorStream(true)
                        .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
        int peers = PeerTable.MAX_ALL_NETWORKS / PeerTable.MAX_NETWORKS;
        assertThat(output).isEqualTo(peers + " peers\n");
    }
}
