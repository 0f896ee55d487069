package io.vxplan.doctor.exam;

import static io.vxplan.doctor.exam.Case.in;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a sound host says of itself, and what is found when one thing of it is otherwise.
class ExamTest {
    private static Stream<Case> cases() {
        return Stream.of(systems(), underlays(), tunnels(), forwarding(), offloads(), managers())
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

    @Test
    void aSoundHostHasNothing() {
        assertThat(SoundHost.examine(SoundHost.text())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatIsOtherwiseIsFound(Case one) {
        one.assertFound();
    }

    @Test
    void aStrictReversePathBreaksWhereAnswersLeaveElsewhere() {
        String split =
                SoundHost.text().replace("198.18.0.1 dev eth0 uid", "198.18.0.1 dev eth1 uid");

        assertThat(SoundHost.examine(split)).isEmpty();
        assertThat(SoundHost.examine(split.replace("all/rp_filter:0", "all/rp_filter:1")))
                .isEmpty();
        assertThat(SoundHost.examine(split.replace("eth0/rp_filter:2", "eth0/rp_filter:1")))
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.what())
                                .isEqualTo(
                                        "packets of h2 come to 198.18.0.1 on eth0, and answers leave by eth1: rp_filter is 1 there"
                                                + " (the larger of `all` and eth0), so the kernel drops them"));
    }

    @Test
    void packetsThatAStrictReversePathDroppedAreTold() {
        String dropped = SoundHost.text().replace("TcpExt: 0 0 7", "TcpExt: 0 12 7");

        assertThat(SoundHost.examine(dropped)).isEmpty();
        assertThat(SoundHost.examine(dropped.replace("eth0/rp_filter:2", "eth0/rp_filter:1")))
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.what())
                                .isEqualTo(
                                        "rp_filter has dropped 12 packets since the host started, and is 1 on eth0"));
    }
}
