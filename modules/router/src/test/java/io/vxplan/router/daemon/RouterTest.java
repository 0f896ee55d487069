package io.vxplan.router.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.host.HostException;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Stacks come and go, and somebody takes away what a router has set.
@Execution(ExecutionMode.CONCURRENT)
class RouterTest extends OnThreeHosts {

    @Test
    void stacksReachEachOtherAndWhatIsBehind() throws IOException {
        allFindEachOther();

        assertThat(namespaces.reaches("a", "192.168.100.2")).isTrue();
        assertThat(namespaces.reaches("b", "192.168.100.3")).isTrue();
        assertThat(namespaces.reaches("wb", "172.22.0.10")).isTrue();
        await("routes.json", () -> Files.exists(a().file("run/routes.json")));
        assertThat(Files.readString(a().file("run/routes.json")))
                .isEqualToNormalizingNewlines(
                        """
                        {
                          "routes" : [ {
                            "destination" : "172.21.0.0/16",
                            "next_hop" : "192.168.100.2",
                            "interface" : "vxlan1000",
                            "source" : "discovery"
                          }, {
                            "destination" : "172.22.0.0/16",
                            "next_hop" : "192.168.100.3",
                            "interface" : "vxlan1000",
                            "source" : "discovery"
                          } ]
                        }\
                        """);
    }

    @Test
    void whoVanishesIsGoneAfterTheHoldDown() throws IOException, InterruptedException {
        allFindEachOther();
        Namespaces.Pings pings = namespaces.pings("wa", "172.21.0.10");

        long vanished = System.nanoTime();
        a().discovers(2);
        await("c is gone", () -> a().kernel().equals(B_OF_A));

        assertThat(System.nanoTime() - vanished).isGreaterThan(Running.HOLD_DOWN.toNanos());
        assertThat(pings.summary()).contains(" 0% packet loss");
    }

    @Test
    void whoOnlyFlapsIsNeverGone() throws IOException, InterruptedException {
        allFindEachOther();
        Namespaces.Pings pings = namespaces.pings("wa", "172.22.0.10");

        for (int i = 0; i < 20; i++) {
            a().discovers(2);
            Thread.sleep(100);
            a().discovers(2, 3);
            Thread.sleep(100);
        }

        assertThat(pings.summary()).contains(" 0% packet loss");
        assertThat(a().lines()).noneMatch(line -> line.contains("removed"));
    }

    @Test
    void aRestartLosesNothing() throws IOException, InterruptedException, HostException {
        allFindEachOther();
        Namespaces.Pings pings = namespaces.pings("wa", "172.21.0.10");

        a().restart();
        await("it is up", () -> said("ended"));
        // Discovery was restarted as well, and knows nobody yet.
        a().discovers();
        Thread.sleep(Running.HOLD_DOWN.plusMillis(500));
        assertThat(a().kernel()).isEqualTo(ALL_OF_A);
        a().discovers(2, 3);
        Thread.sleep(200);
        a().discovers(2);
        await("who vanishes afterwards goes", () -> a().kernel().equals(B_OF_A));

        assertThat(pings.summary()).contains(" 0% packet loss");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bridge fdb del 00:00:00:00:00:00 dev vxlan1000 dst 10.0.0.2 self",
                "ip route del 172.21.0.0/16",
                "ip addr del 192.168.100.1/24 dev vxlan1000",
                "ip link set dev vxlan1000 down",
                "ip link del dev vxlan1000"
            })
    void whatSomebodyTakesAwayIsBackAtOnce(String command) throws Exception {
        allFindEachOther();
        // It looks once more after its own changes; from then on only if it is told to.
        Thread.sleep(1500);

        namespaces.sh("a", command);

        await("b is reached again", () -> namespaces.reaches("wa", "172.21.0.10"));
        await("the kernel has it again", () -> a().kernel().equals(ALL_OF_A));
    }

    private boolean sleepsThrough() {
        String passes = a().passes();
        namespaces.sh(
                "a",
                "for i in $(seq 1 250); do echo route replace 203.0.$i.0/24 via 10.0.0.254 proto bgp; done | ip -batch -");
        pause(500);
        return a().passes().equals(passes);
    }

    @Test
    void routesOfOthersWakeNobody() throws Exception {
        allFindEachOther();
        // What else the kernel tells of in this time (an address that became usable) may wake the
        // router too, but not every time.
        await("a full table comes and nobody wakes", () -> sleepsThrough());

        namespaces.sh("a", "ip route del 172.21.0.0/16");
        await("what is ours is seen", () -> a().kernel().equals(ALL_OF_A));
        namespaces.sh("a", "ip route add 172.21.0.0/16 via 10.0.0.254 proto bgp metric 5");
        String after = a().passes();
        await("as is another's to a network of ours", () -> !a().passes().equals(after));
    }
}
