package io.vxplan.plan;

import io.vxplan.model.resource.Address;
import io.vxplan.model.resource.Bridge;
import io.vxplan.model.resource.BridgePort;
import io.vxplan.model.resource.FdbEntry;
import io.vxplan.model.resource.FirewallPeer;
import io.vxplan.model.resource.FirewallTable;
import io.vxplan.model.resource.Link;
import io.vxplan.model.resource.LinkSettings;
import io.vxplan.model.resource.Neighbour;
import io.vxplan.model.resource.OtherLink;
import io.vxplan.model.resource.Resource;
import io.vxplan.model.resource.Route;
import io.vxplan.model.resource.Runtime;
import io.vxplan.model.resource.ServiceUnit;
import io.vxplan.model.resource.Sysctl;
import io.vxplan.model.resource.TextFile;
import io.vxplan.model.resource.Vxlan;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;

/// The fields of a resource that are not part of its key, by the names users know from `ip` and
/// `bridge`.
///
/// Every component of a record that is diffed stands here once: text and JSON plans, and the
/// reasons for a replacement, are made from it.
public final class Fields {
    /// Stands for what may not be seen.
    public static final String SECRET = "(secret)";

    /// The one field that may have many lines.
    public static final String CONTENT = "content";

    private static final String OTHER_SECRET = "(another secret)";

    private Fields() {}

    /// Names and values of all that a resource is beyond its key, in the order in which they are
    /// shown. Secrets are not in them.
    public static SequencedMap<String, String> of(Resource resource) {
        SequencedMap<String, String> fields = new LinkedHashMap<>();
        switch (resource) {
            // What these are, their keys say.
            case Runtime _, FirewallPeer _ -> {}
            case FirewallTable table -> fields.put(CONTENT, table.content());
            case TextFile file -> {
                fields.put("mode", file.octalMode());
                fields.put("owner", file.owner());
                fields.put("group", file.group());
                fields.put(CONTENT, file.isSecret() ? SECRET : file.content());
            }
            case Sysctl sysctl -> fields.put("value", sysctl.value());
            case Vxlan vxlan -> vxlan(fields, vxlan);
            case Bridge bridge -> bridge(fields, bridge);
            case OtherLink link -> {
                fields.put("kind", link.kind());
                settings(fields, link.settings());
            }
            case BridgePort port -> {
                fields.put("master", port.bridge().value());
                fields.put("cost", Integer.toString(port.cost()));
                fields.put("learning", onOff(port.learning()));
                fields.put("neigh_suppress", onOff(port.neighSuppress()));
            }
            case Address address ->
                    fields.put("lifetime", address.permanent() ? "forever" : "limited");
            case FdbEntry entry -> fdb(fields, entry);
            case Neighbour neighbour -> {
                fields.put("lladdr", neighbour.mac().toString());
                fields.put("nud", neighbour.permanent() ? "permanent" : "dynamic");
                fields.put("protocol", Integer.toString(neighbour.protocol()));
            }
            case Route route -> {
                fields.put("type", route.type());
                fields.put("protocol", Integer.toString(route.protocol()));
                fields.put("nexthops", nextHops(route));
            }
            case ServiceUnit unit -> {
                fields.put("enabled", unit.enabled() ? "yes" : "no");
                fields.put("state", unit.state());
                fields.put("stamp", unit.stamp().orElse(""));
            }
        }
        return fields;
    }

    /// The fields that are mentioned when a link is made. A kernel built without VLAN filtering
    /// refuses its mere mention (`EOPNOTSUPP`), and off is every kernel's default.
    public static Set<String> atCreation(Link link) {
        Set<String> names = new LinkedHashSet<>(of(link).keySet());
        if (link instanceof Bridge bridge && !bridge.vlanFiltering()) {
            names.remove("vlan_filtering");
        }
        return names;
    }

    /// The fields that differ, each with its value before and after; a field that one side lacks is
    /// empty there.
    public static SequencedMap<String, Difference> difference(Resource before, Resource after) {
        Map<String, String> old = of(before);
        SequencedMap<String, Difference> differences = new LinkedHashMap<>();
        of(after)
                .forEach((name, value) -> {
                    String was = old.getOrDefault(name, "");
                    if (!was.equals(value)) {
                        differences.put(name, new Difference(was, value));
                    }
                });
        if (before instanceof TextFile was && after instanceof TextFile file) {
            content(was, file)
                    .ifPresentOrElse(
                            content -> differences.put(CONTENT, content),
                            () -> differences.remove(CONTENT));
        }
        return differences;
    }

    /// That a secret changes is all that is said of it.
    private static Optional<Difference> content(TextFile before, TextFile after) {
        if (before.content().equals(after.content())) {
            return Optional.empty();
        }
        return Optional.of(
                before.isSecret() || after.isSecret()
                        ? new Difference(SECRET, OTHER_SECRET)
                        : new Difference(before.content(), after.content()));
    }

    public record Difference(String before, String after) {}

    private static void vxlan(Map<String, String> fields, Vxlan vxlan) {
        fields.put("kind", "vxlan");
        fields.put("vni", vxlan.vni().toString());
        fields.put("local", text(vxlan.local()));
        fields.put("port", Integer.toString(vxlan.port()));
        fields.put("group", text(vxlan.group()));
        fields.put("dev", text(vxlan.groupDevice()));
        fields.put("ttl", vxlan.ttl() == 0 ? "auto" : Integer.toString(vxlan.ttl()));
        fields.put("tos", Integer.toString(vxlan.tos()));
        fields.put("learning", onOff(vxlan.learning()));
        fields.put("ageing", Long.toString(vxlan.ageing()));
        settings(fields, vxlan.settings());
    }

    private static void bridge(Map<String, String> fields, Bridge bridge) {
        fields.put("kind", "bridge");
        fields.put("stp", onOff(bridge.stp()));
        fields.put("vlan_filtering", onOff(bridge.vlanFiltering()));
        fields.put("ageing", Long.toString(bridge.ageing()));
        settings(fields, bridge.settings());
    }

    private static void settings(Map<String, String> fields, LinkSettings settings) {
        fields.put("address", text(settings.mac()));
        fields.put("mtu", Integer.toString(settings.mtu()));
        fields.put("state", settings.up() ? "up" : "down");
        fields.put("link group", Integer.toString(settings.group()));
        fields.put("alias", settings.alias().orElse(""));
        fields.put("addrgenmode", settings.addressGeneration().name().toLowerCase(Locale.ROOT));
        fields.put("altnames", String.join(" ", settings.altNames()));
    }

    private static void fdb(Map<String, String> fields, FdbEntry entry) {
        Optional<FdbEntry.Destination> to = entry.destination();
        fields.put("dst", text(to.map(FdbEntry.Destination::address)));
        fields.put("port", text(to.flatMap(FdbEntry.Destination::port)));
        fields.put("vni", text(to.flatMap(FdbEntry.Destination::vni)));
        fields.put("state", entry.state().name().toLowerCase(Locale.ROOT));
    }

    private static String nextHops(Route route) {
        return route.nextHops().stream().map(Fields::nextHop).collect(Collectors.joining(", "));
    }

    private static String nextHop(Route.NextHop hop) {
        String via = hop.via().map(gateway -> "via " + gateway + " ").orElse("");
        String weight = hop.weight() == 1 ? "" : " weight " + hop.weight();
        return via + "dev " + hop.device() + weight;
    }

    private static String text(Optional<?> value) {
        return value.map(Object::toString).orElse("");
    }

    private static String onOff(boolean value) {
        return value ? "on" : "off";
    }
}
