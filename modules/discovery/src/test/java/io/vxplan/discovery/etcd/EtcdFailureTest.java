package io.vxplan.discovery.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.discovery.state.Stacks;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// An etcd that is stopped, frozen, emptied and compacted: nobody is lost by it.
@Execution(ExecutionMode.CONCURRENT)
class EtcdFailureTest extends OnEtcd {
    @Test
    void whoseEtcdIsAwayLosesNobody() throws Exception {
        EtcdDiscovery a = join(earsA, SHORT, A);
        join(earsB, SHORT, B);
        earsA.awaits(HEARD_B);
        etcd.stop();
        Until.holds(
                "the trouble is told; it is " + trouble(a, A),
                () ->
                        trouble(a, A).startsWith("etcd at http://" + etcd.endpoint() + ": can't ")
                                && trouble(a, A).contains("Connection refused"));
        earsA.forget();
        assertThat(a.deaf().orElseThrow()).startsWith("etcd at http://" + etcd.endpoint());

        assertThat(a.counts().get("failed")).isPositive();

        etcd.startAgain();

        earsA.awaits(HEARD_B);
        Until.holds("it hears", () -> a.deaf().isEmpty());
        join(new Ears(), LONG, C);
        earsA.awaits(HEARD_C);
        earsB.awaits(HEARD_C);
        assertThat(earsA.hasLeft()).isFalse();
        assertThat(earsB.hasLeft()).isFalse();
    }

    @Test
    void whoseEtcdLostItsDataLosesNobody() throws Exception {
        join(earsA, LONG, A);
        join(earsB, LONG, B);
        earsA.awaits(HEARD_B);
        etcd.stop();
        etcd.loseData();
        earsA.forget();
        earsB.forget();

        etcd.startAgain();

        earsA.awaits(HEARD_B);
        earsB.awaits(HEARD_A);
        assertThat(earsA.hasLeft()).isFalse();
        assertThat(earsB.hasLeft()).isFalse();
        assertThat(keys()).containsKeys("stack-a/host_ip", "stack-b/host_ip");
    }

    @Test
    void whoseEtcdSleptLongerThanAllLeasesLosesNobody() throws Exception {
        EtcdDiscovery a = join(etcd.settings(SHORTEST).askedEach(SHORTEST), earsA, A);
        join(earsB, SHORTEST, B);
        earsA.awaits(HEARD_B);
        etcd.freeze();
        // There is nothing to look at: leases run out by time.
        Thread.sleep(SHORTEST.plusSeconds(1));
        Until.holds("it is noticed", () -> a.deaf().toString().contains("no answer in 1000 ms"));
        earsA.forget();
        earsB.forget();

        etcd.thaw();

        earsA.awaits(HEARD_B);
        earsB.awaits(HEARD_A);
        assertThat(earsA.hasLeft()).isFalse();
        assertThat(earsB.hasLeft()).isFalse();
    }

    @Test
    void everyMemberMayFail() throws Exception {
        List<EtcdServer> members = EtcdServer.startMembers(folder, 3);
        try {
            EtcdSettings settings = EtcdServer.settings(members, LONG);
            join(settings, earsA, A);
            join(settings, earsB, B);
            earsA.awaits(HEARD_B);
            for (int i = 0; i < members.size(); i++) {
                members.get(i).stop();

                join(settings, new Ears(), Stacks.plain("late-" + i, 1000, "10.0.4." + i));

                earsA.awaits("heard late-%d (VNI 1000) at 10.0.4.%d".formatted(i, i));
                earsB.awaits("heard late-%d (VNI 1000) at 10.0.4.%d".formatted(i, i));
                members.get(i).startAgain();
            }
            assertThat(earsA.hasLeft()).isFalse();
            assertThat(earsB.hasLeft()).isFalse();
            open.forEach(EtcdDiscovery::close);
        } finally {
            members.forEach(EtcdServer::close);
        }
    }

    @Test
    void compaction() throws Exception {
        EtcdDiscovery a = join(earsA, LONG, A);
        for (int i = 0; i < 20; i++) {
            put("x", "y" + i);
        }
        long now = kv().get(EtcdServer.bytes("x")).get().getHeader().getRevision();
        kv().compact(now).get();

        EtcdDiscovery b = join(earsB, LONG, B);
        earsA.awaits(HEARD_B);
        etcd.stop();
        etcd.startAgain();
        Until.holds("it is back", () -> trouble(a, A).isEmpty());
        b.close();

        earsA.awaits("left stack-b (VNI 1000) at 10.0.2.6");
    }
}
