package io.vxplan.discovery.etcd;

import io.vxplan.discovery.state.Stack;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.MacAddress;
import io.vxplan.model.address.Prefix;
import io.vxplan.model.address.Vni;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A stack as keys of etcd: those of the docker-router design, and what a router needs for a stack
/// that no file of its own lists.
///
/// There the folder of a stack has its id as name. Here one id may be in several overlays, so the
/// folder of a further one is `ID@VNI`, where who knows only the seed's form sees a stack more.
final class StackKeys {
    static final String HOST_IP = "host_ip";
    static final String VNI = "vni";
    static final String ENDPOINT = "vxlan_endpoint";
    static final String LAST_SEEN = "last_seen";
    static final String VXLAN_IP = "vxlan_ip";
    static final String NETWORKS = "networks";
    static final String MAC = "mac";

    static final Set<String> FIELDS =
            Set.of(HOST_IP, VNI, ENDPOINT, LAST_SEEN, VXLAN_IP, NETWORKS, MAC);

    private StackKeys() {}

    /// Where a stack may stand, the best first. An id that ends as if it were such a name itself
    /// gets the ending always, so that one folder is one stack.
    static List<String> folders(Stack.Key key) {
        String ending = ending(key.vni());
        return key.id().endsWith(ending)
                ? List.of(key.id() + ending)
                : List.of(key.id(), key.id() + ending);
    }

    private static String ending(Vni vni) {
        return "@" + vni;
    }

    /// All but `last_seen`.
    static SortedMap<String, String> fields(Stack stack) {
        SortedMap<String, String> fields = new TreeMap<>();
        fields.put(HOST_IP, stack.hostIp().toString());
        fields.put(VNI, stack.vni().toString());
        fields.put(ENDPOINT, stack.endpoint().toString());
        stack.vxlanIp().ifPresent(address -> fields.put(VXLAN_IP, address.toString()));
        if (!stack.networks().isEmpty()) {
            fields.put(
                    NETWORKS,
                    stack.networks().stream()
                            .map(Prefix::toString)
                            .collect(Collectors.joining(",")));
        }
        stack.mac().ifPresent(mac -> fields.put(MAC, mac.toString()));
        return fields;
    }

    /// @throws IllegalArgumentException with the reason why it is no stack that is there now
    static Stack read(String name, Registry.Folder folder) {
        Set<Long> leases =
                folder.fields().values().stream().map(Item::lease).collect(Collectors.toSet());
        if (leases.contains(0L)) {
            throw new IllegalArgumentException(
                    "it has no lease, so nobody can tell whether it is still there");
        }
        if (leases.size() > 1) {
            throw new IllegalArgumentException("its keys are of several leases");
        }
        Vni vni = required(folder, VNI, text -> new Vni(Integer.parseInt(text)));
        return new Stack(
                name.endsWith(ending(vni))
                        ? name.substring(0, name.length() - ending(vni).length())
                        : name,
                vni,
                required(folder, HOST_IP, IpAddress::parse),
                required(folder, ENDPOINT, Stack.Endpoint::parse),
                optional(folder, VXLAN_IP, IpAddress::parse),
                optional(folder, NETWORKS, StackKeys::networks).orElse(List.of()),
                optional(folder, MAC, MacAddress::parse));
    }

    private static List<Prefix> networks(String text) {
        return Arrays.stream(text.split(",", -1)).map(String::strip).map(Prefix::parse).toList();
    }

    private static <T> T required(Registry.Folder folder, String name, Function<String, T> reader) {
        return optional(folder, name, reader)
                .orElseThrow(() -> new IllegalArgumentException(name + " is missing"));
    }

    private static <T> Optional<T> optional(
            Registry.Folder folder, String name, Function<String, T> reader) {
        try {
            return folder.field(name).flatMap(Item::value).map(reader);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }

    /// Values as they stand there, without `last_seen`.
    static Map<String, String> values(Registry.Folder folder) {
        SortedMap<String, String> values = new TreeMap<>();
        folder.fields()
                .forEach((name, item) -> item.value().ifPresent(value -> values.put(name, value)));
        values.remove(LAST_SEEN);
        return values;
    }
}
