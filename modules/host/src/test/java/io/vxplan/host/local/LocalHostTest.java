package io.vxplan.host.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vxplan.host.HostException;
import io.vxplan.host.Progress;
import io.vxplan.host.Wanted;
import io.vxplan.model.HostName;
import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.Prefix;
import io.vxplan.model.resource.Address;
import io.vxplan.model.resource.FdbEntry;
import io.vxplan.model.resource.HostState;
import io.vxplan.model.resource.Link;
import io.vxplan.model.resource.OtherLink;
import io.vxplan.model.resource.Route;
import io.vxplan.model.resource.Sysctl;
import io.vxplan.plan.Change;
import io.vxplan.testing.TestNamespace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LocalHostTest {
    private static final HostName NAME = new HostName("h1");

    private final TestNamespace namespace = new TestNamespace();
    private final LocalHost host;

    LocalHostTest() throws HostException {
        host = LocalHost.inNamespace(NAME, namespace.path());
    }

    @AfterEach
    void close() {
        host.close();
        namespace.close();
    }

    @Test
    void whatIsAppliedIsObserved() throws HostException {
        host.apply(Wanted.changes(host, Wanted.state()));

        assertThat(host.observe().byKey()).containsAllEntriesOf(Wanted.state().byKey());
        assertThat(Wanted.changes(host, Wanted.state())).isEmpty();
    }

    @Test
    void nothingIsLeftOfWhatIsTakenAway() throws HostException {
        host.apply(Wanted.changes(host, Wanted.state()));

        host.apply(Wanted.changes(host, HostState.EMPTY));

        assertThat(host.observe().all(Link.class)).hasSize(1);
    }

    @Test
    void manyEntriesGoInBatches() throws HostException {
        host.apply(List.of(new Change.Create(Wanted.link("vxlan100"))));
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            changes.add(new Change.Create(Wanted.peer(i)));
        }

        host.apply(changes);

        assertThat(host.observe().all(FdbEntry.class).filter(LocalHostTest::isUnicast))
                .hasSize(1000);
    }

    @Test
    void theFirstEntryOfABatchThatFailsIsNamedAndWhatBecameOfTheOthers() throws HostException {
        Change link = new Change.Create(Wanted.link("vxlan100"));
        Change unreachable = new Change.Create(route("172.21.0.0/16", "192.168.100.2"));
        Change unreachableToo = new Change.Create(route("172.22.0.0/16", "192.168.100.2"));
        Change madeAfter = new Change.Create(Wanted.peer(2));
        List<Change> changes =
                List.of(
                        link,
                        new Change.Create(Wanted.peer(1)),
                        unreachable,
                        madeAfter,
                        unreachableToo,
                        new Change.Create(Wanted.link("br-red")));

        HostException failure = failure(changes);

        assertThat(failure.progress())
                .contains(
                        new Progress(
                                2, unreachable, List.of(unreachableToo), List.of(madeAfter), 1));
        assertThat(host.observe().byKey()).containsKeys(Wanted.peer(1).key(), Wanted.peer(2).key());
        assertThat(failure)
                .hasMessage(
                        "the kernel says \"Nexthop has invalid gateway\", ENETUNREACH (network is unreachable)");
        assertThat(failure.advice())
                .isEqualTo(
                        "look whether the interface there is up and has an address in the gateway's network");
        assertThat(host.observe().link(Wanted.BRIDGE)).isEmpty();
    }

    @Test
    void noFurtherBatchIsTriedAfterOneWithAFailure() throws HostException {
        List<Change> changes = new ArrayList<>();
        changes.add(new Change.Create(Wanted.link("vxlan100")));
        changes.add(new Change.Create(route("172.21.0.0/16", "192.168.100.2")));
        for (int i = 0; i < 1000; i++) {
            changes.add(new Change.Create(Wanted.peer(i)));
        }

        Progress progress = failure(changes).progress().orElseThrow();

        assertThat(progress.failed()).isEqualTo(changes.get(1));
        assertThat(progress.madeAfter()).isEqualTo(changes.subList(2, 129));
        assertThat(progress.notTried()).isEqualTo(changes.size() - 129);
        assertThat(host.observe().all(FdbEntry.class).filter(LocalHostTest::isUnicast))
                .hasSameSizeAs(progress.madeAfter());
    }

    @Test
    void nothingComesAfterTheLinkThatFails() throws HostException {
        List<Change> changes =
                List.of(
                        new Change.Create(new Sysctl("net.ipv4.ip_forward", "1")),
                        new Change.Create(Wanted.link("vxlan100")),
                        new Change.Create(Wanted.link("br-red")));
        host.apply(changes.subList(1, 2));

        HostException failure = failure(changes);

        assertThat(failure.progress()).contains(Progress.upTo(changes.get(1), changes));
        assertThat(failure).hasMessage("the kernel says EEXIST (exists already)");
        assertThat(failure.advice()).contains("plan again");
        assertThat(host.observe().link(Wanted.BRIDGE)).isEmpty();
    }

    @Test
    void aVniHeldInAnotherNamespaceIsExplained() {
        try (TestNamespace elsewhere = new TestNamespace()) {
            namespace.sh(
                    "ip link add name held type vxlan id 100 dstport 4789;"
                            + " ip link set dev held netns "
                            + elsewhere.name());

            HostException failure = failure(List.of(new Change.Create(Wanted.link("vxlan100"))));

            assertThat(failure)
                    .hasMessage(
                            "the kernel says \"A VXLAN device with the specified VNI already exists\", EEXIST (exists already)");
            assertThat(failure.advice())
                    .startsWith(
                            "another device has VNI 100 on port 4789, or the name vxlan100. If it came since the host was read, plan again. It may also be in another network namespace");
        }
    }

    @Test
    void aForeignRouteThatCameAfterThePlanIsNotStolen() throws HostException {
        List<Change> changes = Wanted.changes(host, Wanted.state());
        namespace.sh(
                "ip link add name foreign type bridge; ip link set dev foreign up;"
                        + " ip route add 172.21.0.0/16 dev foreign");

        HostException failure = failure(changes);

        assertThat(failure).hasMessageStartingWith("the kernel says EEXIST");
        assertThat(namespace.sh("ip route show 172.21.0.0/16")).contains("dev foreign");
    }

    @Test
    void aNamespaceThatIsNotThereIsToldByName() {
        HostException failure =
                catchThrowableOfType(
                        HostException.class,
                        () -> LocalHost.inNamespace(NAME, Path.of("/run/netns/nothing")));

        assertThat(failure)
                .hasMessage(
                        "open network namespace /run/netns/nothing: ENOENT (no such file or directory)");
        assertThat(failure.host()).isEqualTo(NAME);
    }

    @Test
    void aSysctlOfAnInterfaceWithADotInItsName() throws HostException {
        namespace.sh("ip link add name eth0.100 type bridge");
        namespace.sh("echo 2 >/proc/sys/net/ipv6/conf/eth0.100/accept_ra");

        assertThat(host.observe().sysctl("net.ipv6.conf.eth0/100.accept_ra")).contains("2");
    }

    @Test
    void aSysctlThatDoesNotExist() {
        Change change = new Change.Create(new Sysctl("net.ipv4.no_such_thing", "1"));

        HostException failure = failure(List.of(change));

        assertThat(failure).hasMessage("there is no /proc/sys/net/ipv4/no_such_thing");
    }

    @Test
    void aNameThatWeDoNotTakeIsPassedOver() throws HostException {
        namespace.sh(
                "name=$(printf 'a\\001b'); ip link add name $name type bridge;"
                        + " ip addr add 10.9.9.9/24 dev $name");

        assertThat(host.observe().all(Link.class)).hasSize(1);
        assertThat(host.observe().all(Address.class).map(Address::address).map(Object::toString))
                .doesNotContain("10.9.9.9/24");
    }

    @Test
    void aVxlanWithoutVniOfItsOwnIsAnotherLink() throws HostException {
        namespace.sh("ip link add name meta type vxlan external dstport 4789");

        Optional<Link> link = host.observe().link(new InterfaceName("meta"));

        assertThat(link.orElseThrow()).isInstanceOf(OtherLink.class);
    }

    private HostException failure(List<Change> changes) {
        return catchThrowableOfType(HostException.class, () -> host.apply(changes));
    }

    private static boolean isUnicast(FdbEntry entry) {
        return !entry.mac().isMulticast();
    }

    private static Route route(String prefix, String gateway) {
        return new Route(
                Route.MAIN_TABLE,
                Prefix.parse(prefix),
                0,
                158,
                Route.UNICAST,
                List.of(
                        new Route.NextHop(
                                Optional.of(IpAddress.parse(gateway)), Wanted.VXLAN100, 1)));
    }
}
