package io.vxplan.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.model.HostName;
import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.MacAddress;
import io.vxplan.model.address.Prefix;
import io.vxplan.model.resource.FdbEntry;
import io.vxplan.model.resource.HostState;
import io.vxplan.model.resource.Key;
import io.vxplan.model.resource.Link;
import io.vxplan.model.resource.Mark;
import io.vxplan.model.resource.Neighbour;
import io.vxplan.model.resource.Resource;
import io.vxplan.model.resource.Route;
import io.vxplan.model.topology.Allocations;
import io.vxplan.model.topology.Flooding;
import io.vxplan.model.topology.Overlay;
import io.vxplan.model.topology.Topology;
import io.vxplan.plan.compile.Compilation;
import io.vxplan.plan.compile.Compiler;
import io.vxplan.plan.diff.Differ;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// In an overlay whose members are discovered, `apply` and the router share a device.
class ResponsibilityTest {
    private static final HostName H1 = new HostName("h1");
    private static final InterfaceName BLUE = new InterfaceName("vxlan1000");

    private static final Topology DISCOVERED =
            Samples.discovered(Samples.routed(4, 1000, new Flooding.Static()));

    /// The overlay `blue` is discovered, `green` is not.
    private static final Topology BOTH = with(green(), DISCOVERED);

    private static Overlay green() {
        Overlay other =
                Samples.routed(4, 2000, "vxlan2000", new Flooding.Replicate())
                        .overlays()
                        .getFirst();
        return new Overlay(
                "green",
                other.at(),
                other.vni(),
                other.port(),
                other.mode(),
                other.membership(),
                other.flooding(),
                other.learning(),
                other.ttl(),
                other.forwarding(),
                other.addressed(),
                other.firewall(),
                List.of(Samples.at(Prefix.parse("192.168.200.0/24"))),
                other.members(),
                List.of(),
                List.of());
    }

    private static Topology with(Overlay more, Topology topology) {
        List<Overlay> overlays = new ArrayList<>(topology.overlays());
        overlays.add(more);
        return new Topology(topology.name(), topology.hosts(), overlays);
    }

    private static Allocations allocations(Topology topology) {
        return Compilation.of(topology, Allocations.EMPTY).allocations();
    }

    private static HostState desired(Topology topology, Responsibility responsibility) {
        return new Compiler(topology, allocations(topology), responsibility).stateOf(H1);
    }

    /// What is there once `apply` and the router have done their job.
    private static HostState everything(Topology topology) {
        return onHost(desired(topology, Responsibility.ofAll("demo")));
    }

    private static HostState onHost(HostState made) {
        return HostState.observed(Stream.concat(made.byKey().values().stream(), fresh()).toList());
    }

    private static Stream<Resource> fresh() {
        return Samples.fresh(1).byKey().values().stream();
    }

    private static HostPlan planOfApply(Topology topology, HostState observed) {
        Responsibility apply = Responsibility.ofApply(topology);
        return Differ.diff(H1, apply, desired(topology, apply), observed, false);
    }

    private static boolean leadsToPeers(Resource resource) {
        return resource instanceof FdbEntry
                || resource instanceof Neighbour
                || resource instanceof Route;
    }

    @Test
    void applyWantsDeviceAndAddressAndNobodyOnIt() {
        HostState apply = desired(DISCOVERED, Responsibility.ofApply(DISCOVERED));
        HostState all = desired(DISCOVERED, Responsibility.ofAll("demo"));

        assertThat(apply.inOrder().map(Labels::of))
                .containsExactly(
                        "vxlan vxlan1000",
                        "address 192.168.100.1/24 dev vxlan1000",
                        "sysctl net.ipv4.ip_forward");
        assertThat(all.inOrder().filter(resource -> !leadsToPeers(resource)))
                .containsExactlyElementsOf(apply.inOrder().toList());
        assertThat(all.all(FdbEntry.class)).hasSize(3);
        assertThat(all.all(Neighbour.class)).hasSize(3);
        assertThat(all.all(Route.class)).hasSize(1);
    }

    @Test
    void applyWantsEverythingElsewhere() {
        HostState apply = desired(BOTH, Responsibility.ofApply(BOTH));

        assertThat(apply.all(FdbEntry.class).map(FdbEntry::device).distinct())
                .containsExactly(new InterfaceName("vxlan2000"));
        assertThat(apply.all(Link.class)).hasSize(2);
    }

