package io.vxplan.model.resource;

import io.vxplan.model.address.InterfaceName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The resources of one host: all that was observed, or all that is desired.
///
/// What an observer puts in: every link, bridge port, address, static or permanent FDB entry
/// (learned ones may be left out), neighbour with a link-layer address, route of any table but
/// `local`, and these sysctls: `kernel.osrelease`, `net.ipv4.ip_forward`,
/// `net.ipv6.conf.all.forwarding`, and `net.ipv6.conf.IF.accept_ra` for every interface. Cached,
/// cloned and kernel-made link-local entries are left out where their flags say so. Of nftables:
/// tables with a name of ours, and [FirewallTable#NFT] where there is `nft`. Of files: what is in
/// each [FileFolder] and may be ours; the complete [Runtime]s, our units that are enabled or
/// running, and [ServiceUnit#MANAGER] where there is systemd. A network namespace of a machine that
/// is read as a host of its own has none of these: they are the machine's.
///
/// A map that hashes, not a sorted one: there may be hundreds of thousands of resources, and most
/// of an apply went into comparing keys.
public final class HostState {
    /// In the order in which a host is built: what services run and read before the kernel's things
    /// that they need, and the services last. A firewall is there before what it guards. Settings
    /// of the whole host come after the links: where one can't be made, none has changed yet.
    private static final List<Class<? extends Resource>> KINDS =
            List.of(
                    Runtime.class,
                    TextFile.class,
                    FirewallTable.class,
                    FirewallPeer.class,
                    Link.class,
                    BridgePort.class,
                    Address.class,
                    FdbEntry.class,
                    Neighbour.class,
                    Route.class,
                    Sysctl.class,
                    ServiceUnit.class);

    public static final HostState EMPTY = of(List.of());

    private final Map<Key, Resource> byKey;
    private final List<Resource> hidden;
    private final Optional<ManagementPath> management;
    private final Map<Class<? extends Resource>, List<Resource>> byKind;

    private HostState(
            Map<Key, Resource> byKey, List<Resource> hidden, Optional<ManagementPath> management) {
        this.byKey = Collections.unmodifiableMap(byKey);
        this.hidden = List.copyOf(hidden);
        this.management = management;
        this.byKind = byKey.values().stream().collect(Collectors.groupingBy(HostState::kind));
    }

    /// @throws IllegalArgumentException where two resources have one key
    public static HostState of(Collection<? extends Resource> resources) {
        Map<Key, Resource> byKey = LinkedHashMap.newLinkedHashMap(resources.size());
        for (Resource resource : resources) {
            Resource other = byKey.putIfAbsent(resource.key(), resource);
            if (other != null && !other.equals(resource)) {
                throw new IllegalArgumentException(
                        "two resources with one key: " + other + " and " + resource);
            }
        }
        return new HostState(byKey, List.of(), Optional.empty());
    }

    /// What a host's kernel shows. Where it has several things under one key (routes that somebody
    /// appended or prepended, connected IPv6 prefixes of several devices) the first in its own
    /// order stands for them: it is the one that is used.
    public static HostState observed(Collection<? extends Resource> resources) {
        Map<Key, Resource> byKey = LinkedHashMap.newLinkedHashMap(resources.size());
        List<Resource> hidden = new ArrayList<>();
        for (Resource resource : resources) {
            if (byKey.putIfAbsent(resource.key(), resource) != null) {
                hidden.add(resource);
            }
        }
        return new HostState(byKey, hidden, Optional.empty());
    }

    /// The same, observed by a session that reaches the host so.
    public HostState reachedBy(Optional<ManagementPath> path) {
        return new HostState(byKey, hidden, path);
    }

    public Map<Key, Resource> byKey() {
        return byKey;
    }

    /// What is there and not used, for another thing has its key.
    public List<Resource> hidden() {
        return hidden;
    }

    /// How the session that observed it reaches the host; empty where there is none. It is no part
    /// of what the host is: two states that differ in it alone are equal.
    public Optional<ManagementPath> management() {
        return management;
    }

    /// Kind after kind, in the order in which a host is built: a resource never needs a later one.
    /// Within a kind, as they were given.
    public Stream<Resource> inOrder() {
        return KINDS.stream().flatMap(kind -> byKind.getOrDefault(kind, List.of()).stream());
    }

    public Optional<Resource> get(Key key) {
        return Optional.ofNullable(byKey.get(key));
    }

    public Optional<Link> link(InterfaceName name) {
        return get(new Key.LinkKey(name)).map(Link.class::cast);
    }

    public Optional<String> sysctl(String name) {
        return get(new Key.SysctlKey(name)).map(resource -> ((Sysctl) resource).value());
    }

    /// All resources of one type.
    public <T extends Resource> Stream<T> all(Class<T> type) {
        Class<? extends Resource> kind = Link.class.isAssignableFrom(type) ? Link.class : type;
        return byKind.getOrDefault(kind, List.of()).stream()
                .filter(type::isInstance)
                .map(type::cast);
    }

    private static Class<? extends Resource> kind(Resource resource) {
        return resource instanceof Link ? Link.class : resource.getClass();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HostState state && byKey.equals(state.byKey);
    }

    @Override
    public int hashCode() {
        return byKey.hashCode();
    }

    @Override
    public String toString() {
        return byKey.values().toString();
    }
}
