package io.vxplan.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.cli.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SavedPlanTest {
    @TempDir private Path folder;
    private Site site;

    @BeforeEach
    void twoHosts() {
        site = new Site(folder, 2);
        site.write("topology.yaml", topology(1000));
    }

    @AfterEach
    void close() {
        site.close();
    }

    private static String topology(int vni) {
        return "version: 1\nname: demo\noverlays: { blue: { vni: %d, subnets: [10.0.0.0/24] } }\n"
                .formatted(vni);
    }

    private void save(String options) {
        Said said = site.vxplan("plan inventory.yaml --out plan.json" + options);
        assertThat(said.exitCode()).as(said.messages()).isZero();
        assertThat(said.messages())
                .isEqualTo("Saved: `vxplan apply plan.json` carries out exactly this.\n");
        assertThat(folder).isDirectoryNotContaining("glob:**.new");
    }

    private void assertStale(String where) {
        Said said = site.vxplan("apply plan.json");
        assertThat(said.messages())
                .isEqualTo(
                        "error: the plan plan.json is stale: now something else has to be done "
                                + where
                                + "; hosts or files have changed since it was made, so nothing was done: plan again\n");
        assertThat(said.exitCode()).isEqualTo(ExitCode.ERROR);
    }

    @Test
    void isCarriedOutWithoutAQuestionAndOnce() {
        save("");
        assertThat(folder.resolve("topology.lock.yaml")).doesNotExist();

        Said applied = site.vxplan("apply plan.json");

        assertThat(applied.exitCode()).as(applied.messages()).isZero();
        assertThat(applied.results()).endsWith("Applied: 2 hosts changed, and found as planned.\n");
        assertThat(site.vxplan("drift inventory.yaml").exitCode()).isEqualTo(ExitCode.DONE);
        assertStale(
                "in the lock file, on host 'h1' (vxlan vxlan1000, address 10.0.0.1/24 dev vxlan1000,"
                        + " fdb 00:00:00:00:00:00 dev vxlan1000 dst 198.18.0.2, sysctl net.ipv4.ip_forward),"
                        + " on host 'h2' (vxlan vxlan1000, address 10.0.0.2/24 dev vxlan1000,"
                        + " fdb 00:00:00:00:00:00 dev vxlan1000 dst 198.18.0.1, sysctl net.ipv4.ip_forward)");
    }

    @Test
    void isForTheHostsThatItWasMadeForAndMayBeMovedWithItsFiles() throws Exception {
        save(" --limit h2");
        String reformatted = site.read("plan.json").replace("},", "},\n  ");
        site.write("plan.json", reformatted);
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        for (String file : new String[] {"plan.json", "inventory.yaml", "topology.yaml"}) {
            Files.move(folder.resolve(file), elsewhere.resolve(file));
        }

        Said applied = site.vxplan("apply elsewhere/plan.json");

        assertThat(applied.exitCode()).as(applied.messages()).isZero();
        assertThat(applied.results()).endsWith("Applied: 1 host changed, and found as planned.\n");
        assertThat(site.sh("h1", "ip -br link")).doesNotContain("vxlan1000");
        assertThat(site.sh("h2", "ip -br link")).contains("vxlan1000");
    }

    @Test
    void standsBehindASymbolicLink() throws Exception {
        Path deep = Files.createDirectories(folder.resolve("some/where/deep"));
        Files.createSymbolicLink(folder.resolve("link"), deep);
        site.vxplan("plan inventory.yaml --out ./link/plan.json");

        Said applied = site.vxplan("apply ./link/plan.json");

        assertThat(applied.exitCode()).as(applied.messages()).isZero();
    }

    @Test
    void isStaleWhereAHostHasChanged() {
        save("");
        site.sh(
                "h2",
                "echo 1 >/proc/sys/net/ipv4/ip_forward; ip link add name vxlan1000 type bridge");
        site.sh("h2", "ip link set dev vxlan1000 group 158");

        assertStale("on host 'h2' (vxlan vxlan1000, sysctl net.ipv4.ip_forward)");
        assertThat(site.sh("h1", "ip -br link")).doesNotContain("vxlan1000");
        assertThat(folder.resolve("topology.lock.yaml")).doesNotExist();
    }

    /// What is to be done is the same as before, to something that is not the same any more.
    @Test
    void isStaleWhereAnObjectIsAnotherThanWhenItWasMade() {
        site.vxplan("apply --yes inventory.yaml");
        site.sh("h2", "ip link set dev vxlan1000 mtu 1400");
        save("");
        site.sh("h2", "ip link set dev vxlan1000 mtu 1300");

        assertStale("on host 'h2' (vxlan vxlan1000)");
        assertThat(site.sh("h2", "cat /sys/class/net/vxlan1000/mtu")).isEqualTo("1300\n");

        site.sh("h2", "ip link set dev vxlan1000 mtu 1400; ip address flush dev vxlan1000");
        assertStale("on host 'h2' (address 10.0.0.2/24 dev vxlan1000)");
    }

    /// As a firewall, with a rule that somebody else took away, and another one that came later.
    @Test
    void isStaleWhereAFirewallIsAnother() {
        site.write("topology.yaml", topology(1000).replace("vni:", "firewall: peers, vni:"));
        save("");
        assertThat(site.vxplan("apply plan.json").exitCode()).isZero();
        String table = "ip vxplan/demo/blue";
        assertThat(site.sh("h1", "nft list table " + table))
                .contains("elements = { 198.18.0.2 }", "udp dport 4789 counter");

        site.sh("h1", "nft flush chain " + table + " input");
        save("");
        site.sh("h1", "nft add rule " + table + " input accept");
        assertStale("on host 'h1' (firewall ip vxplan/demo/blue)");

        save("");
        site.sh("h2", "nft delete element " + table + " peers { 198.18.0.1 }");
        assertStale("on host 'h2' (firewall peer 198.18.0.1 of ip vxplan/demo/blue)");

        save("");
        assertThat(site.vxplan("apply plan.json").exitCode()).isZero();
        assertThat(site.vxplan("drift inventory.yaml").exitCode()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void isForItsOwnerAloneAndHasAFingerprintOfEachChange() throws Exception {
        save("");

        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(folder.resolve("plan.json"))))
                .isEqualTo("rw-------");
        String plan = site.read("plan.json");
        assertThat(plan.split("\"action\":", -1))
                .hasSameSizeAs(plan.split("\"fingerprint\":\"[0-9a-f]{32}\"", -1));
    }

    /// Made by another topology's apply, say, that is at work at this moment.
    @Test
    void isNotStaleByAWarningThatComesOrGoes() {
        site.sh("h1", "ip link add name unfinished group 158 type bridge");
        save("");
        site.sh("h1", "ip link del dev unfinished");
        site.sh("h2", "ip link add name unfinished group 158 type bridge");

        Said applied = site.vxplan("apply plan.json");

        assertThat(applied.exitCode()).as(applied.messages()).isZero();
        assertThat(applied.results()).contains("! warning: bridge unfinished was made by an apply");
    }

    @Test
    void isStaleByAnError() {
        save("");
        site.sh("h2", "ip link add name theirs type vxlan id 1000 dstport 4789 local 198.18.0.2");

        assertStale("on host 'h2' (an error: see ! above)");
    }

    @Test
    void isStaleWhereAFileHasChanged() {
        save(" --limit h1");
        site.write("topology.yaml", topology(1001));

        assertStale(
                "on host 'h1' (vxlan vxlan1001, address 10.0.0.1/24 dev vxlan1001,"
                        + " fdb 00:00:00:00:00:00 dev vxlan1001 dst 198.18.0.2, vxlan vxlan1000,"
                        + " address 10.0.0.1/24 dev vxlan1000, and 1 more)");
    }

    @Test
    void isNotSavedWithAnError() {
        site.lose("h2");
        Said said = site.vxplan("plan inventory.yaml --out plan.json");

        assertThat(said.exitCode()).isEqualTo(ExitCode.ERROR);
        assertThat(said.messages())
                .isEqualTo("The plan was not saved: it has errors (see ! above).\n");
        assertThat(folder).isDirectoryNotContaining("glob:**plan.json*");
    }

    @Test
    void saysItselfHowItIsPlanned() {
        save("");

        assertThat(site.vxplan("apply plan.json --limit h1").messages())
                .isEqualTo(
                        "error: --limit, --topology, --adopt and --allow-management say how to plan, and plan.json is a plan already; give"
                                + " them to `vxplan plan --out`\n");
    }

    @Test
    void ofAnInventoryFromStandardInputIsRefused() {
        assertThat(site.vxplan("plan - --topology topology.yaml --out plan.json").messages())
                .isEqualTo(
                        "error: a plan of an inventory from standard input can't be saved: apply could not read it again;"
                                + " give the inventory as a file\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"format_version\":1,\"topology\":\"demo\",\"hosts\":[],\"summary\":{}} | it does not say what it was made from",
                "{\"format_version\":2} | its format_version is 2, not 1",
                "{\"format_version\":1,\"made_from\":{\"inventory\":\"i\"},\"hosts\":[]} | it is damaged: its end is missing",
                "{\"format_version\":1,\"hosts\":[{\"host\": | it is damaged"
            })
    void whatIsNoneIsRefused(String content, String why) {
        site.write("plan.json", content);

        Said said = site.vxplan("apply plan.json");

        assertThat(said.exitCode()).isEqualTo(ExitCode.ERROR);
        assertThat(said.messages())
                .startsWith("error: plan.json is no saved plan: " + why)
                .endsWith("; `vxplan plan --out FILE` saves one\n");
    }
}
