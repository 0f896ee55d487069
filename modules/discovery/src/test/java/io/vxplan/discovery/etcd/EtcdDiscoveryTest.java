package io.vxplan.discovery.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import io.etcd.jetcd.options.DeleteOption;
import io.vxplan.discovery.state.Stack;
import io.vxplan.discovery.state.Stacks;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Hosts that come, change and leave, and what strangers write.
@Execution(ExecutionMode.CONCURRENT)
class EtcdDiscoveryTest extends OnEtcd {
    @Test
    void threeHearOfEachOther() throws Exception {
        Ears earsC = new Ears();
        EtcdDiscovery a = join(earsA, LONG, A, Stacks.plain("stack-a", 1001, "10.0.1.5"));
        join(earsB, LONG, B);
        join(earsC, LONG, C);

        earsA.awaits(HEARD_B);
        earsA.awaits(HEARD_C);
        earsB.awaits(HEARD_A);
        earsB.awaits("heard stack-a (VNI 1001) at 10.0.1.5");
        earsB.awaits(HEARD_C);
        earsC.awaits(HEARD_A);
        earsC.awaits(HEARD_B);
        assertThat(earsB.stacks()).contains(A);
        assertThat(earsA.lines()).containsOnly(HEARD_B, HEARD_C);
        assertThat(a.counts())
                .containsOnlyKeys("read_sent", "write_sent", "lease_sent", "change_heard", "failed")
                .allSatisfy((kind, count) ->
                        assertThat(count > 0).as(kind).isEqualTo(!kind.equals("failed")));
        assertThat(keys())
                .containsEntry("stack-a/host_ip", "10.0.1.5")
                .containsEntry("stack-a/vni", "1000")
                .containsEntry("stack-a/vxlan_endpoint", "10.0.1.5:4789")
                .containsEntry("stack-a/last_seen", "2024-01-15T10:30:00Z")
                .containsEntry("stack-a/vxlan_ip", "192.168.100.1")
                .containsEntry("stack-a/networks", "172.20.0.0/16,fd00:20::/64")
                .containsEntry("stack-a/mac", "02:00:00:00:00:01")
                .containsEntry("stack-a@1001/vni", "1001")
                .hasSize(7 + 3 * 4);

        a.close();

        earsB.awaits(LEFT_A);
        earsC.awaits("left stack-a (VNI 1001) at 10.0.1.5");
        assertThat(keys()).doesNotContainKey("stack-a/host_ip").hasSize(2 * 4);
    }

    @Test
    void whatChangesIsHeard() throws Exception {
        join(earsA, LONG);
        EtcdDiscovery b = join(earsB, LONG, Stacks.full("stack-b", 1000, "10.0.2.6"), C);
        earsA.awaits(HEARD_C);

        b.announce(List.of(B));

        earsA.awaits(LEFT_C);
        Until.holds("without networks", () -> earsA.stacks().getLast().equals(B));
        assertThat(keys()).doesNotContainKey("stack-b/networks").hasSize(4);

        b.announce(List.of(B.at(C.hostIp())));

        earsA.awaits("heard stack-b (VNI 1000) at 10.0.3.7");
        assertThat(earsA.lines())
                .containsSubsequence(
                        HEARD_B,
                        "left stack-b (VNI 1000) at 10.0.2.6",
                        "heard stack-b (VNI 1000) at 10.0.3.7");
    }

    @Test
    void whoIsThereIsHeardAtEachAnnouncement() throws Exception {
        EtcdDiscovery a = join(earsA, LONG, A);
        join(earsB, LONG, B);
        earsA.awaits(HEARD_B);
        long before = earsA.count(HEARD_B);

        a.announce(List.of(A));

        assertThat(earsA.count(HEARD_B)).isGreaterThan(before);
    }

