package io.vxplan.host.iproute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vxplan.host.Host.CommandResult;
import io.vxplan.host.HostException;
import io.vxplan.host.Wanted;
import io.vxplan.host.machine.Machine;
import io.vxplan.model.HostName;
import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.resource.BridgePort;
import io.vxplan.model.resource.FdbEntry;
import io.vxplan.model.resource.Resource;
import io.vxplan.model.resource.Route;
import io.vxplan.model.resource.Sysctl;
import io.vxplan.plan.Change;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScriptsTest {
    private static final HostName NAME = new HostName("h1");

    @Test
    void neighboursOfOneToolShareARun() {
        List<Change> changes =
                List.of(
                        create(new Sysctl("net.ipv6.conf.eth0/100.accept_ra", "2")),
                        create(Wanted.state().link(Wanted.VXLAN100).orElseThrow()),
                        create(first(FdbEntry.class)),
                        create(first(Route.class)));

        String script = WriteScript.of(changes, Machine.withoutArchive(), false).text();

        assertThat(script.substring(script.indexOf("step 0")))
                .isEqualTo(
                        """
                        step 0
                        printf '%s\\n' '2' | cat >'/proc/sys/net/ipv6/conf/eth0.100/accept_ra' || exit 1
                        step 1
                        ip -batch - <<'VXPLAN' || exit 1
                        link add name vxlan100 address 1f:f0 mtu 1450 group 158 type vxlan id 100 local 198.18.0.1 dstport 4789 ttl auto tos 0 learning ageing 300
                        link set dev vxlan100 addrgenmode eui64 mtu 1450
                        link set dev vxlan100 up
                        link set dev vxlan100 alias vxplan:demo/blue
                        VXPLAN
                        step 2
                        bridge -batch - <<'VXPLAN' || exit 1
                        fdb append 00:00:00:00:00:00 dev vxlan100 dst 198.18.0.2 self permanent
                        VXPLAN
                        step 3
                        ip -batch - <<'VXPLAN' || exit 1
                        route add 172.21.0.0/16 table 254 proto 158 via 192.168.100.2 dev vxlan100
                        VXPLAN
                        """
                                .replace(
                                        "1f:f0",
                                        Wanted.state()
                                                .link(Wanted.VXLAN100)
                                                .orElseThrow()
                                                .settings()
                                                .mac()
                                                .orElseThrow()
                                                .toString()));
    }

    /// To the batch mode of iproute2, `#` begins a comment: half the command would be carried out.
    @Test
    void aNameThatABatchWouldCutIsRefused() {
        try (IprouteHost host = new IprouteHost(NAME, new Interrupted(Integer.MAX_VALUE))) {
            Resource port =
                    new BridgePort(new InterfaceName("tap#1"), Wanted.BRIDGE, 158, true, false);

            assertThatThrownBy(() -> host.apply(List.of(create(port))))
                    .isInstanceOf(HostException.class)
                    .hasMessageContaining("link set dev tap#1 master br-red");
        }
    }

    @Test
    void anInterruptedDumpIsReadAgain() throws HostException {
        try (IprouteHost host = new IprouteHost(NAME, new Interrupted(2))) {
            assertThat(host.observe().sysctl("kernel.osrelease")).contains("6.18.0");
        }
        try (IprouteHost host = new IprouteHost(NAME, new Interrupted(Integer.MAX_VALUE))) {
            assertThatThrownBy(host::observe)
                    .hasMessageContaining("changed during each of 10 attempts");
        }
    }

    /// A host whose first dumps are interrupted.
    private static final class Interrupted implements RemoteShell {
        private int left;

        Interrupted(int times) {
            left = times;
        }

        @Override
        public CommandResult run(String script, Duration timeout) {
            String output =
                    """
                    --- version
                    ip utility, iproute2-6.1.0
                    --- tables
                    []
                    []
                    []
                    --- sysctls
                    /proc/sys/kernel/osrelease 6.18.0
                    --- end
                    """;
            String warning = "Dump was interrupted and may be inconsistent.\n";
            return new CommandResult(0, output, left-- > 0 ? warning : "");
        }

        @Override
        public CommandResult runItself(String script, Duration timeout) {
            return run(script, timeout);
        }

        @Override
        public boolean runBeside(String script) {
            return false;
        }

        @Override
        public CommandResult run(String script, InputStream input, Duration timeout) {
            throw new AssertionError("nothing is brought to this host");
        }

        @Override
        public void close() {}
    }

    private static Change create(Resource resource) {
        return new Change.Create(resource);
    }

    private static <T extends Resource> T first(Class<T> type) {
        return Wanted.state().all(type).findFirst().orElseThrow();
    }
}
