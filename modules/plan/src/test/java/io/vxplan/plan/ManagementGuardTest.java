package io.vxplan.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.model.Diagnostic;
import io.vxplan.model.HostName;
import io.vxplan.model.address.InterfaceAddress;
import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.MacAddress;
import io.vxplan.model.address.Prefix;
import io.vxplan.model.resource.Address;
import io.vxplan.model.resource.Bridge;
import io.vxplan.model.resource.BridgePort;
import io.vxplan.model.resource.FdbEntry;
import io.vxplan.model.resource.HostState;
import io.vxplan.model.resource.LinkSettings;
import io.vxplan.model.resource.LinkSettings.AddressGeneration;
import io.vxplan.model.resource.ManagementPath;
import io.vxplan.model.resource.Neighbour;
import io.vxplan.model.resource.OtherLink;
import io.vxplan.model.resource.Resource;
import io.vxplan.model.resource.Route;
import io.vxplan.model.resource.Sysctl;
import io.vxplan.plan.Change.Create;
import io.vxplan.plan.Change.Delete;
import io.vxplan.plan.Change.Replace;
import io.vxplan.plan.Change.Update;
import io.vxplan.plan.diff.ManagementGuard;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// A host 192.0.2.2 on the bridge `lan` with the port `eth0`; the client 10.9.9.9 is behind the
/// gateway 192.0.2.1, of which the neighbour table knows the MAC address.
class ManagementGuardTest {
    private static final InterfaceName ETH0 = new InterfaceName("eth0");
    private static final InterfaceName LAN = new InterfaceName("lan");
    private static final InterfaceName VXLAN = new InterfaceName("vxlan7");
    private static final MacAddress GATEWAY = MacAddress.parse("02:00:00:00:00:01");
    private static final IpAddress CLIENT = IpAddress.parse("10.9.9.9");
    private static final Address OWN = address(LAN, "192.0.2.2/24");
    private static final Route WAY = route("0.0.0.0/0", 100, "192.0.2.1", LAN);
    private static final ManagementPath PATH =
            new ManagementPath(CLIENT, IpAddress.parse("192.0.2.2"), LAN, Optional.of(WAY), false);

    private static final List<Resource> HOST =
            List.of(
                    bridge(1500, ""),
                    link(ETH0),
                    port(ETH0, LAN),
                    OWN,
                    WAY,
                    neighbour("192.0.2.1"));

    private static InterfaceAddress at(String text) {
        return InterfaceAddress.parse(text);
    }

    private static Address address(InterfaceName device, String text) {
        return new Address(device, at(text), true);
    }

    private static Route route(String to, int metric, String via, InterfaceName device) {
        return new Route(
                Route.MAIN_TABLE,
                Prefix.parse(to),
                metric,
                4,
                Route.UNICAST,
                List.of(
                        new Route.NextHop(
                                Optional.of(via).filter(it -> !it.isEmpty()).map(IpAddress::parse),
                                device,
                                1)));
    }

    private static LinkSettings settings(int mtu, String alias) {
        return new LinkSettings(
                Optional.empty(),
                mtu,
                true,
                0,
                Optional.of(alias).filter(it -> !it.isEmpty()),
                AddressGeneration.EUI64,
                new TreeSet<>());
    }

    private static Bridge bridge(int mtu, String alias) {
        return new Bridge(LAN, settings(mtu, alias), false, false, 300);
    }

    private static OtherLink link(InterfaceName name) {
        return new OtherLink(name, settings(1500, ""), "veth");
    }

    private static BridgePort port(InterfaceName device, InterfaceName bridge) {
        return new BridgePort(device, bridge, 100, true, false);
    }

    private static Neighbour neighbour(String address) {
        return new Neighbour(LAN, IpAddress.parse(address), GATEWAY, false, 0);
    }

    private static FdbEntry fdb(InterfaceName device, MacAddress mac) {
        return new FdbEntry(
                device, FdbEntry.Table.SELF, mac, Optional.empty(), FdbEntry.State.STATIC);
    }

    private static List<Diagnostic> problems(
            ManagementPath path, boolean allowed, Change... changes) {
        HostPlan plan = new HostPlan(new HostName("h1"), List.of(changes), List.of());
        HostState observed = HostState.of(HOST).reachedBy(Optional.of(path));
        return ManagementGuard.guarded(plan, observed, allowed).problems();
    }

