package io.vxplan.host.iproute;

import io.vxplan.model.address.Family;
import io.vxplan.model.address.InterfaceAddress;
import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.MacAddress;
import io.vxplan.model.address.Vni;
import io.vxplan.model.resource.Address;
import io.vxplan.model.resource.FdbEntry;
import io.vxplan.model.resource.HostState;
import io.vxplan.model.resource.Neighbour;
import io.vxplan.model.resource.Resource;
import io.vxplan.model.resource.Sysctl;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// From the words of iproute2 to the state of a host.
public final class IprouteState {
    private final List<Resource> resources = new ArrayList<>();

    private IprouteState() {}

    /// What the commands printed.
    ///
    /// @param links `ip -N -j -d link show`, which has the options of bridge ports as well
    /// @param addresses `ip -N -j addr show`
    /// @param routes4 `ip -N -j -4 route show table all`
    /// @param routes6 `ip -N -j -6 route show table all`
    /// @param neighbours `ip -N -j neigh show`
    /// @param fdb `bridge -j fdb show`
    /// @param sysctls lines of a path under /proc/sys, a space, and the value
    public record Dumps(
            String links,
            String addresses,
            String routes4,
            String routes6,
            String neighbours,
            String fdb,
            String sysctls) {}

    /// The network alone.
    ///
    /// @throws IllegalArgumentException where a dump is not what iproute2 prints
    public static HostState of(Dumps dumps) {
        return HostState.observed(resources(dumps));
    }

    static List<Resource> resources(Dumps dumps) {
        IprouteState state = new IprouteState();
        each(dumps.links(), "ifname", link -> LinkReader.resources(link).forEach(state::add));
        each(dumps.addresses(), "ifname", state::addresses);
        JsonObject.each(
                dumps.routes4(),
                route -> RouteReader.route(route, Family.IPV4).ifPresent(state::add));
        JsonObject.each(
                dumps.routes6(),
                route -> RouteReader.route(route, Family.IPV6).ifPresent(state::add));
        each(dumps.neighbours(), "dev", state::neighbour);
        each(dumps.fdb(), "ifname", state::fdbEntry);
        dumps.sysctls().lines().forEach(state::sysctl);
        return state.resources;
    }

    private static void each(String dump, String nameField, Consumer<JsonObject> consumer) {
        JsonObject.each(
                dump,
                object -> {
                    if (hasName(object, nameField)) {
                        consumer.accept(object);
                    }
                });
    }

    /// The kernel takes some names that we don't (control characters); nobody can ask us for them.
    static boolean hasName(JsonObject object, String field) {
        return object.text(field).filter(IprouteState::isName).isPresent();
    }

    private static boolean isName(String text) {
        try {
            return new InterfaceName(text).value().equals(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private void add(Resource resource) {
        resources.add(resource);
    }

    private void addresses(JsonObject link) {
        InterfaceName device = name(link, "ifname");
        for (JsonObject address : link.objects("addr_info")) {
            address.text("local")
                    .map(IpAddress::parse)
                    .map(ip -> new InterfaceAddress(ip, address.number("prefixlen", 0)))
                    .ifPresent(ip -> add(new Address(device, ip, !address.flag("dynamic"))));
        }
    }

    /// `ip neigh show` leaves out what the kernel maps by itself (multicast, loopback: `NOARP`);
    /// entries that are not resolved have no link-layer address.
    private void neighbour(JsonObject entry) {
        Optional<MacAddress> mac = entry.text("lladdr").flatMap(LinkReader::mac);
        mac.ifPresent(address ->
                add(
                        new Neighbour(
                                name(entry, "dev"),
                                IpAddress.parse(required(entry, "dst")),
                                address,
                                entry.texts("state").contains("PERMANENT"),
                                entry.number("protocol", 0))));
    }

    /// Left out are what was learned, and an entry for one VLAN, which is another than that without
    /// and none that vxplan makes.
    private void fdbEntry(JsonObject entry) {
        Optional<FdbEntry.State> state = state(entry.text("state").orElse(""));
        if (state.isEmpty() || entry.has("vlan")) {
            return;
        }
        Optional<FdbEntry.Destination> destination =
                entry.text("dst")
                        .map(IpAddress::parse)
                        .map(address ->
                                new FdbEntry.Destination(
                                        address,
                                        entry.number("port").map(Math::toIntExact),
                                        entry.number("vni").map(Math::toIntExact).map(Vni::new)));
        add(
                new FdbEntry(
                        name(entry, "ifname"),
                        entry.has("master") ? FdbEntry.Table.MASTER : FdbEntry.Table.SELF,
                        MacAddress.parse(required(entry, "mac")),
                        destination,
                        state.get()));
    }

    /// Empty for `stale`, and for the empty text that a learned entry has.
    private static Optional<FdbEntry.State> state(String text) {
        return switch (text) {
            case "permanent" -> Optional.of(FdbEntry.State.PERMANENT);
            case "static" -> Optional.of(FdbEntry.State.STATIC);
            default -> Optional.empty();
        };
    }

    private void sysctl(String line) {
        int space = line.indexOf(' ');
        // `all` and `default` are no interfaces.
        if (space > 0 && !line.matches(".*/conf/(all|default)/accept_ra .*")) {
            add(new Sysctl(sysctlName(line.substring(0, space)), line.substring(space + 1)));
        }
    }

    private static String sysctlName(String path) {
        return Arrays.stream(path.replaceFirst("^/proc/sys/", "").split("/", -1))
                .map(part -> part.replace('.', '/'))
                .collect(Collectors.joining("."));
    }

    static InterfaceName name(JsonObject object, String field) {
        return new InterfaceName(required(object, field));
    }

    static String required(JsonObject object, String field) {
        return object.text(field)
                .orElseThrow(() ->
                        new IllegalArgumentException("no '" + field + "' in " + object.values()));
    }
}
