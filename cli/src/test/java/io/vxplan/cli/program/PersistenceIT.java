package io.vxplan.cli.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.cli.program.Program.Result;
import io.vxplan.cli.program.Program.User;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A machine loses its network and starts anew, with a real systemd and a real systemd-networkd:
/// what was applied is there again, without another apply. Needs root and systemd.
class PersistenceIT extends OnSegment {
    /// The third host is only in the topology: routes through it have two next hops.
    private static final String HOSTS = "h1:h2";

    private static final boolean LONG = Boolean.getBoolean("long");

    @ParameterizedTest
    @ValueSource(strings = {"unit", "networkd"})
    void isThereAfterAReboot(String persistence) throws Exception {
        segment.addServer(1);
        try (Machines machines = new Machines(Files.createDirectory(folder.resolve("machines")))) {
            boot(machines);
            withAFirewall(machines);
            withNetworkManager(machines);
            Path inventory = inventory(machines, persistence, 1450);
            List<String> before = machines.files(1);
            apply(inventory);
            List<String> applied = network();
            assertThat(answers()).isTrue();

            // What it would make its own, were it not told otherwise.
            machines.on(
                    1,
                    "sed -i 's/^Name=.*/Name=eth0 vx* br*/' /etc/systemd/network/10-all.network; systemctl restart systemd-networkd");
            awaitNetworkd(machines);
            nothingToDo(inventory);
            assertFirewallsStay(machines, "reload");
            assertFirewallsStay(machines, "restart");

            reboot(machines);

            assertThat(machines.on(1, "cat /run/before-networkd"))
                    .isEqualTo(
                            """
                            table ip theirs
                            table ip vxplan/demo/blue
                            table ip vxplan/demo/green
                            """);
            nothingToDo(inventory);
            assertThat(network()).isEqualTo(applied);
            Shell.await(PersistenceIT::answers);
            assertThat(order(machines)).isEqualTo("restored\nonline\n");
            machines.on(1, "systemctl restart systemd-networkd vxplan-restore-demo");
            awaitNetworkd(machines);
            assertFirewallsStay(machines, "restart");
            assertFirewallsStay(machines, "reload");
            nothingToDo(inventory);

            machines.on(1, "systemctl restart NetworkManager");
            awaitOneshot(machines);
            nothingToDo(inventory);

            anotherMtu(machines, inventory, persistence);

            machines.on(
                    1,
                    "systemctl -q disable vxplan-firewall-demo; rm /etc/systemd/system/vxplan-firewall-demo.service");
            Result destroyed = run("destroy", inventory, "--yes");
            assertThat(destroyed.exitCode()).as(destroyed.output()).isZero();
            assertThat(machines.files(1)).isEqualTo(before);
            assertThat(machines.on(1, "ls /run/systemd/units")).doesNotContain("vxplan");
        }
    }

    /// The power goes while a host waits: what comes back is what was confirmed, be that nothing,
    /// other files, or a service that the next plan removed.
    @Test
    void bringsBackOnlyWhatWasConfirmed() throws Exception {
        segment.addServer(1);
        try (Machines machines = new Machines(Files.createDirectory(folder.resolve("machines")))) {
            boot(machines);
            Path inventory = inventory(machines, "unit", 1450);
            List<String> nothing = machines.files(1);
            losePowerWaiting(machines, inventory);
            assertThat(machines.files(1)).isEqualTo(nothing);
            assertThat(machines.on(1, "nft list ruleset")).isEmpty();
            run("revert", inventory);
            assertThat(run("confirm", inventory).output())
                    .contains("h1: too late, the host has gone back to what it was; apply again");

            if (LONG) {
                apply(inventory);
                bringsBackWhatWasThere(machines, inventory);
            }
        }
    }

    private void bringsBackWhatWasThere(Machines machines, Path inventory)
            throws IOException, InterruptedException {
        List<String> applied = network();
        List<String> files = machines.files(1);
        for (String persistence : List.of("unit", "none")) {
            inventory(machines, persistence, 1400);
            losePowerWaiting(machines, inventory);
            Shell.await(() -> network().equals(applied));
            assertThat(machines.files(1)).isEqualTo(files);
            run("revert", inventory);
        }
    }

