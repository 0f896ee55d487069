package io.vxplan.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.cli.ExitCode;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Plans that would cut off the SSH session that makes them, over a real sshd. That they would is
/// proven: another way to the host carries out what was refused, and then it can't be reached any
/// more. An apply that does not notice would wait for a quarter of an hour.
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@Execution(ExecutionMode.CONCURRENT)
class ManagementTest {
    /// A router, that advertises itself for half an hour.
    private static final String ADVERTISEMENT =
            """
            python3 - <<'END'
            import socket, struct
            s = socket.socket(socket.AF_INET6, socket.SOCK_RAW, socket.IPPROTO_ICMPV6)
            s.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_MULTICAST_HOPS, 255)
            s.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_MULTICAST_IF, socket.if_nametoindex("near"))
            s.sendto(struct.pack("!BBHBBHII", 134, 0, 0, 64, 0, 1800, 0, 0), ("ff02::1", 0))
            END
            """;

    private static final String DUMP =
            "ip -d link show; ip -4 address show; ip route show; ip -6 route show | sed 's/expires [0-9]*sec//'; bridge fdb show";

    @TempDir private Path folder;
    private SshSite site;

    @BeforeEach
    void start() {
        site = new SshSite(folder);
    }

    @AfterEach
    void close() {
        site.close();
    }

    private void topology(String overlay) {
        site.write(
                "topology.yaml",
                "version: 1\nname: demo\noverlays: { blue: { vni: 1000, %s } }\n"
                        .formatted(overlay));
    }

    private void assertRefusedAndRightlySo(String problem) {
        site.write("namespace.yaml", site.inventoryOfNamespace());
        String before = site.dump(DUMP);

        Said plan = site.vxplan("plan inventory.yaml");
        assertThat(plan.results())
                .contains(
                        "! error: "
                                + problem
                                + "; reach the host another way, or agree with --allow-management\n");
        assertThat(plan.exitCode()).isEqualTo(ExitCode.ERROR);
        assertThat(site.vxplan("plan inventory.yaml --output json").results())
                .contains(
                        "\"problems\":[{\"severity\":\"error\",\"summary\":\""
                                + problem
                                + "\",\"detail\":\"reach the host another way, or agree with --allow-management\"}]");
        assertThat(site.vxplan("apply inventory.yaml --yes").exitCode()).isEqualTo(ExitCode.ERROR);
        assertThat(site.dump(DUMP)).isEqualTo(before);
        assertThat(site.vxplan("plan inventory.yaml --out plan.json").messages())
                .isEqualTo("The plan was not saved: it has errors (see ! above).\n");

        Said allowed = site.vxplan("plan inventory.yaml --allow-management --out plan.json");
        assertThat(allowed.results()).contains("! warning: " + problem + "\n");
        assertThat(allowed.exitCode()).as(allowed.messages()).isZero();
        assertThat(site.read("plan.json")).contains("\"adopt\":false,\"allow_management\":true");
        Said drift = site.vxplan("drift inventory.yaml");
        assertThat(drift.results()).contains("! warning: " + problem + "\n");
        assertThat(drift.exitCode()).isEqualTo(ExitCode.CHANGES);

        carryOut();
        site.write(
                "inventory.yaml",
                site.read("inventory.yaml").replace("ansible_timeout: 5", "ansible_timeout: 1"));
        assertThat(site.vxplan("plan inventory.yaml").results())
                .contains("port 22: no answer within 1 s");
    }

    /// By another way; in the long run over the very session, which does not see the end of it, and
    /// needs a minute to notice.
    private void carryOut() {
        if (Boolean.getBoolean("long")) {
            Said cutOff = site.vxplan("apply plan.json");
            assertThat(cutOff.exitCode()).isEqualTo(ExitCode.ERROR);
            assertThat(cutOff.toString()).contains("the connection broke while a script ran");
        } else {
            Said done = site.vxplan("apply namespace.yaml --yes");
            assertThat(done.exitCode()).as(done.toString()).isZero();
        }
    }

    /// What a port receives is the bridge's, and the way back to the client is another one's.
    @Test
    void theInterfaceOfTheSessionAsAPort() {
        site.sh("h1", "echo 1 >/proc/sys/net/ipv4/conf/all/rp_filter");
        topology(
                "mode: bridged, address: none, subnets: [10.0.0.0/24], endpoints: { e: { host: h1, address: 10.0.0.9, device: eth0 } }");

        assertRefusedAndRightlySo(
                "`create port eth0` makes eth0 a port of br-blue, and the SSH session from 198.51.100.130 to"
                        + " 198.51.100.2 on eth0 needs it");
    }

    @Test
    void aNetworkThatTheClientIsIn() {
        topology("subnets: [198.51.100.128/25]");

        assertRefusedAndRightlySo(
                "`create address 198.51.100.129/25 dev vxlan1000` makes a route to 198.51.100.128/25, which the"
                        + " client's address is in, and the SSH session from 198.51.100.130 to 198.51.100.2 on eth0 needs it");
    }

    /// The administrator does not want any further advertisements, so vxplan does not set
    /// `accept_ra` to 2, and the kernel drops what it took from the first one.
    @Test
    void forwardingWhereTheWayBackWasAdvertised() {
        throughARouter();
        site.sh("h1", "echo 0 >/proc/sys/net/ipv6/conf/eth0/accept_ra");
        topology("subnets: [fd00:9::/64], networks: { 'fd00:10::/64': { behind: h1 } }");

        assertRefusedAndRightlySo(
                "`update sysctl net.ipv6.conf.all.forwarding` makes the kernel drop the default route that a router"
                        + " advertised, and the SSH session from 2001:db8:1::130 to 2001:db8::2 on eth0 needs it");
    }

    /// With `accept_ra` 2 it stays.
    @Test
    void forwardingWhereAdvertisementsAreStillAccepted() {
        throughARouter();
        topology("subnets: [fd00:9::/64], networks: { 'fd00:10::/64': { behind: h1 } }");

        Said applied = site.vxplan("apply inventory.yaml --yes");

        assertThat(applied.exitCode()).as(applied.toString()).isZero();
        assertThat(applied.results())
                .contains("~ sysctl net.ipv6.conf.eth0.accept_ra")
                .doesNotContain("needs it");
    }

    /// The client is in another network, behind a router that the host knows by its advertisement.
    private void throughARouter() {
        site.sh(
                "client",
                """
                echo 1 >/proc/sys/net/ipv6/conf/all/forwarding
                ip address add 2001:db8:1::130/128 dev lo nodad
                ip route add 2001:db8::2 dev near src 2001:db8:1::130
                """);
        site.sh(
                "h1",
                """
                echo 0 >/proc/sys/net/ipv6/conf/all/forwarding
                echo 1 >/proc/sys/net/ipv6/conf/eth0/accept_ra
                ip address add 2001:db8::2/64 dev eth0 nodad
                """);
        site.sh("client", ADVERTISEMENT);
        site.sh("h1", "until ip -6 route show default | grep -q 'proto ra'; do sleep 0.01; done");
        site.write("inventory.yaml", site.inventory("").replace("198.51.100.2", "'2001:db8::2'"));
        site.write("known_hosts", site.read("known_hosts").replace("198.51.100.2", "2001:db8::2"));
    }
}
