package io.vxplan.plan.diff;

import io.vxplan.model.address.Family;
import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.resource.Address;
import io.vxplan.model.resource.BridgePort;
import io.vxplan.model.resource.FdbEntry;
import io.vxplan.model.resource.FirewallPeer;
import io.vxplan.model.resource.FirewallResource;
import io.vxplan.model.resource.FirewallTable;
import io.vxplan.model.resource.Key;
import io.vxplan.model.resource.Link;
import io.vxplan.model.resource.MachineResource;
import io.vxplan.model.resource.Neighbour;
import io.vxplan.model.resource.Resource;
import io.vxplan.model.resource.Route;
import io.vxplan.model.resource.Sysctl;
import io.vxplan.model.resource.Vxlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// What the kernel takes away by itself when something is removed, so that a plan can say it
/// beforehand.
public final class Cascade {
    private final Map<Key, Resource> observed;
    private final Set<Key> gone = new HashSet<>();
    private final Map<Key, Route> shortened = new HashMap<>();

    public Cascade(Map<Key, Resource> observed) {
        this.observed = observed;
    }

    /// After all removals so far.
    public Set<Key> gone() {
        return gone;
    }

    /// Routes that lost some of their next hops, and what is left of them.
    public Map<Key, Route> shortened() {
        return shortened;
    }

    /// A port that goes to another bridge leaves its entries behind.
    public void move(BridgePort port) {
        entriesOf(port).forEach(entry -> gone.add(entry.key()));
    }

    /// What is left of something that was observed.
    Optional<Resource> left(Resource resource) {
        Key key = resource.key();
        Resource shorter = shortened.get(key);
        return gone.contains(key)
                ? Optional.empty()
                : Optional.of(shorter == null ? resource : shorter);
    }

    /// Removes a resource and returns what went with it, in the order of keys.
    public List<Resource> remove(Resource resource) {
        SortedMap<Key, Resource> lost = new TreeMap<>();
        take(resource, lost);
        return List.copyOf(lost.values());
    }

    private void take(Resource resource, SortedMap<Key, Resource> lost) {
        Optional<Route> rest = rest(resource);
        rest.ifPresent(route -> shortened.put(route.key(), route));
        if (rest.isEmpty()) {
            gone.add(resource.key());
        }
        for (Resource also : consequences(resource)) {
            if (!gone.contains(also.key())) {
                lost.put(also.key(), also);
                take(also, lost);
            }
        }
    }

    private Stream<Resource> left(Predicate<Resource> chosen) {
        return observed.values().stream()
                .filter(chosen)
                .flatMap(resource -> left(resource).stream())
                .filter(chosen);
    }

    private Optional<Route> rest(Resource removed) {
        Resource present = observed.get(removed.key());
        if (present == null
                || !(removed instanceof Route part)
                || !(left(present).orElse(removed) instanceof Route whole)) {
            return Optional.empty();
        }
        List<Route.NextHop> hops =
                whole.nextHops().stream().filter(hop -> !part.nextHops().contains(hop)).toList();
        return hops.isEmpty() ? Optional.empty() : Optional.of(whole.with(hops));
    }

    private List<Resource> consequences(Resource removed) {
        return switch (removed) {
            case Link link ->
                    left(other -> dependsOn(other, link.name()))
                            .map(other -> goingWith(link.name(), other))
                            .toList();
            case BridgePort port -> entriesOf(port);
            case Address address -> afterAddress(address);
            case FirewallTable table -> peersOf(table);
            case MachineResource _, FirewallPeer _, Sysctl _, FdbEntry _, Neighbour _, Route _ ->
                    List.of();
        };
    }

    private List<Resource> peersOf(FirewallTable table) {
        return left(other -> other instanceof FirewallPeer peer && peer.table().equals(table.key()))
                .toList();
    }

    private List<Resource> entriesOf(BridgePort port) {
        return left(other ->
                        other instanceof FdbEntry entry
                                && entry.table() == FdbEntry.Table.MASTER
                                && entry.device().equals(port.device()))
                .toList();
    }

    /// An IPv6 route loses its next hops on a link that goes, and stays with the others. An IPv4
    /// route goes whole (`fib_sync_down_dev` in net/ipv4/fib_semantics.c).
    private static Resource goingWith(InterfaceName link, Resource resource) {
        return resource instanceof Route route && route.destination().family() == Family.IPV6
                ? route.with(
                        route.nextHops().stream().filter(hop -> hop.device().equals(link)).toList())
                : resource;
    }

    private static boolean dependsOn(Resource resource, InterfaceName link) {
        return switch (resource) {
            case Sysctl sysctl ->
                    sysctl.name().contains("." + link.value().replace('.', '/') + ".");
            // A VXLAN with a multicast group goes with the device on which the group is joined.
            case Vxlan vxlan -> vxlan.groupDevice().filter(link::equals).isPresent();
            case Link _ -> false;
            case BridgePort port -> port.device().equals(link) || port.bridge().equals(link);
            case Address address -> address.device().equals(link);
            case FdbEntry entry -> entry.device().equals(link);
            case Neighbour neighbour -> neighbour.device().equals(link);
            case Route route ->
                    route.nextHops().stream().anyMatch(hop -> hop.device().equals(link));
            case MachineResource _, FirewallResource _ -> false;
        };
    }

    /// With the last IPv4 address of a device go its IPv4 routes and neighbours (`fib_disable_ip`
    /// in net/ipv4/fib_frontend.c). With a primary one go the secondaries of its subnet, unless the
    /// host promotes them; we expect the worse, and creating what is still there does no harm.
    private List<Resource> afterAddress(Address removed) {
        if (removed.address().address().family() != Family.IPV4) {
            return List.of();
        }
        List<Resource> others = left(other -> isIpv4Of(other, removed.device())).toList();
        List<Resource> lost = new ArrayList<>(others);
        lost.removeIf(other -> !isOfSubnet(other, removed));
        if (lost.size() == others.size()) {
            left(other -> isIpv4Traffic(other, removed.device())).forEach(lost::add);
        }
        return lost;
    }

    private static boolean isIpv4Of(Resource resource, InterfaceName device) {
        return resource instanceof Address address
                && address.device().equals(device)
                && address.address().address().family() == Family.IPV4;
    }

    private static boolean isOfSubnet(Resource resource, Address other) {
        return resource instanceof Address address
                && address.address().prefix().equals(other.address().prefix());
    }

    private static boolean isIpv4Traffic(Resource resource, InterfaceName device) {
        boolean ipv4 =
                switch (resource) {
                    case Route route -> route.destination().family() == Family.IPV4;
                    case Neighbour neighbour -> neighbour.address().family() == Family.IPV4;
                    case MachineResource _,
                            FirewallResource _,
                            Sysctl _,
                            Link _,
                            BridgePort _,
                            Address _,
                            FdbEntry _ ->
                            false;
                };
        return ipv4 && dependsOn(resource, device);
    }
}
