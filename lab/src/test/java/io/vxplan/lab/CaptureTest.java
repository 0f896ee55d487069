package io.vxplan.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vxplan.lab.capture.VxlanFrame;
import io.vxplan.lab.layout.Topologies;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The frames of a lab on the real kernel: two hosts in two subnets of the underlay. Needs root.
class CaptureTest {
    private static final String TUNNEL =
            "echo 1 >/proc/sys/net/ipv6/conf/default/disable_ipv6 &&"
                    + " ip link add name vxlan100 address 02:00:00:00:00:0%1$d type vxlan id 100 dstport 4789"
                    + " local 198.18.%1$d.1 remote 198.18.%2$d.1 && ip address add 192.168.100.%1$d/24"
                    + " dev vxlan100 && ip link set dev vxlan100 up";

    @TempDir private Path folder;
    private Lab lab;

    @BeforeEach
    void up() throws LabException, IOException {
        Topologies topologies =
                new Topologies()
                        .host("a", "198.18.1.1")
                        .host("b", "198.18.2.1")
                        .routed("blue", "192.168.100.0/24");
        lab =
                Lab.up(
                        Blueprints.in(folder, topologies, "overlays: {}", LabConnection.NETNS),
                        _ -> {});
        run("a", TUNNEL.formatted(1, 2));
        run("b", TUNNEL.formatted(2, 1));
    }

    @AfterEach
    void down() throws LabException {
        Lab.down(folder.resolve("inventory.yaml"));
    }

    private void run(String host, String script) throws LabException {
        assertThat(lab.exec(host, List.of("sh", "-c", script))).isZero();
    }

    /// Does something as soon as it is listened to.
    private final class Recording implements CaptureSink {
        private final int wanted;
        private final Thread deed;
        private final List<String> seen = new ArrayList<>();
        private long missed;

        Recording(int wanted, Runnable deed) {
            this.wanted = wanted;
            this.deed = Thread.ofPlatform().unstarted(deed);
        }

        @Override
        public void listening() {
            deed.start();
        }

        @Override
        public boolean wantsMore() {
            return seen.size() < wanted;
        }

        @Override
        public void frame(VxlanFrame frame) {
            seen.add(lab.describe(frame));
        }

        @Override
        public void missed(long count) {
            missed += count;
        }
    }

    private void ping() {
        try {
            run("a", "ping -q -c 1 -W 2 192.168.100.2 >/dev/null");
        } catch (LabException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void eachFrameOfAnOverlayIsSeenOnce() throws Exception {
        Recording recording = new Recording(4, this::ping);

        lab.capture(recording);

        recording.deed.join();
        String there = "blue: 198.18.1.1 > 198.18.2.1 vni 100: 02:00:00:00:00:01 > ";
        String back = "blue: 198.18.2.1 > 198.18.1.1 vni 100: 02:00:00:00:00:02 > ";
        assertThat(recording.seen)
                .containsExactly(
                        there + "ff:ff:ff:ff:ff:ff: ARP who has 192.168.100.2, asks 192.168.100.1",
                        back + "02:00:00:00:00:01: ARP 192.168.100.2 is here, to 192.168.100.1",
                        there
                                + "02:00:00:00:00:02: 192.168.100.1 > 192.168.100.2 ICMP echo request",
                        back + "02:00:00:00:00:01: 192.168.100.2 > 192.168.100.1 ICMP echo reply");
        assertThat(recording.missed).isZero();
    }

    @Test
    void itEndsWithTheLab() {
        Recording recording =
                new Recording(
                        1,
                        () -> {
                            try {
                                down();
                            } catch (LabException e) {
                                throw new AssertionError(e);
                            }
                        });

        assertThatThrownBy(() -> lab.capture(recording))
                .isInstanceOf(LabException.class)
                .hasMessage("the lab was removed");
    }
}
