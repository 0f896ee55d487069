package io.vxplan.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.model.HostName;
import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.address.MacAddress;
import io.vxplan.model.address.Vni;
import io.vxplan.model.resource.Bridge;
import io.vxplan.model.resource.BridgePort;
import io.vxplan.model.resource.FdbEntry;
import io.vxplan.model.resource.HostState;
import io.vxplan.model.resource.Key;
import io.vxplan.model.resource.Mark;
import io.vxplan.model.resource.Resource;
import io.vxplan.model.resource.Vxlan;
import io.vxplan.model.topology.Allocations;
import io.vxplan.model.topology.Flooding;
import io.vxplan.model.topology.Topology;
import io.vxplan.plan.compile.Compiler;
import io.vxplan.plan.compile.Ipam;
import io.vxplan.plan.diff.Differ;
import io.vxplan.plan.render.TextPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PlanTest {
    private static final HostName H1 = new HostName("h1");

    private static HostState compile(Topology topology) {
        Ipam.Result addresses = Ipam.allocate(topology, Allocations.EMPTY);
        assertThat(addresses.diagnostics()).isEmpty();
        return new Compiler(topology, addresses.allocations()).stateOf(H1);
    }

    private static HostPlan diff(HostState desired, HostState observed) {
        return Differ.diff(H1, "demo", desired, observed, false);
    }

    /// A kernel that does as it is told, and no more.
    private static HostState after(HostState state, HostPlan plan) {
        SortedMap<Key, Resource> resources = new TreeMap<>(state.byKey());
        for (Change change : plan.changes()) {
            switch (change) {
                case Change.Create(var after) -> resources.put(after.key(), after);
                case Change.Update(_, var after) -> resources.put(after.key(), after);
                case Change.Delete(var before, var lost) -> {
                    resources.remove(before.key());
                    lost.forEach(gone -> resources.remove(gone.key()));
                }
                case Change.Replace(_, var after, _, var lost) -> {
                    lost.forEach(gone -> resources.remove(gone.key()));
                    resources.put(after.key(), after);
                }
            }
        }
        return HostState.of(resources.values());
    }

    @Test
    void aFreshHostGetsEverythingInTheOrderInWhichItIsBuilt() {
        HostPlan plan =
                diff(compile(Samples.routed(3, 1000, new Flooding.Replicate())), Samples.fresh(1));

        assertThat(plan.problems()).isEmpty();
        assertThat(new TextPlan(false).host(plan))
                .isEqualTo(
                        """
                        h1:
                           + vxlan vxlan1000
                                kind         vxlan
                                vni          1000
                                local        198.18.0.1
                                port         4789
                                ttl          auto
                                tos          0
                                learning     on
                                ageing       300
                                address      %s
                                mtu          1450
                                state        up
                                link group   158
                                alias        vxplan:demo/blue
                                addrgenmode  eui64
                           + address 192.168.100.1/24 dev vxlan1000
                           + fdb 00:00:00:00:00:00 dev vxlan1000 dst 198.18.0.2
                           + fdb 00:00:00:00:00:00 dev vxlan1000 dst 198.18.0.3
                           + route 172.21.0.0/16 via 192.168.100.2 dev vxlan1000
                           ~ sysctl net.ipv4.ip_forward
                                value: 0 -> 1

                        """
                                .formatted(MacAddress.derived("vxlan", "demo", "blue", "h1")));
    }

    @Test
    void theSecondPlanIsEmpty() {
        HostState desired = compile(Samples.routed(4, 1000, new Flooding.Static()));
        HostState applied = after(Samples.fresh(1), diff(desired, Samples.fresh(1)));

        assertThat(diff(desired, applied).changes()).isEmpty();
    }

    @Test
    void anotherVniReplacesTheLinkAndWhatWentWithItComesAgain() {
        Topology old = Samples.routed(2, 1000, new Flooding.Replicate());
        HostState applied = after(Samples.fresh(1), diff(compile(old), Samples.fresh(1)));
        HostState desired = compile(Samples.routed(2, 1001, "vxlan1000", new Flooding.Replicate()));

        HostPlan plan = diff(desired, applied);

        assertThat(plan.changes().getFirst())
                .isInstanceOfSatisfying(
                        Change.Replace.class,
                        replace -> {
                            assertThat(replace.forcedBy()).containsExactly("vni");
                            assertThat(replace.lost()).hasSize(3);
                        });
        assertThat(plan.changes()).hasSize(4);
        assertThat(diff(desired, after(applied, plan)).changes()).isEmpty();
    }

    @Test
    void destroyingRemovesOursAndNothingElse() {
        HostState fresh = Samples.fresh(1);
        HostState applied =
                after(
                        fresh,
                        diff(compile(Samples.routed(3, 1000, new Flooding.Replicate())), fresh));

        HostPlan plan = diff(HostState.EMPTY, applied);

        assertThat(plan.changes()).singleElement().isInstanceOf(Change.Delete.class);
        assertThat(after(applied, plan).byKey().keySet()).isEqualTo(fresh.byKey().keySet());
    }

    @Test
    void aForeignInterfaceOfTheNameIsAnErrorThatSaysHowToAdoptIt() {
        HostState desired = compile(Samples.routed(2, 1000, new Flooding.Replicate()));
        HostState applied = after(Samples.fresh(1), diff(desired, Samples.fresh(1)));
        HostState foreign = Marks.removed(applied);

        HostPlan plan = diff(desired, foreign);

        assertThat(plan.isBlocked()).isTrue();
        assertThat(plan.problems().getFirst())
                .hasToString(
                        "error: interface 'vxlan1000' exists and is not marked as ours; remove it, choose another"
                                + " `device`, or take it over with `apply --adopt`");
    }

    /// The kernel keeps one device for a VNI and port, so both have to go before either can come.
    @Test
    void twoLinksThatSwapTheirVnisGoBothBeforeTheyComeAgain() {
        Vxlan a = vxlan("vxlanA", 1);
        Vxlan b = vxlan("vxlanB", 2);
        HostState observed = with(Samples.fresh(1), a, b);

        HostPlan plan =
                diff(HostState.of(List.of(vxlan("vxlanA", 2), vxlan("vxlanB", 1))), observed);

        assertThat(plan.changes())
                .extracting(change -> change.getClass().getSimpleName() + " " + change.key())
                .containsExactly(
                        "Delete LinkKey[name=vxlanB]",
                        "Delete LinkKey[name=vxlanA]",
                        "Create LinkKey[name=vxlanA]",
                        "Create LinkKey[name=vxlanB]");
        assertThat(plan.interrupted()).containsExactly(a.key(), b.key());
    }

    /// What stood in the bridge's table for a port goes with it.
    @Test
    void aPortThatMovesToAnotherBridgeGetsItsEntriesOnceMore() {
        Vxlan port = vxlan("vxlanA", 1);
        Bridge old = bridge("br-old");
        Bridge wanted = bridge("br-new");
        FdbEntry entry =
                new FdbEntry(
                        port.name(),
                        FdbEntry.Table.MASTER,
                        MacAddress.derived("peer"),
                        Optional.empty(),
                        FdbEntry.State.STATIC);
        BridgePort before = new BridgePort(port.name(), old.name(), Mark.PORT_COST, false, true);
        BridgePort after = new BridgePort(port.name(), wanted.name(), Mark.PORT_COST, false, true);

        HostPlan withoutOld =
                diff(
                        HostState.of(List.of(port, wanted, after, entry)),
                        with(Samples.fresh(1), port, old, before, entry));
        HostPlan withBoth =
                diff(
                        HostState.of(List.of(port, old, wanted, after, entry)),
                        with(Samples.fresh(1), port, old, wanted, before, entry));

        assertThat(withoutOld.changes())
                .containsExactly(
                        new Change.Delete(old, List.of(before, entry)),
                        new Change.Create(wanted),
                        new Change.Create(after),
                        new Change.Create(entry));
        assertThat(withBoth.changes())
                .containsExactly(new Change.Update(before, after), new Change.Create(entry));
    }

    private static Bridge bridge(String name) {
        return new Bridge(
                new InterfaceName(name), vxlan("vxlanA", 1).settings(), false, false, 300);
    }

    private static Vxlan vxlan(String name, int vni) {
        Vxlan sample =
                compile(Samples.routed(3, 1000, new Flooding.Replicate()))
                        .all(Vxlan.class)
                        .findFirst()
                        .orElseThrow();
        return new Vxlan(
                new InterfaceName(name),
                sample.settings(),
                new Vni(vni),
                sample.local(),
                sample.port(),
                sample.group(),
                sample.groupDevice(),
                sample.ttl(),
                sample.tos(),
                sample.learning(),
                sample.ageing());
    }

    private static HostState with(HostState state, Resource... more) {
        List<Resource> resources = new ArrayList<>(state.byKey().values());
        resources.addAll(List.of(more));
        return HostState.of(resources);
    }
}
