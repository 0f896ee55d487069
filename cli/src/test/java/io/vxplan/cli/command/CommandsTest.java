package io.vxplan.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.cli.ExitCode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the commands promise beside their work: consent, exit codes, what is printed.
class CommandsTest {
    private static final String TOPOLOGY =
            """
            version: 1
            name: demo
            overlays: { blue: { vni: 1000, subnets: [10.0.0.0/24] } }
            """;

    @TempDir private Path folder;
    private Site site;

    @BeforeEach
    void twoHosts() {
        site = new Site(folder, 2);
        site.write("topology.yaml", TOPOLOGY);
    }

    @AfterEach
    void remove() {
        site.close();
    }

    private Said done(String command) {
        Said said = site.vxplan(command);
        assertThat(said.exitCode()).as("%s: %s", command, said).isEqualTo(ExitCode.DONE);
        return said;
    }

    @Test
    void whereNobodyCanAnswerNothingIsChanged() {
        String before = site.sh("h1", "ip -d link 2>/dev/null; ip route");

        Said refused = site.vxplan("apply inventory.yaml");

        assertThat(refused.exitCode()).isEqualTo(ExitCode.ERROR);
        assertThat(refused.results()).contains("   + vxlan vxlan1000\n");
        assertThat(refused.messages())
                .isEqualTo(
                        "vxplan: nobody is there to ask, so nothing was changed; say --yes to agree\n");
        assertThat(site.sh("h1", "ip -d link 2>/dev/null; ip route")).isEqualTo(before);
        assertThat(folder.resolve("topology.lock.yaml")).doesNotExist();
    }

    @Test
    void theInventoryOfALabThatIsDownIsSaidToBeOne() {
        String gone = "/run/vxplan/labs/no-such-lab/inventory.yaml";
        for (String command : new String[] {"plan ", "verify ", "lab status ", "lab exec "}) {
            Said said = site.vxplan(command + gone + (command.contains("exec") ? " h1 true" : ""));

            assertThat(said.exitCode()).isEqualTo(ExitCode.ERROR);
            assertThat(said.messages())
                    .contains("there is no lab of " + gone + "; it is down, or this machine was")
                    .hasLineCount(1);
        }
    }

