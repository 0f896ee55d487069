package io.vxplan.discovery.multicast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/// The interfaces, links and addresses of hosts are other ones, or come and go.
class InterfaceTest extends OnLan {
    InterfaceTest() throws Exception {}

    /// A host's other networks, of containers for instance, have no say in its underlay. And what
    /// is sent to the host itself is not heard.
    @Test
    void whoIsElsewhereIsNotHeard() throws Exception {
        lan.ip(3, "link set dev eth0 down");
        lan.ip(0, "link add dev br1 type bridge");
        lan.ip(0, "link set dev br1 up");
        lan.plug(1, "eth1", "10.1.0.1/24");
        lan.plug(3, "eth1", "10.1.0.3/24");
        lan.ip(3, "route add default dev eth1");
        lan.ip(0, "link set dev eth1-1 master br1");
        lan.ip(0, "link set dev eth1-3 master br1");
        Daemon here = daemon(1).announce(stack(1));
        Daemon elsewhere = daemon(3).announce(Stacks.stack("s3", "10.1.0.3"));
        Daemon peer = daemon(2).announce(stack(2));

        awaitKnows(here, "s2");
        awaitKnows(peer, "s1");
        assertThat(elsewhere.knows).isEmpty();
        assertThat(here.refused).isEmpty();
    }

    @Test
    void anAddressOfTheLoopbackDeviceIsHeardEverywhere() throws Exception {
        lan.ip(1, "address add 10.9.0.1/32 dev lo");
        lan.ip(2, "route add 10.9.0.1/32 via 10.0.0.1");
        Daemon routed = daemon(1).announce(Stacks.stack("s1", "10.9.0.1"));
        Daemon other = daemon(2).announce(stack(2));

        awaitKnows(other, "s1");
        awaitKnows(routed, "s2");
    }

    @Test
    void anInterfaceThatIsMadeAnew() throws Exception {
        Daemon here = daemon(1).announce(stack(1));
        Daemon other = daemon(2).announce(stack(2));
        awaitKnows(here, "s2");
        awaitKnows(other, "s1");

        lan.ip(1, "link del dev eth0");
        assertThatThrownBy(() -> here.announce(stack(1)))
                .isInstanceOf(IOException.class)
                .hasMessage("no interface of this host has the address 10.0.0.1");
        other.announce(stack(2), Stacks.stack("t2", "10.0.0.2"));
        lan.plug(1, "eth0", "10.0.0.1/24");
        here.announce(stack(1));

        awaitKnows(here, "s2", "t2");
        other.announce();
        awaitKnows(here);
    }

    @Test
    void aLinkThatGoesDownAndComesBack() throws Exception {
        Daemon here = daemon(1).announce(stack(1));
        Daemon other = daemon(2).announce(stack(2));
        awaitKnows(here, "s2");

        lan.ip(1, "link set dev eth0 down");
        assertThatThrownBy(() -> here.announce(stack(1)))
                .isInstanceOf(IOException.class)
                .hasMessage("eth0, which has 10.0.0.1, is down");
        long before = other.sent();
        other.announce(stack(2), Stacks.stack("t2", "10.0.0.2"));
        await(() -> other.sent() >= before + 3 * 2, "not all said, and nobody there");
        lan.ip(1, "link set dev eth0 up");
        await(() -> announces(here), "still down");

        awaitKnows(here, "s2", "t2");
    }

    /// The kernel tells of links that came up once a second, those of all namespaces together.
    private static boolean announces(Daemon daemon) {
        try {
            daemon.announce(stack(1));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void anotherAddress() throws Exception {
        Daemon here = daemon(1).announce(stack(1));
        Daemon other = daemon(2).announce(stack(2));
        awaitKnows(other, "s1");
        lan.ip(1, "address add 10.0.0.9/24 dev eth0");

        here.announce(Stacks.stack("u1", "10.0.0.9"));

        awaitKnows(other, "u1");
    }

    @Test
    void anotherFamilyWithoutAKey() {
        assertThatThrownBy(() -> daemon(1).announce(Stacks.stack("s1", "fd00::1")))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "the group 239.1.1.1 is of another family than the address fd00::1: without a shared key nobody would believe it");
    }
}
