package io.vxplan.host.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.host.Aftermath;
import io.vxplan.host.DelegatingHost;
import io.vxplan.host.Host;
import io.vxplan.host.HostException;
import io.vxplan.host.HostOpener;
import io.vxplan.host.memory.MemoryHost;
import io.vxplan.model.HostName;
import io.vxplan.model.resource.HostState;
import io.vxplan.model.resource.Sysctl;
import io.vxplan.plan.Change;
import io.vxplan.plan.HostPlan;
import io.vxplan.plan.Responsibility;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RolloutTest {
    private static final HostState FORWARDING =
            HostState.of(List.of(new Sysctl("net.ipv4.ip_forward", "1")));

    private final ConcurrentMap<HostName, Host> machines = new ConcurrentHashMap<>();

    private static List<HostName> names(int count) {
        return IntStream.range(0, count).mapToObj(i -> new HostName("h%02d".formatted(i))).toList();
    }

    private Host open(HostName name) throws HostException {
        if (name.value().endsWith("3")) {
            throw new HostException(name, "no route to host", "is it up?");
        }
        return machines.computeIfAbsent(
                name,
                host ->
                        new MemoryHost(
                                host,
                                HostState.of(List.of(new Sysctl("net.ipv4.ip_forward", "0")))));
    }

    @Test
    void aFailingHostDoesNotStopTheOthers() {
        try (Fleet fleet = new Fleet(this::open, 4)) {
            Rollout rollout =
                    new Rollout(fleet, Responsibility.ofAll("demo"), _ -> FORWARDING, false);
            SortedMap<HostName, HostPlan> plans = new TreeMap<>();
            List<HostName> failed = new ArrayList<>();
            rollout.plan(
                    names(10),
                    (host, outcome) -> {
                        switch (outcome) {
                            case Outcome.Done<HostPlan>(var plan) -> plans.put(host, plan);
                            case Outcome.Failed<HostPlan> _ -> failed.add(host);
                        }
                    });

            List<Outcome<HostPlan>> outcomes = new ArrayList<>();
            rollout.apply(plans, OnError.KEEP, (_, outcome) -> outcomes.add(outcome));

            assertThat(failed).containsExactly(new HostName("h03"));
            assertThat(outcomes).hasSize(9).allMatch(Outcome.Done.class::isInstance);
        }
    }

    @Test
    void whatIsNotThereAfterwardsIsAFailure() {
        HostOpener forgetful =
                name ->
                        new Forgetful(
                                new MemoryHost(
                                        name,
                                        HostState.of(
                                                List.of(new Sysctl("net.ipv4.ip_forward", "0")))));
        try (Fleet fleet = new Fleet(forgetful, 1)) {
            Rollout rollout =
                    new Rollout(fleet, Responsibility.ofAll("demo"), _ -> FORWARDING, false);
            SortedMap<HostName, HostPlan> plans = new TreeMap<>();
            rollout.plan(
                    names(1),
                    (host, outcome) -> plans.put(host, ((Outcome.Done<HostPlan>) outcome).value()));

            List<String> failures = new ArrayList<>();
            rollout.apply(
                    plans,
                    OnError.KEEP,
                    (_, outcome) ->
                            failures.add(
                                    ((Outcome.Failed<HostPlan>) outcome).failure().getMessage()));

            assertThat(failures)
                    .containsExactly(
                            "after the changes the host still differs: different: sysctl net.ipv4.ip_forward");
        }
    }

    private static final Sysctl IPV4 = new Sysctl("net.ipv4.ip_forward", "0");

    private static final Sysctl IPV6 = new Sysctl("net.ipv6.conf.all.forwarding", "0");

    /// The second change is refused: what it would create, somebody else has created meanwhile.
    private static HostPlan refusedAfterTheFirst(HostName host) {
        return new HostPlan(
                host,
                List.of(
                        new Change.Update(IPV4, new Sysctl(IPV4.name(), "1")),
                        new Change.Create(IPV6)),
                List.of());
    }

    private static HostException refused(Host host, OnError onError) {
        List<HostException> failures = new ArrayList<>();
        Map<HostName, HostPlan> plans = Map.of(host.name(), refusedAfterTheFirst(host.name()));
        try (Fleet fleet = new Fleet(_ -> host, 1)) {
            new Rollout(fleet, Responsibility.ofAll("demo"), _ -> FORWARDING, false)
                    .apply(
                            new TreeMap<>(plans),
                            onError,
                            (_, outcome) ->
                                    failures.add(((Outcome.Failed<HostPlan>) outcome).failure()));
        }
        return failures.getFirst();
    }

    private static MemoryHost machine() {
        return new MemoryHost(new HostName("h1"), HostState.of(List.of(IPV4, IPV6)));
    }

    @Test
    void whatWasDoneBeforeARefusedChangeIsUndone() {
        MemoryHost host = machine();

        HostException failure = refused(host, OnError.ROLLBACK);

        assertThat(failure).hasMessage("sysctl net.ipv6.conf.all.forwarding: File exists (EEXIST)");
        assertThat(failure.aftermath()).contains(new Aftermath.Undone());
        assertThat(host.observe()).isEqualTo(HostState.of(List.of(IPV4, IPV6)));
    }

    @Test
    void orKept() {
        MemoryHost host = machine();

        assertThat(refused(host, OnError.KEEP).aftermath()).contains(new Aftermath.Kept());
        assertThat(host.observe().sysctl(IPV4.name())).contains("1");
    }

    @Test
    void whatCanNotBeUndoneIsSaid() {
        MemoryHost machine = machine();
        AtomicInteger applies = new AtomicInteger();
        Host breaking =
                new DelegatingHost(machine) {
                    @Override
                    public void apply(List<Change> changes) throws HostException {
                        if (applies.incrementAndGet() > 1) {
                            throw new HostException(name(), "the connection broke", "");
                        }
                        super.apply(changes);
                    }
                };

        assertThat(refused(breaking, OnError.ROLLBACK).aftermath())
                .contains(new Aftermath.Uncertain("the connection broke"));
    }

    @Test
    void outcomesComeInOrderAndNoMoreHostsThanForksAreWorkedOn() {
        AtomicInteger now = new AtomicInteger();
        List<Integer> seen = Collections.synchronizedList(new ArrayList<>());
        List<HostName> order = new ArrayList<>();
        List<HostName> hosts = names(40).stream().filter(n -> !n.value().endsWith("3")).toList();
        try (Fleet fleet = new Fleet(this::open, 3)) {
            fleet.each(
                    hosts,
                    _ -> {
                        seen.add(now.incrementAndGet());
                        return now.decrementAndGet();
                    },
                    (host, _) -> order.add(host));
        }

        assertThat(order).isEqualTo(hosts);
        assertThat(seen).allMatch(count -> count <= 3);
    }

    @Test
    void aHostThatCouldNotBeReachedIsNotTriedForEachTask() {
        AtomicInteger tries = new AtomicInteger();
        List<String> failures = new ArrayList<>();
        HostOpener unreachable =
                name -> {
                    throw new HostException(name, "try " + tries.incrementAndGet(), "");
                };
        try (Fleet fleet = new Fleet(unreachable, 1)) {
            for (int task = 0; task < 2; task++) {
                fleet.each(
                        names(1),
                        Host::observe,
                        (_, outcome) ->
                                failures.add(
                                        ((Outcome.Failed<HostState>) outcome)
                                                .failure()
                                                .getMessage()));
            }
        }

        assertThat(failures).containsExactly("try 1", "try 1");
    }

    @Test
    void aBugOnOneHostIsReportedAsSuch() {
        Map<HostName, Outcome<Integer>> outcomes = new TreeMap<>();
        try (Fleet fleet = new Fleet(this::open, 3)) {
            fleet.<Integer>each(
                    names(2),
                    host -> {
                        if (host.name().value().equals("h01")) {
                            throw new IllegalStateException("oops");
                        }
                        return 1;
                    },
                    outcomes::put);
        }

        assertThat(outcomes.get(new HostName("h00"))).isEqualTo(new Outcome.Done<>(1));
        assertThat(outcomes.get(new HostName("h01")))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed ->
                                assertThat(failed.failure())
                                        .hasMessageContaining("internal error")
                                        .hasMessageContaining("oops"));
    }

    /// Says yes to everything and does nothing, as a kernel does that refuses silently.
    private static final class Forgetful extends DelegatingHost {
        Forgetful(MemoryHost host) {
            super(host);
        }

        @Override
        public void apply(List<Change> changes) {}
    }
}