    @Test
    void exitCodesTellOfChanges() {
        assertThat(site.vxplan("plan inventory.yaml").exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(site.vxplan("plan --detailed-exitcode inventory.yaml").exitCode())
                .isEqualTo(ExitCode.CHANGES);
        assertThat(site.vxplan("drift inventory.yaml").exitCode()).isEqualTo(ExitCode.CHANGES);

        done("apply --yes inventory.yaml");

        assertThat(done("plan --detailed-exitcode inventory.yaml").results())
                .isEqualTo("No changes: every host is as the topology says.\n");
        done("drift inventory.yaml");
        site.sh("h2", "ip link set dev vxlan1000 mtu 1400");
        Said drift = site.vxplan("drift inventory.yaml");
        assertThat(drift.exitCode()).isEqualTo(ExitCode.CHANGES);
        assertThat(drift.results())
                .contains("h2:\n   ~ vxlan vxlan1000\n")
                .doesNotContain("h1:")
                .endsWith(
                        "Plan: 0 to create, 1 to update, 0 to replace, 0 to delete, on 1 host.\n");
    }

    @Test
    void onlyTheHostsOfTheLimitAreChanged() {
        done("apply --yes --limit h1 inventory.yaml");

        assertThat(site.sh("h1", "ip link")).contains("vxlan1000");
        assertThat(site.sh("h2", "ip link")).doesNotContain("vxlan1000");
        Said nobody = site.vxplan("plan --limit web inventory.yaml");
        assertThat(nobody.exitCode()).isEqualTo(ExitCode.ERROR);
        assertThat(nobody.messages()).startsWith("error: --limit web");
    }

    @Test
    void applyAsJsonIsThePlanAndALineForEachHost() {
        site.lose("h2");

        Said said = site.vxplan("apply --yes --output json inventory.yaml");

        assertThat(said.exitCode()).isEqualTo(ExitCode.ERROR);
        List<JsonNode> documents =
                JsonMapper.shared()
                        .readerFor(JsonNode.class)
                        .<JsonNode>readValues(said.results())
                        .readAll();
        assertThat(documents).hasSize(3);
        assertThat(documents.getFirst().at("/summary/create").asInt()).isPositive();
        assertThat(documents.getFirst().at("/hosts/1/problems/0/severity").asString())
                .isEqualTo("error");
        assertThat(documents.get(1).at("/event").asString()).isEqualTo("applied");
        assertThat(documents.get(1).at("/host").asString()).isEqualTo("h1");
        assertThat(documents.get(2).toString())
                .isEqualTo("{\"event\":\"summary\",\"applied\":1,\"failed\":0}");
    }

    @Test
    void whatIsNoLongerDeclaredIsAnOrphanUntilItIsDestroyed() {
        done("apply --yes inventory.yaml");
        assertThat(done("orphans inventory.yaml").results())
                .isEqualTo("No orphans: the topology names all that bears its mark.\n");

        site.write("topology.yaml", TOPOLOGY.replace("vni:", "hosts: h1, vni:"));
        Said orphans = done("orphans inventory.yaml");
        assertThat(orphans.results()).contains("h2:\n   - vxlan vxlan1000");

        done("destroy --yes --limit h2 inventory.yaml");
        assertThat(site.sh("h2", "ip link")).doesNotContain("vxlan1000");
        done("destroy --yes inventory.yaml");
        assertThat(done("destroy --yes inventory.yaml").results())
                .endsWith("Nothing to remove: the hosts have nothing of this topology.\n");
    }

    /// Created with our group, and then the run was killed, before the alias.
    @Test
    void whatAnInterruptedRunLeftIsShownAndLeftAlone() {
        site.sh(
                "h1",
                """
                ip link add name vxlan1000 group 158 type vxlan id 1000 dstport 4789 local 198.18.0.1
                ip link add name br-gone group 158 type bridge
                ip link add name theirs group 158 type veth peer name wire1
                """);
        String left =
                "h1:\n  ! warning: bridge br-gone was made by an apply that did not finish it, and nothing tells of which topology it is;"
                        + " if no apply is at work there now, remove it on the host: ip link del dev br-gone\n\n";

        assertThat(done("orphans inventory.yaml").results())
                .isEqualTo(left + "No orphans: the topology names all that bears its mark.\n");

        done("apply --yes inventory.yaml");
        assertThat(site.sh("h1", "ip link show dev vxlan1000")).contains("alias vxplan:demo/blue");
        assertThat(done("drift inventory.yaml").results())
                .isEqualTo(left + "No changes: every host is as the topology says.\n");
        done("destroy --yes inventory.yaml");
        assertThat(site.sh("h1", "ip link"))
                .contains("br-gone", "theirs")
                .doesNotContain("vxlan1000");
    }

    @Test
    void whatInterruptsTrafficNeedsItsOwnConsent() {
        done("apply --yes inventory.yaml");
        site.write("topology.yaml", TOPOLOGY.replace("1000", "1001, device: vxlan1000"));

        Said refused = site.vxplan("apply --yes inventory.yaml");

        assertThat(refused.exitCode()).isEqualTo(ExitCode.ERROR);
        assertThat(refused.results()).contains("-/+ vxlan vxlan1000");
        assertThat(refused.messages()).contains("say --allow-disrupt to agree");
        done("apply --yes --allow-disrupt inventory.yaml");
        assertThat(site.sh("h1", "ip -d link show dev vxlan1000")).contains("vxlan id 1001 ");
    }

    @Test
    void aFailingHostStopsNobodyElse() {
        site.lose("h1");

        Said said = site.vxplan("apply --yes -v inventory.yaml");

        assertThat(said.exitCode()).isEqualTo(ExitCode.ERROR);
        assertThat(said.results()).contains("h1:\n  ! error: ", "1 host has a problem");
        assertThat(said.messages())
                .containsPattern("h1: io.vxplan.host.HostException: .*")
                .containsPattern("h2: changed, \\d+ times \\(\\d+ ms\\)");
        assertThat(site.sh("h2", "ip link")).contains("vxlan1000");
    }

    /// The router's job, which it does while `plan`, `apply` and `drift` come and go.
    @Test
    void whatLeadsToDiscoveredMembersIsLeftAlone() {
        site.write(
                "topology.yaml",
                TOPOLOGY.replace("vni:", "membership: { discovered: lan }, vni:")
                        + "discovery: { lan: {} }\n");
        String inventory =
                site.read("inventory.yaml").replace("vars: {", "vars: { vxplan_services: none,");
        site.write("inventory.yaml", inventory);

        assertThat(done("apply --yes inventory.yaml").results()).doesNotContain("fdb");
        site.sh(
                "h1",
                """
                bridge fdb append 00:00:00:00:00:00 dev vxlan1000 dst 198.18.0.2
                ip route add 172.21.0.0/16 via 10.0.0.2 dev vxlan1000 proto 158
                """);

        assertThat(done("plan --detailed-exitcode inventory.yaml").results())
                .isEqualTo("No changes: every host is as the topology says.\n");
        done("drift inventory.yaml");
        assertThat(done("orphans inventory.yaml").results()).startsWith("No orphans");
        assertThat(done("explain inventory.yaml h1").results())
                .contains("ip link add name vxlan1000 ")
                .doesNotContain("bridge fdb")
                .endsWith(
                        "# overlay blue: members are discovered by 'lan'; the router on the host keeps its FDB entries, neighbours and routes\n");
        site.sh("h1", "ip link set dev vxlan1000 mtu 1400");
        assertThat(site.vxplan("drift inventory.yaml").results()).contains("~ vxlan vxlan1000");
        done("apply --yes inventory.yaml");
        assertThat(site.sh("h1", "bridge fdb show dev vxlan1000; ip route"))
                .contains("198.18.0.2", "172.21.0.0/16");

        done("destroy --yes inventory.yaml");
        assertThat(site.sh("h1", "ip link; ip route")).doesNotContain("vxlan1000", "172.21.0.0/16");
    }
}
