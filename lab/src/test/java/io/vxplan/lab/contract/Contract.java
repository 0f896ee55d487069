package io.vxplan.lab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.host.Host;
import io.vxplan.host.HostException;
import io.vxplan.host.memory.MemoryHost;
import io.vxplan.model.HostName;
import io.vxplan.model.resource.Address;
import io.vxplan.model.resource.BridgePort;
import io.vxplan.model.resource.FdbEntry;
import io.vxplan.model.resource.FdbEntry.State;
import io.vxplan.model.resource.FirewallResource;
import io.vxplan.model.resource.Link;
import io.vxplan.model.resource.MachineResource;
import io.vxplan.model.resource.Neighbour;
import io.vxplan.model.resource.Resource;
import io.vxplan.model.resource.Route;
import io.vxplan.model.resource.Sysctl;
import io.vxplan.model.resource.Vxlan;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// The fake, netlink, and iproute2, each on a machine of its own that is like the others: the same
/// changes leave the same state, and what was observed differs from what was wanted in nothing.
final class Contract implements AutoCloseable {
    private static final int BY_KERNEL = 2;

    private final ThirdReader reader = new ThirdReader();
    private final Machine one;
    private final Machine two;
    private final Host netlink;
    private final Host iproute;
    private final Host fake;
    private final List<String> untouched;
    private final List<String> untouchedFake;

    Contract(HostName host, Supplier<Machine> machine) throws HostException {
        one = machine.get();
        two = machine.get();
        netlink = Way.NETLINK.open(host, one);
        iproute = Way.IPROUTE.open(host, two);
        fake = new MemoryHost(host, netlink.observe());
        untouched = reader.read(one);
        untouchedFake = configured(fake);
        Lines.assertAlike(untouched, reader.read(two));
    }

    void apply(Compiled topology) throws HostException {
        topology.apply(fake);
        topology.apply(netlink);
        topology.apply(iproute);
        List<String> there = reader.read(one);
        Lines.assertAlike(there, reader.read(two));
        Lines.assertAlike(lines(netlink), lines(iproute));
        Lines.assertAlike(configured(fake), configured(netlink));
    }

    /// A second apply has nothing to do, and does nothing.
    void applyAgain(Compiled topology) throws HostException {
        List<String> there = reader.read(one);
        for (Host host : List.of(fake, netlink, iproute)) {
            assertThat(topology.plan(host).changes()).isEmpty();
        }
        apply(topology);
        Lines.assertAlike(there, reader.read(one));
    }

    void destroy(Compiled topology) throws HostException {
        topology.destroy(fake);
        topology.destroy(netlink);
        topology.destroy(iproute);
        Lines.assertAlike(withoutSysctls(untouched), withoutSysctls(reader.read(one)));
        Lines.assertAlike(withoutSysctls(untouched), withoutSysctls(reader.read(two)));
        Lines.assertAlike(withoutSysctls(untouchedFake), withoutSysctls(configured(fake)));
    }

    /// Without the multicast groups that devices listen to: they come and go by themselves.
    private static List<String> lines(Host host) throws HostException {
        return lines(
                host,
                resource -> !(resource instanceof FdbEntry entry && entry.mac().isMulticast()));
    }

    /// Without what the kernel adds by itself, which the fake does not.
    private static List<String> configured(Host host) throws HostException {
        List<Vxlan> groups =
                host.observe().all(Vxlan.class).filter(link -> link.group().isPresent()).toList();
        return lines(
                host,
                resource ->
                        switch (resource) {
                            case Sysctl sysctl -> !sysctl.name().endsWith(".accept_ra");
                            case Address address -> !address.address().address().isLinkLocal();
                            case Route route -> route.protocol() != BY_KERNEL;
                            case FdbEntry entry ->
                                    !entry.mac().isMulticast()
                                            && !isOfPort(entry)
                                            && groups.stream().noneMatch(is -> isOf(is, entry));
                            case Link _,
                                    BridgePort _,
                                    Neighbour _,
                                    MachineResource _,
                                    FirewallResource _ ->
                                    true;
                        });
    }

    private static boolean isOfPort(FdbEntry entry) {
        return entry.destination().isEmpty() && entry.state() == State.PERMANENT;
    }

    private static boolean isOf(Vxlan link, FdbEntry entry) {
        Optional<FdbEntry.Destination> group = link.group().map(FdbEntry.Destination::of);
        return entry.device().equals(link.name()) && entry.destination().equals(group);
    }

    private static List<String> lines(Host host, Predicate<Resource> kept) throws HostException {
        return host.observe().inOrder().filter(kept).map(Object::toString).toList();
    }

    /// They are set and never reset.
    private static List<String> withoutSysctls(List<String> lines) {
        return lines.stream()
                .filter(line -> !line.startsWith("# sysctl") && !line.startsWith("Sysctl["))
                .toList();
    }

    @Override
    public void close() {
        netlink.close();
        iproute.close();
        one.close();
        two.close();
    }
}
