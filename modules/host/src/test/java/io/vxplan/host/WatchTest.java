package io.vxplan.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.host.DriftTest.Drift;
import io.vxplan.host.local.LocalHost;
import io.vxplan.host.local.Traffic;
import io.vxplan.host.local.Watch;
import io.vxplan.model.HostName;
import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.address.Prefix;
import io.vxplan.plan.Change;
import io.vxplan.testing.TestNamespace;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a host tells by itself when somebody changes it.
@Execution(ExecutionMode.CONCURRENT)
class WatchTest {
    private static final int FLOOD = 50_000;

    private final TestNamespace namespace = new TestNamespace();
    private final HostName name = new HostName(namespace.name());
    private final LocalHost host;
    private final Semaphore calls = new Semaphore(0);
    private final Queue<HostException> failures = new ConcurrentLinkedQueue<>();

    WatchTest() throws HostException {
        host = LocalHost.inNamespace(name, namespace.path());
        // What IPv6 does by itself would come late, and be taken for what a test waits for.
        namespace.sh("echo 0 | tee /proc/sys/net/ipv6/conf/*/accept_dad");
    }

    @AfterEach
    void close() {
        host.close();
        namespace.close();
        assertThat(failures).isEmpty();
    }

    private Watch watch(Runnable changed) throws HostException {
        return host.watch(changed, failures::add);
    }

    private void awaitCall() throws InterruptedException {
        assertThat(calls.tryAcquire(1, TimeUnit.MINUTES)).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("drifts")
    void allThatAnObserverSeesIsTold(Drift drift) throws Exception {
        namespace.sh(DriftTest.UNDERLAY);
        host.apply(DriftTest.changes(host));

        try (Watch _ = watch(calls::release)) {
            namespace.sh(drift.command());

            awaitCall();
        }
    }

    /// All but those of sysctls, of which the kernel says nothing.
    private static Stream<Drift> drifts() {
        return Drifts.ALL.stream().filter(drift -> !drift.command().contains("/proc/sys"));
    }

    @Test
    void routesToNetworksThatDoNotMatterAreNot() throws Exception {
        // A link that gets its carrier late, and its address of IPv6 then, are worth a call.
        namespace.sh(
                "echo 1 >/proc/sys/net/ipv6/conf/default/disable_ipv6; ip link add name d0 type veth peer name d1; ip link set dev d0 up; ip link set dev d1 up; ip addr add 10.0.0.1/24 dev d0");
        namespace.awaitLinks();
        Prefix matters = Prefix.parse("10.1.0.0/16");

        try (Watch _ = host.watch(matters::equals, calls::release, failures::add)) {
            namespace.sh(
                    "for i in $(seq 1 250); do echo route add 203.0.$i.0/24 via 10.0.0.2 proto bgp; done | ip -batch -");
            Thread.sleep(500);
            assertThat(calls.availablePermits()).isZero();

            namespace.sh("ip route add 10.1.0.0/16 via 10.0.0.2 proto bgp");
            awaitCall();
            Thread.sleep(500);
            calls.drainPermits();
            namespace.sh("ip route add 10.2.0.0/16 via 10.0.0.2 proto 158");
            awaitCall();
        }
    }

    @Test
    void trafficIsCounted() throws Exception {
        namespace.sh("ip link set dev lo up");
        InterfaceName loopback = new InterfaceName("lo");
        long before = host.traffic(loopback).orElseThrow().sent().packets();

        namespace.sh("ping -c 2 -i 0.01 127.0.0.1");

        Traffic.Direction sent = host.traffic(loopback).orElseThrow().sent();
        assertThat(sent.packets()).isEqualTo(before + 4);
        assertThat(sent.bytes()).isGreaterThan(sent.packets() * 64);
        assertThat(host.traffic(new InterfaceName("l"))).isEmpty();
    }

    /// It takes seconds until a neighbour has failed, so whatever is told would be here by then.
    @Test
    void whatTheKernelLearnsAndForgetsIsNot() throws Exception {
        namespace.sh(
                """
                set -e
                echo 1 >/proc/sys/net/ipv6/conf/default/disable_ipv6
                ip link add name vx type vxlan id 7 local 198.18.0.1 dstport 4789
                ip link set dev vx up
                ip addr add 192.168.100.1/24 dev vx
                """);
        try (Watch _ = watch(calls::release)) {
            namespace.sh(
                    """
                    set -e
                    for i in $(seq 2 50); do
                        ip neigh replace 192.168.100.$i lladdr 02:00:00:00:00:$i dev vx nud reachable
                        ip neigh replace 192.168.100.$i lladdr 02:00:00:00:01:$i dev vx nud stale
                        ip neigh del 192.168.100.$i dev vx
                        bridge fdb replace 02:00:00:00:00:$i dev vx dst 198.18.0.$i self dynamic
                        bridge fdb del 02:00:00:00:00:$i dev vx dst 198.18.0.$i self
                    done
                    ping -c 1 -W 1 192.168.100.77 >/dev/null || true
                    until ip neigh show 192.168.100.77 | grep -q FAILED; do sleep 0.1; done
                    """);
            assertThat(calls.availablePermits()).isZero();

            namespace.sh("ip route add 172.21.0.0/16 dev vx");
            awaitCall();
        }
    }

    @Test
    void whatThisProcessAppliesIsToldToo() throws Exception {
        try (Watch _ = watch(calls::release)) {
            host.apply(List.of(new Change.Create(Wanted.link("vxlan100"))));

            awaitCall();
        }
    }

    /// While the callback is busy nobody reads, and the kernel has to drop some.
    @Test
    void afterAFloodItGoesOn() throws Exception {
        CountDownLatch flooded = new CountDownLatch(1);
        Runnable busy =
                () -> {
                    calls.release();
                    await(flooded);
                };
        host.apply(List.of(new Change.Create(Wanted.link("vxlan100"))));
        List<Change> flood = new ArrayList<>();
        for (int i = 0; i < FLOOD; i++) {
            flood.add(new Change.Create(Wanted.peer(i)));
        }

        try (Watch _ = watch(busy)) {
            namespace.sh("ip link set dev vxlan100 mtu 1400");
            awaitCall();
            host.apply(flood);
            flooded.countDown();
            awaitCall();

            calls.drainPermits();
            namespace.sh("ip link del dev vxlan100");
            awaitCall();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void closingEndsItsThread() throws Exception {
        Watch watch = watch(calls::release);
        assertThat(threads()).hasSize(1);

        watch.close();
        watch.close();

        assertThat(threads()).isEmpty();
        namespace.sh("ip link set dev lo mtu 1400");
        assertThat(calls.availablePermits()).isZero();
    }

    @Test
    void whoIsCalledMayClose() throws Exception {
        AtomicReference<Watch> watch = new AtomicReference<>();
        CountDownLatch started = new CountDownLatch(1);
        watch.set(
                watch(() -> {
                    await(started);
                    watch.get().close();
                    calls.release();
                }));
        started.countDown();

        namespace.sh("ip link set dev lo mtu 1400");

        awaitCall();
    }

    private List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("watch " + name))
                .toList();
    }

    @Test
    void itDoesNotNeedTheHostToStayOpen() throws Exception {
        LocalHost other = LocalHost.inNamespace(name, namespace.path());
        try (Watch _ = other.watch(calls::release, failures::add)) {
            other.close();

            namespace.sh("ip link set dev lo mtu 1400");

            awaitCall();
        }
    }
}