    @Test
    void whoFallsSilentLeavesWhenItsLeaseRanOut() throws Exception {
        join(earsA, LONG, A);
        Process c = Announcer.start(folder, etcd, 2, "stack-c", "10.0.3.7");
        try {
            earsA.awaits(HEARD_C);
            Processes.signal(c, "STOP");
            // On a busy machine it may have left once before, and come again.
            earsA.forget();
            earsA.awaits(LEFT_C);
            earsA.forget();
            Processes.signal(c, "CONT");

            earsA.awaits(HEARD_C);
        } finally {
            Processes.end(c);
        }
        earsA.awaits(LEFT_C);
    }

    @Test
    void aStackOfAnotherHostIsLeftToIt() throws Exception {
        EtcdDiscovery b = join(earsB, LONG, B);
        Stack thief = Stacks.plain("stack-b", 1000, "10.0.9.9");
        EtcdDiscovery a = join(earsA, LONG, A, thief);

        earsA.awaits(
                "refused 10.0.2.6: it has registered stack-b (VNI 1000), which this host"
                        + " announces as well");
        assertThat(keys())
                .containsEntry("stack-b/host_ip", "10.0.2.6")
                .containsEntry("stack-a/host_ip", "10.0.1.5");
        a.announce(List.of(A, thief));
        assertThat(earsA.lines())
                .filteredOn(line -> line.startsWith("refused"))
                .hasSizeGreaterThan(1);
        assertThat(earsB.lines()).containsOnly(HEARD_A);

        b.close();

        Until.holds("taken over", () -> hasHost("stack-b", "10.0.9.9"));
    }

    private boolean hasHost(String stack, String host) {
        try {
            return host.equals(keys().get(stack + "/host_ip"));
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aHostThatWasStartedAnewTakesItsOwnAtOnce() throws Exception {
        join(earsA, LONG, A);
        Process c = Announcer.start(folder, etcd, 30, "stack-c", "10.0.3.7");
        try {
            earsA.awaits(HEARD_C);
        } finally {
            Processes.end(c);
        }
        EtcdDiscovery again = join(earsB, LONG, C);

        assertThat(earsB.lines()).containsOnly(HEARD_A);
        again.close();
        earsA.awaits(LEFT_C);
        assertThat(keys()).doesNotContainKey("stack-c/host_ip");
    }

    @Test
    void keysThatSomebodyDeletedAreBackAtOnce() throws Exception {
        join(earsA, LONG, A);
        kv().delete(
                        EtcdServer.bytes("/docker-router/discovery/stack-a/"),
                        DeleteOption.builder().isPrefix(true).build())
                .get();

        Until.holds("it is back", () -> hasHost("stack-a", "10.0.1.5"));
        assertThat(keys()).hasSize(7);
    }

    @Test
    void whatStrangersWrite() throws Exception {
        long lease = stranger.getLeaseClient().grant(60).get().getID();
        EtcdDiscovery a = join(earsA, LONG, A);
        put("x", "y");
        put("x/y/z", "y");
        put("x/y", "y");
        put("hand/host_ip", "10.0.4.8");
        put("half/host_ip", "10.0.4.8", lease);
        put("wrong/host_ip", "the\nhost", lease);
        put("wrong/vni", "1000", lease);
        put("\u0007bell/vni", "0", lease);
        put("long/networks", "1".repeat(5_000), lease);
        for (int i = 0; i < 8; i++) {
            put("megabytes/" + i, "1".repeat(1_400_000));
        }
        String at = "refused /docker-router/discovery/";
        List<String> refusals =
                List.of(
                        at + "x: it is no key of a stack",
                        at + "x/y: it is no key of a stack",
                        at + "x/y/z: it is no key of a stack",
                        at + "hand: it has no lease, so nobody can tell whether it is still there",
                        at + "half: vni is missing",
                        at + "wrong: host_ip: 'the?host' is not an IPv4 or IPv6 address",
                        at + "long/networks: its value has more than 4,096 bytes",
                        at + "megabytes/7: it is no key of a stack");
        refusals.forEach(earsA::awaits);
        earsA.forget();

        a.announce(List.of(A));

        assertThat(earsA.lines()).containsAll(refusals).hasSizeLessThan(20);
        join(earsB, LONG, B);
        earsA.awaits(HEARD_B);
        earsB.awaits(HEARD_A);
    }
}