    /// The program ends as well, before it would confirm what it applied.
    private void losePowerWaiting(Machines machines, Path inventory)
            throws IOException, InterruptedException {
        List<String> before = machines.files(1);
        try (Program.Running running =
                program.start(
                        User.ROOT,
                        "apply",
                        inventory.toString(),
                        "--limit",
                        HOSTS,
                        "--yes",
                        "--confirm",
                        "1h")) {
            running.awaitOutput("Applied: 2 hosts");
            running.process().destroyForcibly();
        }
        assertThat(machines.files(1)).isNotEqualTo(before);
        reboot(machines);
    }

    private void boot(Machines machines) throws IOException {
        for (int number = 1; number <= 2; number++) {
            addHost(number);
            machines.boot(number);
        }
        for (int number = 1; number <= 2; number++) {
            machines.awaitSsh(number);
            underlayByNetworkd(machines, number);
        }
    }

    /// One that has its cable and no address yet. Its MAC is the same after a boot.
    private void addHost(int number) {
        segment.addHost(number);
        Shell.run(
                "ip netns exec %1$s sysctl -q -w net.ipv4.ip_forward=0; ip -n %1$s addr flush dev eth0; ip -n %1$s link set dev eth0 down address 02:00:00:00:00:0%2$d"
                        .formatted(Segment.host(number), number));
    }

    /// From now on the address of the underlay comes from systemd-networkd.
    private static void underlayByNetworkd(Machines machines, int number) throws IOException {
        machines.on(
                number,
                """
                cat >/etc/systemd/network/10-all.network <<'END'
                [Match]
                Name=eth0
                [Network]
                Address=198.18.0.%d/24
                Gateway=198.18.0.254
                LinkLocalAddressing=no
                END
                systemctl -q enable --now systemd-networkd systemd-networkd-wait-online
                """
                        .formatted(number));
    }

    /// The first host has one of its own, which takes all tables away when it starts, and tells
    /// which there are when systemd-networkd does.
    private static void withAFirewall(Machines machines) throws IOException {
        machines.on(
                1,
                """
                echo 'flush ruleset; table ip theirs {}' >/etc/nftables.conf
                mkdir /etc/systemd/system/systemd-networkd.service.d
                cat >/etc/systemd/system/systemd-networkd.service.d/firewall.conf <<'END'
                [Service]
                ExecStartPre=+sh -c 'nft list tables >/run/before-networkd'
                END
                systemctl -q enable --now nftables
                """);
    }

    /// Not the real one, but one that does what that does when it ends, whatever it is told.
    private static void withNetworkManager(Machines machines) throws IOException {
        machines.on(
                1,
                """
                cat >/etc/systemd/system/NetworkManager.service <<'END'
                [Service]
                ExecStart=sleep infinity
                ExecStopPost=-ip link set dev vxlan1001 addrgenmode eui64
                END
                systemctl start NetworkManager
                """);
    }

    private static void awaitOneshot(Machines machines) throws IOException {
        Shell.await(() ->
                machines.on(1, "systemctl is-active vxplan-restore-demo || :").equals("active\n"));
    }

    private static void assertFirewallsStay(Machines machines, String verb) throws IOException {
        String peers = "nft list ruleset | grep -e '^table' -e elements";
        String before = machines.on(1, peers);
        assertThat(before).contains("vxplan/demo/blue", "elements", "vxplan/demo/green");
        machines.on(1, "systemctl %s nftables".formatted(verb));
        Shell.await(() -> machines.on(1, peers).equals(before));
    }

