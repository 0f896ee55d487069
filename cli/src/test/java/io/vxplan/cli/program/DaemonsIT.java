package io.vxplan.cli.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.cli.program.Program.Running;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Stacks come and go, and what they find each other by fails, on the real kernel, with both
/// daemons as processes and real servers. What pings must ping loses nothing all the while. Needs
/// root, etcd and BIND.
class DaemonsIT extends OnSegment {
    private static final boolean LONG = Boolean.getBoolean("long");

    private static final int TERMINATED_CLEANLY = 0;

    /// After which who is not heard is gone: PEER_TIMEOUT and an announce interval.
    private static final int GONE_SECONDS = 4;

    @Test
    void multicast() throws Exception {
        try (Way way = Mode.MULTICAST.open(segment, folder);
                Stacks stacks = new Stacks(program, folder, way.settings())) {
            threeFindEachOther(stacks);
            Ping ping = new Ping(1, 2);
            oneComesAndIsKilled(stacks);
            oneLeavesAndComesBack(stacks);
            aLinkGoesDownAndComesBack(stacks);
            aRestartedRouterLosesNothing(stacks);
            whatTakesLong(stacks);
            assertThat(ping.end()).contains(" 0% packet loss");
        }
    }

    @Test
    void gossip() throws Exception {
        try (Way way = Mode.GOSSIP.open(segment, folder);
                Stacks stacks = new Stacks(program, folder, way.settings())) {
            threeFindEachOther(stacks);
            Ping ping = new Ping(1, 2);
            oneComesAndIsKilled(stacks);
            oneLeavesAndComesBack(stacks);
            aLinkGoesDownAndComesBack(stacks);
            whatTakesLong(stacks);
            assertThat(ping.end()).contains(" 0% packet loss");
        }
    }

    @Test
    void etcd() throws Exception {
        try (EtcdCluster etcd = new EtcdCluster(segment, folder);
                Stacks stacks = new Stacks(program, folder, etcd.settings())) {
            threeFindEachOther(stacks);
            Ping ping = new Ping(1, 2);
            etcd.killMember();
            oneComesAndIsKilled(stacks);
            theServersAreAway(stacks, etcd);
            theServersHang(stacks, etcd);
            oneLeavesAndComesBack(stacks);
            aLinkGoesDownAndComesBack(stacks);
            whatTakesLong(stacks);
            assertThat(ping.end()).contains(" 0% packet loss");
        }
    }

    @Test
    void dns() throws Exception {
        try (NameServer bind = new NameServer(segment, folder);
                Stacks stacks = new Stacks(program, folder, bind.settings())) {
            threeFindEachOther(stacks);
            Ping ping = new Ping(1, 2);
            oneComesAndIsKilled(stacks);
            theServersAreAway(stacks, bind);
            theServersHang(stacks, bind);
            oneLeavesAndComesBack(stacks);
            aLinkGoesDownAndComesBack(stacks);
            whatTakesLong(stacks);
            assertThat(ping.end()).contains(" 0% packet loss");
        }
    }

    private void threeFindEachOther(Stacks stacks) throws IOException {
        for (int number = 1; number <= 3; number++) {
            segment.addHost(number);
            stacks.start(number, List.of(1, 2, 3));
        }
        stacks.awaitPing(1, 2);
        stacks.awaitPing(2, 3);
        stacks.awaitPing(3, 1);
    }

    /// No file lists it, and nothing of it is left.
    private void oneComesAndIsKilled(Stacks stacks) throws IOException {
        List<String> before = List.of(Segment.overlay(1), Segment.overlay(3));
        segment.addHost(4);
        stacks.start(4, List.of());
        stacks.awaitPing(4, 1);
        stacks.awaitPing(3, 4);
        Shell.kill(stacks.discovery(4));
        Shell.kill(stacks.router(4));
        stacks.awaitForgotten(1, 4);
        stacks.awaitForgotten(3, 4);
        assertThat(List.of(Segment.overlay(1), Segment.overlay(3))).isEqualTo(before);
    }

    private static void oneLeavesAndComesBack(Stacks stacks) throws Exception {
        Running discovery = stacks.discovery(3);
        discovery.process().destroy();
        assertThat(discovery.process().waitFor()).isEqualTo(TERMINATED_CLEANLY);
        stacks.awaitForgotten(1, 3);
        stacks.startDiscovery(3);
        stacks.awaitPing(1, 3);
    }

    private void aLinkGoesDownAndComesBack(Stacks stacks) throws IOException {
        segment.linkDown(3);
        stacks.awaitForgotten(1, 3);
        stacks.awaitForgotten(2, 3);
        // It hears nobody, so it gives nobody up.
        assertThat(stacks.knows(3, 1)).isTrue();
        segment.linkUp(3);
        stacks.awaitPing(3, 1);
        stacks.awaitPing(2, 3);
    }

    /// For longer than anybody is waited for.
    private static void theServersAreAway(Stacks stacks, Servers servers) throws Exception {
        servers.stop();
        nobodyIsGivenUp(stacks);
        servers.start();
        stacks.awaitHearing(1);
        stacks.awaitHearing(3);
    }

    /// They take connections, and answer nothing; leases run out meanwhile.
    private static void theServersHang(Stacks stacks, Servers servers) throws Exception {
        if (LONG) {
            servers.freeze();
            nobodyIsGivenUp(stacks);
            servers.thaw();
            stacks.awaitHearing(1);
            stacks.awaitHearing(3);
        }
    }

    private static void nobodyIsGivenUp(Stacks stacks) throws InterruptedException {
        TimeUnit.SECONDS.sleep(GONE_SECONDS + 2);
        for (int number = 1; number <= 3; number++) {
            assertThat(stacks.discovery(number).process().isAlive()).isTrue();
            for (int other = 1; other <= 3; other++) {
                assertThat(number == other || stacks.knows(number, other)).isTrue();
            }
        }
    }

    private void whatTakesLong(Stacks stacks) throws Exception {
        if (LONG) {
            aKilledDiscoveryIsStartedAnew(stacks);
            aCableIsPulledAndPutBack(stacks);
        }
    }

    /// As systemd would do. It is that of a host that pings.
    private static void aKilledDiscoveryIsStartedAnew(Stacks stacks) throws IOException {
        Shell.kill(stacks.discovery(1));
        stacks.startDiscovery(1);
        stacks.awaitOutput(stacks.discovery(1), "2 peers known from before");
        stacks.awaitPing(1, 3);
    }

    /// Neither end is told.
    private void aCableIsPulledAndPutBack(Stacks stacks) throws IOException {
        segment.unplug(3);
        stacks.awaitForgotten(1, 3);
        stacks.awaitForgotten(2, 3);
        segment.plugIn(3);
        stacks.awaitPing(3, 1);
        stacks.awaitPing(2, 3);
    }

    private static void aRestartedRouterLosesNothing(Stacks stacks) throws Exception {
        stacks.router(1).process().destroy();
        assertThat(stacks.router(1).process().waitFor()).isEqualTo(TERMINATED_CLEANLY);
        stacks.startRouter(1);
        stacks.awaitPing(1, 3);
        Shell.run(
                "bridge -n %s fdb del 00:00:00:00:00:00 dev vxlan1000 dst 198.18.0.3"
                        .formatted(Segment.host(1)));
        stacks.awaitPing(1, 3);
    }
}
