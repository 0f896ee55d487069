package io.vxplan.doctor.exam;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.doctor.Samples;
import io.vxplan.doctor.facts.FactsReader;
import io.vxplan.doctor.facts.Part;
import io.vxplan.doctor.finding.Finding;
import io.vxplan.model.topology.Flooding;
import io.vxplan.model.topology.Topology;
import io.vxplan.testing.Topologies;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a sound host says of itself, and what is found when one thing of it is otherwise.
class ExamTest {
    private static final Topology TOPOLOGY =
            Topologies.topology(
                    2,
                    Samples.routed(2, new Flooding.Static()),
                    Samples.bridged(2, new Flooding.Replicate()));

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

    /// @param from a text of the sound host
    /// @param to what stands there instead
    /// @param findings the kind and the beginning of each
    record Case(String from, String to, List<String> findings) {
        Case(String from, String to, String... findings) {
            this(from, to, List.of(findings));
        }

        @Override
        public String toString() {
            return to.strip().lines().findFirst().orElse("nothing") + " -> " + findings;
        }
    }

    private static Case in(String section, String text, String... findings) {
        return new Case("--- " + section + "\n", "--- " + section + "\n" + text + "\n", findings);
    }

    private static Stream<Case> cases() {
        return Stream.of(
                        systems(),
                        underlays(),
                        tunnels(),
                        forwarding(),
                        firewalls(),
                        offloads(),
                        managers())
                .flatMap(cases -> cases);
    }

    private static Stream<Case> systems() {
        return Stream.of(
                new Case(
                        "6.18.44-generic",
                        "5.15.153.1-microsoft-standard-WSL2",
                        "wsl: it is WSL 2 (kernel 5.15.153.1-microsoft-standard-WSL2)"),
                new Case(
                        "6.18.44-generic",
                        "4.4.0-19041-Microsoft",
                        "wsl: it is WSL (kernel 4.4.0-19041-Microsoft), which has no VXLAN"),
                new Case(
                        "iproute2-6.1.0",
                        "iproute2-5.4.0",
                        "iproute2: an iproute2 that is too old"),
                in(
                        "user",
                        "1000",
                        "not-checked: it was not looked at as root, so nobody knows whether its kernel has VXLAN"),
                new Case("nsenter\nflock\n", "nsenter\n", "tool: there is no `flock`"),
                new Case(
                        "vxlan4 \n",
                        "vxlan4 Error: Unknown device type.\n",
                        "kernel: kernel 6.18.44-generic makes no VXLAN device over IPv4: Error: Unknown device type."),
                new Case(
                        "bridge \n--- routes",
                        "bridge Error: Unknown device type.\n--- routes",
                        "kernel: kernel 6.18.44-generic makes no bridge"),
                new Case("vxlan6 \n", "vxlan6 Error: Unknown device type.\n"),
                new Case(
                        "vxlan4 \nvxlan6 \nbridge \n",
                        "unshare: unshare failed: Operation not permitted\n",
                        "not-checked: no network namespace could be made"),
                new Case(
                        "default/disable_ipv6:0",
                        "default/disable_ipv6:1",
                        "ipv6-off: new interfaces have no IPv6"),
                new Case(
                        "/proc/sys/net/ipv6/conf/default/disable_ipv6:0\n",
                        "",
                        "ipv6-off: the kernel has no IPv6"));
    }

