package io.vxplan.model;

import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The resources of one host: all that was observed, or all that is desired.
///
/// What an observer puts in: every link, bridge port, address, static or permanent FDB entry
/// (learned ones may be left out), neighbour with a link-layer address, route of any table but
/// `local`, and these sysctls: `kernel.osrelease`, `net.ipv4.ip_forward`,
/// `net.ipv6.conf.all.forwarding`, and `net.ipv6.conf.IF.accept_ra` for every interface. Cached,
/// cloned and kernel-made link-local entries are left out where their flags say so.
public record HostState(SortedMap<Key, Resource> resources) {
    public static final HostState EMPTY = new HostState(Collections.emptySortedMap());

    public HostState {
        resources = Collections.unmodifiableSortedMap(resources);
    }

    /// @throws IllegalArgumentException where two resources have one key
    public static HostState of(Collection<? extends Resource> resources) {
        SortedMap<Key, Resource> map = new TreeMap<>();
        for (Resource resource : resources) {
            Resource other = map.putIfAbsent(resource.key(), resource);
            if (other != null && !other.equals(resource)) {
                throw new IllegalArgumentException(
                        "two resources with one key: " + other + " and " + resource);
            }
        }
        return new HostState(map);
    }

    public Optional<Resource> get(Key key) {
        return Optional.ofNullable(resources.get(key));
    }

    public Optional<Link> link(InterfaceName name) {
        return get(new Key.LinkKey(name)).map(Link.class::cast);
    }

    public Optional<String> sysctl(String name) {
        return get(new Key.SysctlKey(name)).map(resource -> ((Sysctl) resource).value());
    }

    /// All resources of one type, in the order of their keys. That order keeps each kind together,
    /// and what there may be hundreds of thousands of comes last: the few links are not looked for
    /// among all FDB entries.
    public <T extends Resource> Stream<T> all(Class<T> type) {
        Class<? extends Resource> kind = Link.class.isAssignableFrom(type) ? Link.class : type;
        return resources.values().stream()
                .dropWhile(resource -> !kind.isInstance(resource))
                .takeWhile(kind::isInstance)
                .filter(type::isInstance)
                .map(type::cast);
    }
}
