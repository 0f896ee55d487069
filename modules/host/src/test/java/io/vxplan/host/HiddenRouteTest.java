package io.vxplan.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.host.iproute.IprouteHost;
import io.vxplan.host.iproute.NamespaceShell;
import io.vxplan.host.local.LocalHost;
import io.vxplan.model.HostName;
import io.vxplan.model.address.Prefix;
import io.vxplan.model.resource.HostState;
import io.vxplan.model.resource.Resource;
import io.vxplan.model.resource.Route;
import io.vxplan.plan.HostPlan;
import io.vxplan.plan.Labels;
import io.vxplan.plan.diff.Differ;
import io.vxplan.testing.TestNamespace;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The kernel keeps several IPv4 routes to one network with one metric, and uses the first. So one
/// that somebody prepends hides ours. Both readers see it.
class HiddenRouteTest {
    private static final HostName NAME = new HostName("h1");
    private static final Prefix NETWORK = Prefix.parse("172.21.0.0/16");

    private final TestNamespace namespace = new TestNamespace();
    private final Host netlink;
    private final Host iproute = new IprouteHost(NAME, new NamespaceShell(namespace));

    HiddenRouteTest() throws HostException {
        netlink = LocalHost.inNamespace(NAME, namespace.path());
    }

    @BeforeEach
    void hide() throws HostException {
        namespace.sh(DriftTest.UNDERLAY);
        netlink.apply(Wanted.changes(netlink, Wanted.state()));
        namespace.sh("ip route prepend 172.21.0.0/16 via 198.18.0.9");
    }

    @AfterEach
    void close() {
        netlink.close();
        iproute.close();
        namespace.close();
    }

    @Test
    void isAnErrorWhileItIsWanted() throws HostException {
        for (Host host : List.of(netlink, iproute)) {
            assertThat(plan(host, Wanted.state()).problems())
                    .extracting(Object::toString)
                    .containsExactly(
                            "error: route 172.21.0.0/16 exists and is not ours: via 198.18.0.9 dev eth0 proto 3; remove it, or take the network out of the topology");
        }
    }

    @Test
    void isRemovedByNetlinkOnceItIsNotWanted() throws HostException {
        isRemovedBy(netlink);
    }

    @Test
    void isRemovedByIprouteOnceItIsNotWanted() throws HostException {
        isRemovedBy(iproute);
    }

    private void isRemovedBy(Host host) throws HostException {
        HostPlan plan = plan(host, withoutNetwork());

        assertThat(plan.problems()).isEmpty();
        assertThat(plan.changes())
                .extracting(Labels::difference)
                .containsExactly("too much: route 172.21.0.0/16");
        host.apply(plan.changes());
        assertThat(namespace.sh("ip route show 172.21.0.0/16").strip())
                .isEqualTo("172.21.0.0/16 via 198.18.0.9 dev eth0");
        assertThat(plan(host, withoutNetwork()).changes()).isEmpty();
    }

    @Test
    void goesWithItsDevice() throws HostException {
        for (Host host : List.of(netlink, iproute)) {
            assertThat(plan(host, HostState.EMPTY).changes())
                    .extracting(Labels::difference)
                    .noneMatch(change -> change.contains("172.21.0.0/16"));
        }
        netlink.apply(plan(netlink, HostState.EMPTY).changes());

        assertThat(namespace.sh("ip route show 172.21.0.0/16").strip())
                .isEqualTo("172.21.0.0/16 via 198.18.0.9 dev eth0");
    }

    private static HostState withoutNetwork() {
        return HostState.of(
                Wanted.state().inOrder().filter(resource -> !leadsToNetwork(resource)).toList());
    }

    private static boolean leadsToNetwork(Resource resource) {
        return resource instanceof Route route && route.destination().equals(NETWORK);
    }

    private static HostPlan plan(Host host, HostState desired) throws HostException {
        return Differ.diff(NAME, Wanted.TOPOLOGY, desired, host.observe(), false);
    }
}