    private static Stream<Case> underlays() {
        return Stream.of(
                new Case(
                        "inet 198.18.0.1/24",
                        "inet 198.18.0.9/24",
                        "no-address: no interface has 198.18.0.1"),
                new Case(
                        "198.18.0.2 from 198.18.0.1 dev eth0 uid 0 \\    cache \n",
                        "",
                        "no-route: it has no route from 198.18.0.1 to h2 (198.18.0.2)"),
                new Case(
                        "198.18.0.1 dev eth0 uid",
                        "198.18.0.1 dev vxlan100 uid",
                        "route-loop: its route to h2 (198.18.0.2) goes through vxlan100, the overlay itself"),
                new Case(
                        "mtu 1500 qdisc noqueue state UP mode DEFAULT group default qlen 1000\\    link/ether 6a:4f:2c:13:0d:9f",
                        "mtu 1400 qdisc noqueue state UP mode DEFAULT group default qlen 1000\\    link/ether 6a:4f:2c:13:0d:9f",
                        "egress-mtu: overlay blue sends packets of up to 1500 bytes, and eth0 takes 1400",
                        "egress-mtu: overlay red sends packets of up to 1500 bytes, and eth0 takes 1400"),
                new Case("all/rp_filter:0", "all/rp_filter:1"),
                new Case("eth0/rp_filter:2", "eth0/rp_filter:1"),
                new Case(
                        "eth0/rp_filter:2\n",
                        "eth0/rp_filter:0\n/proc/sys/net/ipv4/conf/vxlan100/rp_filter:1\n"),
                new Case("TcpExt: 0 0 7", "TcpExt: 0 12 7"));
    }

    private static Stream<Case> tunnels() {
        String foreign =
                "9: flannel.1: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1450 qdisc noqueue state UNKNOWN mode DEFAULT"
                        + " group default \\    link/ether 82:b7:75:0d:38:ad brd ff:ff:ff:ff:ff:ff promiscuity 0 \\    vxlan id %s dev eth0"
                        + " srcport 0 0 dstport %d nolearning ttl auto ageing 300 udpcsum";
        return Stream.of(
                in(
                        "devices",
                        foreign.formatted("200 local 198.18.0.1", 4789),
                        "foreign-vxlan: interface flannel.1, which is not of overlay red, has its VNI 200 on its UDP port 4789"),
                in("devices", foreign.formatted("200 local 198.18.0.1", 8472)),
                in("devices", foreign.formatted("201 local 198.18.0.1", 4789)),
                in("devices", foreign.formatted("200 local fd98::1", 4789)),
                in(
                        "devices",
                        foreign.formatted("0", 4789).replace("vxlan id", "vxlan external id"),
                        "foreign-vxlan: interface flannel.1 takes the frames of every VNI on UDP port 4789, so overlay blue",
                        "foreign-vxlan: interface flannel.1 takes the frames of every VNI on UDP port 4789, so overlay red"),
                new Case(
                        "alias vxplan:demo/blue",
                        "alias vxplan:other/green",
                        "foreign-vxlan: interface vxlan100, which is not of overlay blue"),
                new Case(
                        "127.0.0.1:323 ",
                        "127.0.0.1:4789 ",
                        "port-taken: program chronyd has UDP port 4789, which overlay blue needs"));
    }

    private static Stream<Case> forwarding() {
        return Stream.of(
                new Case(
                        "lan/forwarding:1",
                        "lan/forwarding:0",
                        "forwarding: interface lan, behind which networks of overlay blue are, does not forward"),
                new Case("ip_forward:1", "ip_forward:0"));
    }

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

    private static Stream<Case> offloads() {
        String vmware = "checksum-offload: eth0 is a vmxnet3 card";
        return Stream.of(
                new Case("driver virtio_net", "driver vmxnet3"),
                new Case(
                        "driver virtio_net\nFeatures for eth0:\nrx-checksumming: on [fixed]\n\ttx-udp_tnl-segmentation: off [fixed]",
                        "driver vmxnet3\n\ttx-udp_tnl-csum-segmentation: on",
                        vmware + " that computes"),
                new Case(
                        "driver virtio_net\nFeatures for eth0:\nrx-checksumming: on [fixed]\n\ttx-udp_tnl-segmentation: off [fixed]",
                        "driver vmxnet3",
                        vmware + " (what it does"),
                new Case("6.18.44-generic", "4.18.0-generic"),
                new Case(
                        "6.18.44-generic\n",
                        "4.18.0-generic\n--- iptables\ntable ip nat\n-A POSTROUTING -s 10.9.0.0/16 -j MASQUERADE\n",
                        "checksum-offload: kernel 4.18.0-generic is older than 5.7 and masquerades"));
    }

