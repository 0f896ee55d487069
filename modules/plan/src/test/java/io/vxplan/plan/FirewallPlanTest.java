package io.vxplan.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.model.HostName;
import io.vxplan.model.resource.FirewallTable;
import io.vxplan.model.resource.HostState;
import io.vxplan.model.resource.Resource;
import io.vxplan.model.topology.Allocations;
import io.vxplan.model.topology.Flooding;
import io.vxplan.model.topology.Topology;
import io.vxplan.plan.compile.Compilation;
import io.vxplan.plan.compile.Compiler;
import io.vxplan.plan.diff.Differ;
import io.vxplan.plan.render.TextPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// `firewall: peers` in a plan.
class FirewallPlanTest {
    private static final HostName H1 = new HostName("h1");
    private static final Topology THREE = guarded(3);

    private static Topology guarded(int hosts) {
        Topology open = Samples.routed(hosts, 7, new Flooding.Replicate());
        return new Topology(
                open.name(), open.hosts(), open.overlays().stream().map(Samples::guarded).toList());
    }

    private static HostState desired(Topology topology, Responsibility responsibility) {
        Allocations allocations = Compilation.of(topology, Allocations.EMPTY).allocations();
        return new Compiler(topology, allocations, responsibility).stateOf(H1);
    }

    private static HostState desired(Topology topology) {
        return desired(topology, Responsibility.ofAll("demo"));
    }

    private static HostState present(HostState made) {
        return HostState.of(
                Stream.of(made.byKey().values(), Samples.fresh(1).byKey().values())
                        .flatMap(resources -> resources.stream())
                        .collect(Collectors.toMap(Resource::key, r -> r, (a, _) -> a))
                        .values());
    }

    private static HostState withNft(HostState made) {
        List<Resource> all = new ArrayList<>(present(made).byKey().values());
        all.add(FirewallTable.NFT);
        return HostState.of(all);
    }

    private static HostPlan plan(HostState desired, HostState observed) {
        return Differ.diff(H1, "demo", desired, observed, false);
    }

    private static List<String> labels(HostPlan plan) {
        return plan.changes().stream().map(Labels::of).toList();
    }

    @Test
    void comesBeforeWhatItGuardsAndGoesAfterIt() {
        HostState there = desired(THREE);

        assertThat(labels(plan(there, withNft(HostState.EMPTY))))
                .startsWith(
                        "create firewall ip vxplan/demo/blue",
                        "create firewall peer 198.18.0.2 of ip vxplan/demo/blue",
                        "create firewall peer 198.18.0.3 of ip vxplan/demo/blue",
                        "create vxlan vxlan7");
        assertThat(labels(plan(HostState.EMPTY, withNft(there))))
                .endsWith("delete vxlan vxlan7", "delete firewall ip vxplan/demo/blue");
    }

    @Test
    void showsItsRules() {
        assertThat(new TextPlan(false).host(plan(desired(THREE), withNft(HostState.EMPTY))))
                .startsWith(
                        """
                        h1:
                           + firewall ip vxplan/demo/blue
                                +set peers {
                                +    type ipv4_addr
                                +}
                                +chain input {
                                +    type filter hook input priority 0; policy accept;
                                +    ip saddr @peers return
                                +    udp dport 4789 @th,96,24 != 0x7 return
                                +    udp dport 4789 counter drop
                                +}
                           + firewall peer 198.18.0.2 of ip vxplan/demo/blue
                        """);
    }

    @Test
    void aPeerThatComesOrGoesIsOneElement() {
        assertThat(labels(plan(desired(guarded(4)), withNft(desired(THREE)))))
                .containsExactlyInAnyOrder(
                        "create firewall peer 198.18.0.4 of ip vxplan/demo/blue",
                        "create fdb 00:00:00:00:00:00 dev vxlan7 dst 198.18.0.4");
        assertThat(labels(plan(desired(THREE), withNft(desired(guarded(4))))))
                .contains("delete firewall peer 198.18.0.4 of ip vxplan/demo/blue");
    }

    @Test
    void isMadeAnewAsAWholeWithAllItsPeersAndInterruptsNothing() {
        HostState there = desired(THREE);
        FirewallTable table = there.all(FirewallTable.class).findFirst().orElseThrow();
        FirewallTable changed =
                new FirewallTable(table.family(), table.name(), "chain other {\n}\n");
        List<Resource> observed = new ArrayList<>(withNft(there).byKey().values());
        observed.replaceAll(resource -> resource.equals(table) ? changed : resource);

        HostPlan plan = plan(there, HostState.of(observed));

        assertThat(labels(plan))
                .containsExactly(
                        "replace firewall ip vxplan/demo/blue",
                        "create firewall peer 198.18.0.2 of ip vxplan/demo/blue",
                        "create firewall peer 198.18.0.3 of ip vxplan/demo/blue");
        assertThat(plan.interrupted()).isEmpty();
    }

    @Test
    void peersThatAreDiscoveredAreTheRouters() {
        Topology discovered = THREE;
        HostState everything = desired(discovered);
        Responsibility apply = new Responsibility(_ -> true, _ -> false, true);
        HostState wanted = desired(discovered, apply);

        assertThat(wanted.all(FirewallTable.class)).hasSize(1);
        assertThat(Differ.diff(H1, apply, wanted, withNft(everything), false).changes()).isEmpty();
    }

    @Test
    void ofAnotherTopologyIsLeftAlone() {
        assertThat(
                        Differ.diff(H1, "other", HostState.EMPTY, withNft(desired(THREE)), false)
                                .changes())
                .isEmpty();
    }
}