    @Test
    void aDeviceThatIsRemovedTakesAllAlong() {
        Topology without = new Topology(BOTH.name(), BOTH.hosts(), List.of(green()));

        HostPlan plan = planOfApply(without, everything(BOTH));

        assertThat(plan.changes()).hasSize(1);
        assertThat(plan.changes().getFirst())
                .isInstanceOfSatisfying(
                        Change.Delete.class,
                        delete -> {
                            assertThat(delete.key()).isEqualTo(new Key.LinkKey(BLUE));
                            assertThat(delete.lost().stream().filter(Route.class::isInstance))
                                    .hasSize(1);
                        });
    }

    @Test
    void whoIsNamedAgainIsTheJobOfApply() {
        Topology named = Samples.routed(4, 1000, new Flooding.Static());
        Resource stranger = fdb(9);
        HostState observed =
                HostState.observed(
                        Stream.concat(
                                        everything(DISCOVERED).byKey().values().stream(),
                                        Stream.of(stranger))
                                .toList());

        assertThat(planOfApply(DISCOVERED, observed).changes()).isEmpty();
        assertThat(planOfApply(named, observed).changes())
                .extracting(Change::key)
                .containsExactly(stranger.key());
    }

    @Test
    void aRouteOfTheRouterIsNotTakenAwayBySomebodyElsesOverlay() {
        Overlay blue = DISCOVERED.overlays().getFirst();
        Topology both = with(green().with(blue.networks(), List.of()), DISCOVERED);

        HostPlan plan = planOfApply(both, everything(DISCOVERED));

        assertThat(plan.problems())
                .extracting(problem -> problem.summary())
                .containsExactly(
                        "route 172.21.0.0/16 exists and is not ours: via 192.168.100.2 dev vxlan1000 proto 158");
    }

    @Test
    void theRouterRepairsItsOverlayAndNothingElse() {
        Responsibility router = Responsibility.ofRouter(new Mark("demo", "blue"), true);
        HostState wanted = desired(DISCOVERED, router);

        assertThat(Differ.diff(H1, router, wanted, everything(BOTH), false).changes()).isEmpty();
        assertThat(
                        Differ.diff(
                                        H1,
                                        router,
                                        wanted,
                                        onHost(desired(with(green(), none()), router(BOTH))),
                                        false)
                                .changes())
                .extracting(Change::key)
                .containsExactlyInAnyOrderElementsOf(
                        wanted.byKey().keySet().stream()
                                .filter(key -> !(key instanceof Key.SysctlKey))
                                .toList());
    }

    private static Topology none() {
        return new Topology(DISCOVERED.name(), DISCOVERED.hosts(), List.of());
    }

    private static Responsibility router(Topology topology) {
        return Responsibility.ofAll(topology.name().value());
    }

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    /// Whatever the router and the kernel did to entries, and whatever else is missing.
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void applyNeverTouchesWhatLeadsToDiscoveredPeers(long seed) {
        Random random = new Random(seed);
        List<Resource> present = new ArrayList<>();
        for (Resource resource : everything(BOTH).byKey().values()) {
            if (fresh().anyMatch(resource::equals) || random.nextInt(4) > 0) {
                present.add(resource);
            }
        }
        for (int i = 0; i < random.nextInt(4); i++) {
            present.add(fdb(random.nextInt(100)));
            present.add(route(random.nextInt(100)));
        }

        HostPlan plan = planOfApply(BOTH, HostState.observed(present));

        assertThat(plan.changes()).as("seed %d", seed).noneMatch(change -> ofBlue(change.key()));
        assertThat(plan.changes()).allMatch(change -> change instanceof Change.Create);
    }

    private static boolean ofBlue(Key key) {
        return switch (key) {
            case Key.FdbKey fdb -> fdb.device().equals(BLUE);
            case Key.NeighbourKey neighbour -> neighbour.device().equals(BLUE);
            case Key.RouteKey _ -> true;
            case Key.FirewallKey _,
                    Key.FirewallPeerKey _,
                    Key.LinkKey _,
                    Key.AddressKey _,
                    Key.BridgePortKey _,
                    Key.SysctlKey _,
                    Key.FileKey _,
                    Key.UnitKey _,
                    Key.RuntimeKey _ ->
                    false;
        };
    }

    private static FdbEntry fdb(int peer) {
        return new FdbEntry(
                BLUE,
                FdbEntry.Table.SELF,
                MacAddress.derived("stranger", Integer.toString(peer)),
                Optional.of(FdbEntry.Destination.of(Samples.underlay(100 + peer))),
                FdbEntry.State.PERMANENT);
    }

    private static Route route(int peer) {
        return new Route(
                Route.MAIN_TABLE,
                Prefix.parse("10." + peer + ".0.0/16"),
                0,
                Mark.PROTOCOL,
                Route.UNICAST,
                List.of(
                        new Route.NextHop(
                                Optional.of(IpAddress.parse("192.168.100.77")), BLUE, 1)));
    }
}