    private static Stream<Case> managers() {
        String manager = "NetworkManager\n--- networkmanager\n";
        String networkd = "systemd-network\n--- networkd\n";
        String foreign = "networkd: systemd-networkd runs, and removes routes that it did not make";
        return Stream.of(
                in(
                        "programs",
                        manager,
                        "networkmanager: NetworkManager runs, and nothing tells it to leave vxlan100, vxlan200, br-red alone"),
                in(
                        "programs",
                        manager
                                + "[keyfile]\nunmanaged-devices=interface-name:vxlan*;interface-name:docker0",
                        "networkmanager: NetworkManager runs, and nothing tells it to leave br-red alone"),
                in(
                        "programs",
                        manager
                                + "[keyfile]\nunmanaged-devices = interface-name:vxlan???;interface-name:br-red"),
                in("programs", networkd, foreign),
                in("programs", networkd + "[Network]\nManageForeignRoutes = no"),
                in(
                        "programs",
                        networkd
                                + "ManageForeignRoutes=no\n--- networks\nfile /etc/systemd/network/50-all.network\n[Match]\nName=eth* vx*\n",
                        "networkd: systemd-networkd runs, and /etc/systemd/network/50-all.network tells it to configure vxlan100 of overlay blue",
                        "networkd: systemd-networkd runs, and /etc/systemd/network/50-all.network tells it to configure vxlan200 of overlay red"),
                in(
                        "programs",
                        networkd
                                + "ManageForeignRoutes=no\n--- networks\nfile /etc/systemd/network/10-x.network\n[Match]\nName=vx*\n[Link]\nUnmanaged=yes\nfile /etc/systemd/network/50-all.network\nName=*\n"));
    }

    private static List<Finding> examine(String output) {
        return Exam.all(Part.of(TOPOLOGY, Topologies.host(1)), FactsReader.read(output));
    }

    @Test
    void aSoundHostHasNothing() throws IOException {
        assertThat(examine(sound())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatIsOtherwiseIsFound(Case one) throws IOException {
        assertThat(sound()).contains(one.from());

        List<Finding> findings = examine(sound().replace(one.from(), one.to()));

        assertThat(findings).hasSameSizeAs(one.findings());
        for (int i = 0; i < findings.size(); i++) {
            assertThat(findings.get(i).ailment().id() + ": " + findings.get(i).what())
                    .startsWith(one.findings().get(i));
            assertThat(findings.get(i).remedy()).isNotBlank();
        }
    }

    @Test
    void aStrictReversePathBreaksWhereAnswersLeaveElsewhere() throws IOException {
        String split = sound().replace("198.18.0.1 dev eth0 uid", "198.18.0.1 dev eth1 uid");

        assertThat(examine(split)).isEmpty();
        assertThat(examine(split.replace("all/rp_filter:0", "all/rp_filter:1"))).isEmpty();
        assertThat(examine(split.replace("eth0/rp_filter:2", "eth0/rp_filter:1")))
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.what())
                                .isEqualTo(
                                        "packets of h2 come to 198.18.0.1 on eth0, and answers leave by eth1: rp_filter is 1 there"
                                                + " (the larger of `all` and eth0), so the kernel drops them"));
    }

    @Test
    void packetsThatAStrictReversePathDroppedAreTold() throws IOException {
        String dropped = sound().replace("TcpExt: 0 0 7", "TcpExt: 0 12 7");

        assertThat(examine(dropped)).isEmpty();
        assertThat(examine(dropped.replace("eth0/rp_filter:2", "eth0/rp_filter:1")))
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.what())
                                .isEqualTo(
                                        "rp_filter has dropped 12 packets since the host started, and is 1 on eth0"));
    }

    @Test
    void bridgedFramesMeetTheFirewallWhereTheKernelSendsThemThere() throws IOException {
        String docker = sound().replace("--- nft\n", "--- nft\n" + DOCKER);

        assertThat(
                        examine(
                                docker.replace(
                                        "bridge-nf-call-iptables:0", "bridge-nf-call-iptables:1")))
                .extracting(finding -> finding.ailment().id(), Finding::what)
                .hasSize(2)
                .last()
                .asString()
                .contains("br-red of overlay red");
    }

    private static String sound() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(ExamTest.class.getResourceAsStream("sound.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
