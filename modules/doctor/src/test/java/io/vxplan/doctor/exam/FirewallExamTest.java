package io.vxplan.doctor.exam;

import static io.vxplan.doctor.exam.Case.in;
import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.doctor.finding.Finding;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is found in the rules of a host that is sound but for them.
class FirewallExamTest {
    private static final String DOCKER =
            """
            table ip filter {
            \tchain DOCKER-USER {
            \t\tcounter packets 0 bytes 0 return
            \t}
            \tchain FORWARD {
            \t\ttype filter hook forward priority 0; policy drop;
            \t\tcounter packets 10 bytes 840 jump DOCKER-USER
            \t\toifname "docker0" ct state established,related counter packets 0 bytes 0 accept
            \t}
            }
            """;

    private static Stream<Case> firewalls() {
        String dropped =
                "forward-drop: chain FORWARD of table ip filter drops by default (Docker sets that), no rule lets vxlan100 of overlay blue";
        String legacy =
                "table ip filter\n-P INPUT ACCEPT\n-P FORWARD DROP\n-A FORWARD -j DOCKER-USER";
        String let = "-A DOCKER-USER -i vxlan100 -j ACCEPT\n-A DOCKER-USER -o vxlan100 -j ACCEPT";
        String masqueraded =
                "masquerade: packets of network 172.20.0.0/16 get the host's address as their source when they go into overlay blue";
        return Stream.of(
                in("nft", ownTable("blue", "elements = { 198.18.0.7,\n\t\t\t     198.18.0.2 }")),
                in(
                        "nft",
                        ownTable("blue", "") + "\n" + ownTable("red", "elements = { 198.18.0.2 }"),
                        "peer-kept-out: the firewall of overlay blue (table ip vxplan/demo/blue) does not let in h2 (198.18.0.2)"),
                in(
                        "nft",
                        ownTable("red", "elements = { 198.18.0.3 }"),
                        "peer-kept-out: the firewall of overlay red (table ip vxplan/demo/red) does not let in h2 (198.18.0.2)"),
                in("nft", ownTable("green", "")),
                in("nft", DOCKER, dropped),
                in("nft", DOCKER.replace("policy drop", "policy accept")),
                in("nft", DOCKER.replace("table ip ", "table ip6 ")),
                in(
                        "nft",
                        DOCKER.replace(
                                "\t\tcounter packets 0 bytes 0 return",
                                "iifname \"vxlan100\" counter packets 0 bytes 0 accept\noifname \"vxlan100\" counter packets 1 bytes 2 accept")),
                in(
                        "nft",
                        DOCKER.replace(
                                "\t\tcounter packets 0 bytes 0 return",
                                "iifname \"vxlan100\" accept"),
                        dropped),
                in("iptables", legacy, "forward-drop: chain FORWARD of iptables drops by default"),
                in("iptables", legacy + "\n" + let),
                in("iptables", legacy + "\n-A FORWARD -j ACCEPT"),
                in(
                        "iptables",
                        "table ip nat\n-A POSTROUTING -s 172.20.0.0/16 ! -o docker0 -j MASQUERADE",
                        masqueraded),
                in(
                        "iptables",
                        "table ip nat\n-A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE"),
                in(
                        "iptables",
                        "table ip nat\n-A POSTROUTING -s 172.20.0.0/16 -o eth0 -j MASQUERADE"),
                in(
                        "iptables",
                        "table ip nat\n-A POSTROUTING -s 172.20.0.0/16 -d 8.8.8.8/32 -j MASQUERADE"),
                in(
                        "iptables",
                        "table ip nat\n-A KUBE -m mark --mark 0x4000/0x4000 -j MASQUERADE --random-fully"),
                in(
                        "nft",
                        "table inet f {\n\tchain po {\n\t\tip saddr 172.16.0.0/12 oifname != \"docker0\" counter packets 3 bytes 4 masquerade\n\t}\n}",
                        masqueraded),
                in("nft", "table ip f {\n\tchain po {\n\t\tmeta mark 0x4000 masquerade\n\t}\n}"));
    }

    /// With another one after it.
    private static String ownTable(String overlay, String elements) {
        return """
        table ip vxplan/demo/%s {
        \tset peers {
        \t\ttype ipv4_addr
        \t\t%s
        \t}
        \tchain input {
        \t\ttype filter hook input priority 0; policy accept;
        \t\tudp dport 4789 counter packets 0 bytes 0 drop
        \t}
        }
        table inet theirs {
        \tset theirs {
        \t\ttype ipv4_addr
        \t\telements = { 198.18.0.2 }
        \t}
        }\
        """
                .formatted(overlay, elements);
    }

    @ParameterizedTest
    @MethodSource("firewalls")
    void whatKeepsFramesOrPacketsOutIsFound(Case one) {
        one.assertFound();
    }

    @Test
    void bridgedFramesMeetTheFirewallWhereTheKernelSendsThemThere() {
        String docker = SoundHost.text().replace("--- nft\n", "--- nft\n" + DOCKER);

        assertThat(
                        SoundHost.examine(
                                docker.replace(
                                        "bridge-nf-call-iptables:0", "bridge-nf-call-iptables:1")))
                .extracting(finding -> finding.ailment().id(), Finding::what)
                .hasSize(2)
                .last()
                .asString()
                .contains("br-red of overlay red");
    }
}
