package io.vxplan.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.host.iproute.IprouteHost;
import io.vxplan.host.iproute.NamespaceShell;
import io.vxplan.host.local.LocalHost;
import io.vxplan.model.HostName;
import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.MacAddress;
import io.vxplan.model.address.Vni;
import io.vxplan.model.resource.Address;
import io.vxplan.model.resource.FdbEntry;
import io.vxplan.model.resource.HostState;
import io.vxplan.model.resource.Key;
import io.vxplan.model.resource.LinkSettings;
import io.vxplan.model.resource.LinkSettings.AddressGeneration;
import io.vxplan.model.resource.Mark;
import io.vxplan.model.resource.Neighbour;
import io.vxplan.model.resource.Resource;
import io.vxplan.model.resource.Route;
import io.vxplan.model.resource.Sysctl;
import io.vxplan.model.resource.Vxlan;
import io.vxplan.plan.Change;
import io.vxplan.plan.Fields;
import io.vxplan.plan.HostPlan;
import io.vxplan.plan.Labels;
import io.vxplan.plan.diff.Differ;
import io.vxplan.testing.TestNamespace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// An observer that does not see a field would find every plan empty. So every field of every
/// resource is changed with `ip` or `bridge`: the observer sees exactly that, applying the plan
/// mends it, and the next plan is empty.
@Execution(ExecutionMode.CONCURRENT)
class DriftTest {
    private static final HostName NAME = new HostName("h1");

    /// An interface with the underlay's addresses, and a bridge that is not ours.
    static final String UNDERLAY =
            """
            set -e
            ip link add name eth0 mtu 1600 type bridge
            ip link set dev eth0 up
            ip addr add 198.18.0.1/24 dev eth0
            ip addr add 2001:db8::1/64 dev eth0 nodad
            ip link add name other address 02:00:00:00:00:aa type bridge
            ip link set dev other mtu 1450
            """;

    /// How a host is read and changed.
    enum Way {
        NETLINK,
        IPROUTE
    }

    /// @param expected one line for each resource that is to be seen different: `+` and `-` for
    ///   what came and went, else the fields
    record Drift(String command, List<String> expected) {
        @Override
        public String toString() {
            return command;
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("drifts")
    void isSeenAndMended(Way way, Drift drift) throws HostException {
        try (TestNamespace namespace = new TestNamespace();
                Host host = open(way, namespace)) {
            namespace.sh(UNDERLAY);
            host.apply(changes(host));
            HostState before = host.observe();

            namespace.sh(drift.command);

            HostState after = host.observe();
            assertThat(differences(before, after)).isEqualTo(drift.expected);
            host.apply(mending(before, after));
            assertThat(differences(before, host.observe())).isEmpty();
            assertThat(changes(host)).isEmpty();
        }
    }

    private static Host open(Way way, TestNamespace namespace) throws HostException {
        return switch (way) {
            case NETLINK -> LocalHost.inNamespace(NAME, namespace.path());
            case IPROUTE -> new IprouteHost(NAME, new NamespaceShell(namespace));
        };
    }

    private static HostPlan plan(HostState observed) {
        return Differ.diff(NAME, Wanted.TOPOLOGY, desired(), observed, false);
    }

    static List<Change> changes(Host host) throws HostException {
        return plan(host.observe()).changes();
    }

    /// What the plan says, but where it is blocked: a route that lost our mark is a foreign one,
    /// and only by hand it becomes what it was.
    private static List<Change> mending(HostState before, HostState after) {
        HostPlan plan = plan(after);
        return plan.isBlocked() ? updates(before, after) : plan.changes();
    }

    private static List<Change> updates(HostState before, HostState after) {
        return after.inOrder()
                .filter(now -> before.get(now.key()).filter(was -> !was.equals(now)).isPresent())
                .map(now -> (Change) new Change.Update(now, before.get(now.key()).orElseThrow()))
                .toList();
    }

    private static List<String> differences(HostState before, HostState after) {
        SortedMap<Key, Resource> all = new TreeMap<>(before.byKey());
        all.putAll(after.byKey());
        return all.values().stream()
                .filter(resource -> !isKernelMade(resource))
                .flatMap(resource -> difference(resource, before, after).stream())
                .toList();
    }

    private static Optional<String> difference(
            Resource resource, HostState before, HostState after) {
        Optional<Resource> was = before.get(resource.key());
        Optional<Resource> is = after.get(resource.key());
        String label = Labels.of(resource);
        if (was.isEmpty() || is.isEmpty()) {
            return Optional.of((was.isEmpty() ? "+ " : "- ") + label);
        }
        String fields = String.join(", ", Fields.difference(was.get(), is.get()).keySet());
        return fields.isEmpty() ? Optional.empty() : Optional.of(label + ": " + fields);
    }

    /// What comes and goes by itself with a link that comes up.
    private static boolean isKernelMade(Resource resource) {
        return switch (resource) {
            case Address address -> address.address().address().isLinkLocal();
            case Route route -> route.protocol() == 2;
            case Neighbour neighbour -> neighbour.protocol() == 0;
            case FdbEntry entry ->
                    entry.mac().isMulticast() || entry.state() == FdbEntry.State.LEARNED;
            default -> false;
        };
    }

    private static HostState desired() {
        List<Resource> resources = new ArrayList<>(Wanted.state().byKey().values());
        resources.add(new Sysctl("net.ipv6.conf.eth0.accept_ra", "2"));
        LinkSettings settings =
                new LinkSettings(
                        Optional.of(MacAddress.parse("02:00:00:00:03:00")),
                        1450,
                        true,
                        Mark.LINK_GROUP,
                        Optional.of("vxplan:demo/lan"),
                        AddressGeneration.NONE,
                        new TreeSet<>());
        resources.add(
                new Vxlan(
                        new InterfaceName("vxlan300"),
                        settings,
                        new Vni(300),
                        Optional.of(IpAddress.parse("198.18.0.1")),
                        4789,
                        Optional.of(IpAddress.parse("239.1.1.1")),
                        Optional.of(new InterfaceName("eth0")),
                        0,
                        0,
                        true,
                        300));
        return HostState.of(resources);
    }

    private static Stream<Arguments> drifts() {
        return Stream.of(Way.values())
                .flatMap(way -> Drifts.ALL.stream().map(drift -> Arguments.of(way, drift)));
    }
}
