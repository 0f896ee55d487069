package io.vxplan.host.iproute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vxplan.host.HostException;
import io.vxplan.host.Progress;
import io.vxplan.host.Wanted;
import io.vxplan.model.HostName;
import io.vxplan.model.resource.Bridge;
import io.vxplan.model.resource.HostState;
import io.vxplan.model.resource.Link;
import io.vxplan.model.resource.LinkSettings;
import io.vxplan.model.resource.LinkSettings.AddressGeneration;
import io.vxplan.model.resource.Sysctl;
import io.vxplan.plan.Change;
import io.vxplan.testing.TestNamespace;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IprouteHostTest {
    private static final HostName NAME = new HostName("h1");

    private final TestNamespace namespace = new TestNamespace();
    private final NamespaceShell shell = new NamespaceShell(namespace);
    private final IprouteHost host = new IprouteHost(NAME, shell);

    @AfterEach
    void close() {
        host.close();
        namespace.close();
    }

    @Test
    void whatIsAppliedIsObserved() throws HostException {
        host.apply(Wanted.changes(host, Wanted.state()));

        HostState observed = host.observe();
        assertThat(observed.byKey()).containsAllEntriesOf(Wanted.state().byKey());
        assertThat(Wanted.changes(host, Wanted.state())).isEmpty();
    }

    @Test
    void destroyLeavesWhatWasThere() throws HostException {
        HostState before = host.observe();
        host.apply(Wanted.changes(host, Wanted.state()));

        host.apply(Wanted.changes(host, HostState.EMPTY));

        assertThat(Wanted.changes(host, HostState.EMPTY)).isEmpty();
        assertThat(host.observe().all(Link.class).toList())
                .isEqualTo(before.all(Link.class).toList());
    }

    @Test
    void oneReadAndNoWriteWhereThereIsNothingToDo() throws HostException {
        host.apply(Wanted.changes(host, Wanted.state()));
        int before = shell.runs();

        host.apply(Wanted.changes(host, Wanted.state()));

        assertThat(shell.runs() - before).isEqualTo(1);
    }

    @Test
    void theChangeThatFailsIsNamed() throws HostException {
        List<Change> changes = Wanted.changes(host, Wanted.state());
        host.apply(changes);
        namespace.sh("ip link del dev vxlan100");
        List<Change> again = Wanted.changes(host, Wanted.state());
        namespace.sh("ip link add name other type vxlan id 100 dstport 4789");

        HostException failure = failure(again);

        assertThat(failure.change()).contains(new Change.Create(Wanted.link("vxlan100")));
        assertThat(failure)
                .hasMessageContaining("`ip link add name vxlan100")
                .hasMessageEndingWith(
                        "failed: Error: A VXLAN device with the specified VNI already exists");
        assertThat(failure.advice()).startsWith("another device has VNI 100 on port 4789");
        assertThat(failure.host()).isEqualTo(NAME);
    }

    @Test
    void whatTheKernelSaysOfASettingIsPassedOn() {
        Sysctl setting = new Sysctl("net.ipv4.ip_forward", "perhaps");

        assertThat(failure(List.of(new Change.Create(setting))))
                .hasMessage(
                        "`sysctl -w net.ipv4.ip_forward=perhaps` failed: cat: write error: Invalid argument");
    }

    @Test
    void nothingComesAfterTheChangeThatFails() throws HostException {
        List<Change> changes =
                List.of(
                        new Change.Create(new Sysctl("net.ipv4.ip_forward", "1")),
                        new Change.Create(Wanted.link("vxlan100")),
                        new Change.Create(Wanted.link("br-red")));
        host.apply(changes.subList(1, 2));

        HostException failure = failure(changes);

        assertThat(failure.progress())
                .contains(new Progress(1, changes.get(1), List.of(), List.of(), 1));
        assertThat(host.observe().link(Wanted.BRIDGE)).isEmpty();
    }

    @Test
    void withoutRootNothingIsChanged() throws HostException {
        String[] nobody = {"setpriv", "--reuid", "65534", "--clear-groups"};
        try (IprouteHost unprivileged =
                new IprouteHost(NAME, new NamespaceShell(namespace, nobody))) {
            List<Change> changes = Wanted.changes(host, Wanted.state());

            HostException failure =
                    catchThrowableOfType(HostException.class, () -> unprivileged.apply(changes));

            assertThat(failure)
                    .hasMessage("the login is not root, and changing the network needs root");
            assertThat(failure.advice()).contains("ansible_become");
        }
    }

    @Test
    void rootWithoutTheCapabilityIsToldSo() throws HostException {
        String[] bounded = {"setpriv", "--bounding-set", "-net_admin", "--inh-caps", "-net_admin"};
        try (IprouteHost contained =
                new IprouteHost(NAME, new NamespaceShell(namespace, bounded))) {
            List<Change> changes = List.of(new Change.Create(Wanted.link("vxlan100")));

            HostException failure =
                    catchThrowableOfType(HostException.class, () -> contained.apply(changes));

            assertThat(failure).hasMessageContaining("Operation not permitted");
            assertThat(failure.advice()).contains("CAP_NET_ADMIN");
        }
    }

    @Test
    void aHostWithoutIproute2IsToldSo() {
        // An `ip` of ours in front of the real one says what a shell says that finds none.
        String[] elsewhere = {"sh", "-c", "ip() { echo 'sh: ip: not found'; }; eval \"$2\""};
        IprouteHost bare = new IprouteHost(NAME, new NamespaceShell(namespace, elsewhere));

        HostException failure = catchThrowableOfType(HostException.class, bare::observe);

        assertThat(failure).hasMessageContaining("the host has no iproute2");
        assertThat(failure.advice()).contains("install iproute2 5.5");
    }

    @Test
    void anOverlayTooSmallForIpv6() throws HostException {
        LinkSettings usual = Wanted.link("vxlan200").settings();
        LinkSettings small =
                new LinkSettings(
                        usual.mac(),
                        1230,
                        true,
                        usual.group(),
                        usual.alias(),
                        AddressGeneration.EUI64,
                        usual.altNames());
        HostState state =
                HostState.of(
                        List.of(
                                new Bridge(Wanted.BRIDGE, small, false, false, 300),
                                new Sysctl("net.ipv4.ip_forward", "1")));

        host.apply(Wanted.changes(host, state));

        assertThat(Wanted.changes(host, state)).isEmpty();
    }

    @Test
    void scriptsRunWithTheirExitCode() throws HostException {
        var result = host.run("echo out; echo err >&2; exit 3", Duration.ofSeconds(10));

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.output()).isEqualTo("out\n");
        assertThat(result.errors()).isEqualTo("err\n");
    }

    private HostException failure(List<Change> changes) {
        return catchThrowableOfType(HostException.class, () -> host.apply(changes));
    }
}