    private static void assertRefused(Change change, String harm) {
        String summary =
                "`"
                        + Labels.of(change)
                        + "` "
                        + harm
                        + ", and the SSH session from 10.9.9.9 to 192.0.2.2 on lan needs it";
        assertThat(problems(PATH, false, change))
                .containsExactly(
                        Diagnostic.error(
                                summary,
                                "reach the host another way, or agree with --allow-management"));
        assertThat(problems(PATH, true, change)).containsExactly(Diagnostic.warning(summary, ""));
    }

    private static void assertHarmless(Change... changes) {
        assertThat(problems(PATH, false, changes)).isEmpty();
    }

    @Test
    void whatItRunsOverGoes() {
        assertRefused(new Delete(bridge(1500, ""), List.of()), "takes away bridge lan");
        assertRefused(new Delete(link(ETH0), List.of()), "takes away link eth0");
        assertRefused(new Delete(port(ETH0, LAN), List.of()), "takes away port eth0");
        assertRefused(new Delete(OWN, List.of()), "takes away address 192.0.2.2/24 dev lan");
        assertRefused(new Delete(WAY, List.of()), "takes away route 0.0.0.0/0 metric 100");
        assertRefused(
                new Delete(neighbour("192.0.2.1"), List.of()),
                "takes away neighbour 192.0.2.1 dev lan");
        assertRefused(
                new Delete(fdb(ETH0, GATEWAY), List.of()),
                "takes away fdb 02:00:00:00:00:01 dev eth0");
        assertRefused(
                new Replace(link(VXLAN), link(VXLAN), List.of("vni"), List.of(WAY)),
                "takes away route 0.0.0.0/0 metric 100");

        assertHarmless(
                new Delete(link(VXLAN), List.of(address(VXLAN, "192.0.2.3/24"))),
                new Delete(route("10.0.0.0/8", 100, "192.0.2.7", VXLAN), List.of()),
                new Delete(neighbour("192.0.2.9"), List.of()),
                new Delete(fdb(VXLAN, GATEWAY), List.of()));
    }

    @Test
    void whatItRunsOverChanges() {
        assertRefused(new Update(bridge(1500, ""), bridge(1400, "ours")), "changes its mtu");
        assertRefused(new Create(port(ETH0, VXLAN)), "makes eth0 a port of vxlan7");
        assertRefused(
                new Update(port(ETH0, LAN), port(ETH0, VXLAN)), "makes eth0 a port of vxlan7");
        assertRefused(
                new Update(WAY, route("0.0.0.0/0", 100, "192.0.2.7", LAN)),
                "changes the next hops");
        assertRefused(new Create(neighbour("192.0.2.1")), "says who 192.0.2.1 is");

        assertHarmless(
                new Update(bridge(1500, ""), bridge(1500, "ours")),
                new Create(port(VXLAN, LAN)),
                new Update(port(ETH0, LAN), new BridgePort(ETH0, LAN, 100, false, false)));
    }

    @Test
    void aRouteIsPreferred() {
        assertRefused(
                new Create(route("10.0.0.0/8", 0, "", VXLAN)),
                "makes a route to 10.0.0.0/8, which the client's address is in");
        assertRefused(
                new Create(route("0.0.0.0/0", 50, "192.0.2.7", LAN)),
                "makes a route to 0.0.0.0/0, which the client's address is in");
        assertRefused(
                new Create(address(VXLAN, "10.9.9.1/24")),
                "makes a route to 10.9.9.0/24, which the client's address is in");
        assertRefused(
                new Create(address(VXLAN, "10.9.9.9/32")),
                "gives the host the address of the client");

        assertHarmless(
                new Create(route("0.0.0.0/0", 200, "192.0.2.7", LAN)),
                new Create(route("10.8.0.0/16", 0, "", VXLAN)),
                new Create(route("10.0.0.0/8", 0, "192.0.2.1", LAN)),
                new Create(address(VXLAN, "10.9.8.1/24")));
    }

    @Test
    void forwardingDropsAnAdvertisedRoute() {
        Sysctl off = new Sysctl("net.ipv6.conf.all.forwarding", "0");
        Change forwarding = new Update(off, new Sysctl(off.name(), "1"));
        Change kept =
                new Update(
                        new Sysctl("net.ipv6.conf.lan.accept_ra", "1"),
                        new Sysctl("net.ipv6.conf.lan.accept_ra", "2"));
        ManagementPath advertised =
                new ManagementPath(
                        IpAddress.parse("2001:db8:9::9"),
                        IpAddress.parse("2001:db8::2"),
                        LAN,
                        Optional.of(route("::/0", 1024, "fe80::1", LAN)),
                        true);

        assertThat(problems(advertised, false, forwarding)).hasSize(1);
        assertThat(problems(advertised, false, kept, forwarding)).isEmpty();
        assertHarmless(forwarding);
    }
}