    private Path inventory(Machines machines, String persistence, int mtu) throws IOException {
        StringBuilder hosts = new StringBuilder("all:\n  vars:\n");
        machines.variables().lines().forEach(line -> hosts.append("    " + line + "\n"));
        hosts.append("  hosts:\n");
        for (int number = 1; number <= 3; number++) {
            hosts.append(
                    "    h%d: { ansible_host: %s }\n".formatted(number, Segment.address(number)));
        }
        Files.writeString(
                folder.resolve("topology.yaml"),
                """
                version: 1
                name: demo
                persistence: %s
                overlays:
                  blue:
                    vni: 1000
                    mtu: %d
                    firewall: peers
                    subnets: [192.168.100.0/24]
                    networks:
                      172.20.1.0/24: { behind: h1, device: stack }
                      172.20.2.0/24: { behind: h2, device: stack }
                      172.20.9.0/24: { behind: [h2, h3], device: stack }
                  green: { vni: 1001, mode: bridged, firewall: peers, flooding: static, subnets: [192.168.101.0/24, "fd00:101::/64"] }
                """
                        .formatted(persistence, mtu));
        return Files.writeString(folder.resolve("inventory.yaml"), hosts);
    }

    private Result run(String command, Path inventory, String... more) throws IOException {
        List<String> words =
                new ArrayList<>(List.of(command, inventory.toString(), "--limit", HOSTS));
        words.addAll(List.of(more));
        return program.run(User.ROOT, words.toArray(String[]::new));
    }

    private void apply(Path inventory) throws IOException {
        Result applied = run("apply", inventory, "--yes");
        assertThat(applied.exitCode()).as(applied.output()).isZero();
        nothingToDo(inventory);
    }

    private void nothingToDo(Path inventory) throws IOException {
        Result plan = run("plan", inventory, "--detailed-exitcode");
        assertThat(plan.output()).isEqualTo("No changes: every host is as the topology says.\n");
    }

    private static boolean answers() {
        return Shell.run(
                        "ip netns exec %s ping -c1 -W1 %s >/dev/null 2>&1 && echo yes || :"
                                .formatted(Segment.workload(1), Segment.workloadAddress(2)))
                .equals("yes\n");
    }

    /// Its kernel and its network are new, its disk is what it was.
    private void reboot(Machines machines) throws IOException {
        machines.end(1);
        segment.removeHost(1);
        addHost(1);
        machines.boot(1);
        machines.awaitSsh(1);
        Shell.await(() ->
                machines.on(1, "systemctl is-active network-online.target || :")
                        .equals("active\n"));
    }

    /// All that is of the overlays on the first host, as `ip` and `bridge` show it.
    private static List<String> network() {
        return Shell.run(
                        """
                        ip="ip -n %1$s" bridge="bridge -n %1$s"
                        for device in vxlan1000 vxlan1001 br-green; do
                            $ip -d -o link show dev $device
                            $ip -o addr show dev $device
                        done | sed -e 's/^[0-9]*: //' -e 's/_timer  *[0-9.]*//g' -e 's/ tentative//'
                        $ip route show proto 158
                        $ip neigh show proto 158 | sort
                        $bridge fdb show | grep -e 'vxlan.*permanent' -e static | grep -v -e '^33:' -e '^01:' | sort
                        ip netns exec %1$s cat /proc/sys/net/ipv4/ip_forward
                        """
                                .formatted(Segment.host(1)))
                .lines()
                .toList();
    }

    private static void awaitNetworkd(Machines machines) throws IOException {
        machines.on(1, "/lib/systemd/systemd-networkd-wait-online --timeout=60");
    }

    /// What came first.
    private static String order(Machines machines) throws IOException {
        return machines.on(
                1,
                """
                when() { systemctl show --value -p ActiveEnterTimestampMonotonic "$1"; }
                printf '%s restored\\n%s online\\n' "$(when vxplan-restore-demo.service)" "$(when network-online.target)" |
                    sort -n | sed 's/.* //'
                """);
    }

    private void anotherMtu(Machines machines, Path inventory, String persistence)
            throws IOException {
        inventory(machines, persistence, 1400);
        Result plan = run("plan", inventory);
        assertThat(plan.output())
                .contains("-link set dev vxlan1000 addrgenmode eui64 mtu 1450\n")
                .contains("+link set dev vxlan1000 addrgenmode eui64 mtu 1400\n")
                .doesNotContain("unit vxplan");
        apply(inventory);
    }
}
