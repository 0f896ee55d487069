package io.vxplan.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.cli.ExitCode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What `doctor` says of hosts in namespaces by netlink, and of one over a real sshd.
@Execution(ExecutionMode.CONCURRENT)
class DoctorCommandTest {
    private static final String SOUND = "2 hosts: 0 errors, 0 warnings, 0 not checked\n";

    @TempDir private Path folder;

    /// With a cable between them.
    private Site twoHosts() {
        Site site = new Site(folder, 2);
        site.sh("h2", "ip link del dev eth0");
        site.sh(
                "h1",
                "ip link del dev eth0; ip link add name eth0 type veth peer name eth0 netns "
                        + site.namespace("h2").getFileName());
        for (int i = 1; i <= 2; i++) {
            site.sh(
                    "h" + i,
                    """
                    echo 0 | tee /proc/sys/net/ipv4/conf/*/rp_filter
                    ip address add 198.18.0.%1$d/24 dev eth0
                    ip address add fd98::%1$d/64 dev eth0 nodad
                    ip link set dev eth0 up
                    """
                            .formatted(i));
        }
        return site;
    }

    /// A replicating, a multicast and a discovered overlay over IPv6, which take frames from peers
    /// alone: before they are there, and then without routers and with a peer that nobody lets in.
    @Test
    void overlaysOfAllKindsAreProbed() {
        try (Site site = twoHosts()) {
            site.write(
                    "inventory.yaml",
                    site.read("inventory.yaml")
                            .replace("vars: {", "vars: { vxplan_services: none,")
                            .replaceAll(
                                    "ansible_host: 198.18.0.([12])",
                                    "$0, vxplan_underlay: 'fd98::$1'"));
            site.write(
                    "topology.yaml",
                    """
                    version: 1
                    name: demo
                    overlays:
                      found: { vni: 100, subnets: [10.0.0.0/24], firewall: peers, membership: { discovered: lan } }
                      group: { vni: 101, subnets: [10.0.1.0/24], firewall: peers, flooding: { group: "ff05::101", device: eth0 } }
                      plain: { vni: 102, subnets: [10.0.2.0/24], firewall: peers, mode: bridged }
                    discovery: { lan: {} }
                    """);

            Said before = site.vxplan("doctor inventory.yaml");
            assertThat(before.results()).isEqualTo(SOUND);
            assertThat(before.exitCode()).isEqualTo(ExitCode.DONE);

            assertThat(site.vxplan("apply inventory.yaml --yes").exitCode()).isZero();
            site.sh("h1", "nft \"delete element ip6 vxplan/demo/plain peers { fd98::2 }\"");
            Said said = site.vxplan("doctor inventory.yaml --output json");

            assertThat(said.exitCode()).isEqualTo(ExitCode.ERROR);
            assertThat(findings(said))
                    .containsExactly(
                            "error h1 peer-kept-out: the firewall of overlay found (table ip6 vxplan/demo/found) does not let in h2 (fd98::2): its router lets",
                            "error h1 peer-kept-out: the firewall of overlay plain (table ip6 vxplan/demo/plain) does not let in h2 (fd98::2): `vxplan plan` shows what",
                            "error h1 vxlan-blocked: VXLAN frames of overlay found (VNI 100, UDP port 4789) of h2 (fd98::2) don't arrive:"
                                    + " `vxplan show routes` on both",
                            "error h1 vxlan-blocked: VXLAN frames of overlay plain (VNI 102, UDP port 4789) of h2 (fd98::2) don't arrive:"
                                    + " let UDP port",
                            "error h2 peer-kept-out: the firewall of overlay found (table ip6 vxplan/demo/found) does not let in h1 (fd98::1): its router lets",
                            "error h2 vxlan-blocked: VXLAN frames of overlay found (VNI 100, UDP port 4789) of h1 (fd98::1) don't arrive:"
                                    + " `vxplan show routes` on both");
        }
    }

    /// Of the remedies the first words.
    private static List<String> findings(Said said) {
        JsonNode json = JsonMapper.shared().readTree(said.results());
        assertThat(json.get("format_version").asInt()).isOne();
        assertThat(json.get("topology").asString()).isEqualTo("demo");
        assertThat(json.get("passed").asBoolean()).isEqualTo(said.exitCode() == ExitCode.DONE);
        return json.get("findings")
                .valueStream()
                .map(finding ->
                        "%s %s %s: %s: %s"
                                .formatted(
                                        finding.get("severity").asString(),
                                        finding.get("host").asString(),
                                        finding.get("finding").asString(),
                                        finding.get("what").asString(),
                                        finding.get("remedy")
                                                .asString()
                                                .replaceFirst(
                                                        "^((`[^`]*`|\\w+)( \\w+){2}).*", "$1")))
                .toList();
    }

    @Test
    void aHostThatCanNotBeReachedIsAnErrorAndNotAskedBeyondLimit() {
        try (Site site = new Site(folder, 2)) {
            site.write("topology.yaml", topology(""));
            site.lose("h2");

            Said said = site.vxplan("doctor inventory.yaml");
            assertThat(said.results())
                    .startsWith(
                            "h1\n  unknown not-checked: what passes to h2 (198.18.0.2) is not known")
                    .contains("\n\nh2\n  error unreachable: open network namespace")
                    .endsWith("\n\n2 hosts: 1 error, 0 warnings, 1 not checked\n");
            assertThat(said.exitCode()).isEqualTo(ExitCode.ERROR);

            Said limited = site.vxplan("doctor inventory.yaml --limit h1");
            assertThat(limited.results())
                    .startsWith("h1\n  unknown not-checked: what passes to h2")
                    .endsWith("\n\n1 host: 0 errors, 0 warnings, 1 not checked\n");
            assertThat(limited.exitCode()).isEqualTo(ExitCode.DONE);
        }
    }

    private static String topology(String more) {
        return "version: 1\nname: demo\noverlays: { blue: { vni: 1000, subnets: [10.0.0.0/24]%s } }\n"
                .formatted(more);
    }

    /// Who is not root there sees less, and is told so.
    @Test
    void aHostIsAskedOverSsh() {
        try (SshSite site = new SshSite(folder)) {
            site.write("topology.yaml", topology(", networks: { 10.9.0.0/16: { behind: h1 } }"));
            site.sh(
                    "h1",
                    """
                    echo 0 | tee /proc/sys/net/ipv4/conf/*/rp_filter
                    nft add table ip theirs
                    nft 'add chain ip theirs forward { type filter hook forward priority 0; policy drop; }'
                    """);

            Said said = site.vxplan("doctor inventory.yaml");
            assertThat(said.results())
                    .startsWith(
                            "h1\n  error forward-drop: chain forward of table ip theirs drops by default")
                    .endsWith("\n\n1 host: 1 error, 0 warnings, 0 not checked\n");
            assertThat(said.exitCode()).isEqualTo(ExitCode.ERROR);

            site.write(
                    "inventory.yaml",
                    site.inventory("").replace("ansible_user: root", "ansible_user: alice"));
            Said asAlice = site.vxplan("doctor inventory.yaml");
            assertThat(asAlice.results())
                    .startsWith("h1\n  unknown not-checked: it was not looked at as root")
                    .contains("\n      say `ansible_become: true` for it in the inventory");
        }
    }
}
