package io.vxplan.inventory.topology;

import io.vxplan.inventory.fields.Fields;
import io.vxplan.inventory.fields.Kinds;
import io.vxplan.inventory.fields.Scope;
import io.vxplan.inventory.yaml.Node;
import io.vxplan.model.HostName;
import io.vxplan.model.Located;
import io.vxplan.model.address.Prefix;
import io.vxplan.model.topology.Membership;
import io.vxplan.model.topology.Overlay;
import io.vxplan.model.topology.Overlay.Endpoint;
import io.vxplan.model.topology.Overlay.Member;
import io.vxplan.model.topology.Overlay.Mode;
import io.vxplan.model.topology.Overlay.Network;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// One entry of `overlays`.
record OverlayReader(
        Hosts hosts,
        Underlays underlays,
        Fields defaults,
        MembershipReader memberships,
        Scope allHosts) {
    static final List<String> KEYS =
            List.of(
                    "vni",
                    "hosts",
                    "mode",
                    "device",
                    "bridge",
                    "port",
                    "ttl",
                    "mtu",
                    "flooding",
                    "learning",
                    "membership",
                    "forwarding",
                    "firewall",
                    "subnets",
                    "address",
                    "networks",
                    "members",
                    "endpoints");

    /// Empty where a mistake, which is reported, leaves nothing that could be looked at further.
    Optional<Overlay> read(Node.Entry entry) {
        Optional<Located<String>> name =
                allHosts.read("the name of an overlay", entry.key(), Kinds.NAME);
        String what = "overlay '" + entry.key().text() + "'";
        Optional<Fields> own = Fields.of(entry.value(), what, KEYS, allHosts);
        if (name.isEmpty() || own.isEmpty()) {
            return Optional.empty();
        }
        Fields all = own.get().withDefaults(defaults);
        List<HostName> taking = takingPart(all);
        Fields fields = all.in(allHosts.of(taking));
        return read(name.get(), what, own.get(), fields, taking);
    }

    private List<HostName> takingPart(Fields fields) {
        return fields.has("hosts")
                ? fields.get("hosts", Kinds.PATTERN).map(hosts::matching).orElse(List.of())
                : List.copyOf(hosts.inventory().hosts().keySet());
    }

    private Optional<Overlay> read(
            Located<String> name, String what, Fields own, Fields fields, List<HostName> taking) {
        SharedSettings settings = SharedSettings.read(fields, what);
        settings.knownMode().ifPresent(mode -> refuseOfOtherMode(own, mode, what));
        Optional<Membership> membership = memberships.read(fields);
        Optional<List<Network>> networks = networks(fields, settings.mode());
        Optional<List<Endpoint>> endpoints =
                entries(fields, "endpoints", new EndpointReader(hosts, fields.scope())::read);
        // Read even where settings are missing, for the mistakes in them.
        MemberReader reader = new MemberReader(name, fields, settings, underlays);
        Optional<SortedMap<HostName, Member>> members = members(fields, taking, reader, what);
        return settings.isComplete()
                        && membership.isPresent()
                        && members.isPresent()
                        && networks.isPresent()
                        && endpoints.isPresent()
                ? Optional.of(
                        overlay(
                                name,
                                settings,
                                membership.get(),
                                members.get(),
                                networks.get(),
                                endpoints.get()))
                : Optional.empty();
    }

    private static Overlay overlay(
            Located<String> name,
            SharedSettings settings,
            Membership membership,
            SortedMap<HostName, Member> members,
            List<Network> networks,
            List<Endpoint> endpoints) {
        return new Overlay(
                name.value(),
                name.at(),
                settings.vni().orElseThrow(),
                settings.port(),
                settings.mode(),
                membership,
                settings.flooding().orElseThrow().value(),
                settings.learning(),
                settings.ttl(),
                settings.forwarding(),
                settings.addressed(),
                settings.firewall(),
                settings.knownSubnets(),
                members,
                networks,
                endpoints);
    }

    private void refuseOfOtherMode(Fields own, Mode mode, String what) {
        String key = mode == Mode.ROUTED ? "bridge" : "networks";
        String needed = mode == Mode.ROUTED ? "bridged" : "routed";
        String summary = "%s has '%s', which only a %s one has".formatted(what, key, needed);
        String detail = "say `mode: %s`, or leave it out".formatted(needed);
        own.node(key).ifPresent(node -> allHosts.problems().error(node.at(), summary, detail));
    }

    private Optional<List<Network>> networks(Fields fields, Mode mode) {
        if (mode == Mode.BRIDGED) {
            return Optional.of(List.of());
        }
        NetworkReader reader = new NetworkReader(hosts, fields.scope());
        SortedMap<Prefix, Network> networks = new TreeMap<>();
        return entries(
                        fields,
                        "networks",
                        entry -> reader.read(entry).filter(network -> isNew(network, networks)))
                .map(_ -> List.copyOf(networks.values()));
    }

    /// Keys that differ as text may be one prefix.
    private boolean isNew(Network network, SortedMap<Prefix, Network> before) {
        Network first = before.putIfAbsent(network.prefix().value(), network);
        if (first != null) {
            allHosts.problems()
                    .error(
                            network.prefix().at(),
                            "network %s is given twice".formatted(network.prefix()),
                            "it stands in line %d already".formatted(first.prefix().at().line()));
        }
        return first == null;
    }

    /// Reads each entry of a mapping; empty where one of them is wrong.
    private static <T> Optional<List<T>> entries(
            Fields fields, String key, Function<Node.Entry, Optional<T>> read) {
        List<Node.Entry> entries = fields.entries(key);
        List<T> results = new ArrayList<>();
        for (Node.Entry entry : entries) {
            read.apply(entry).ifPresent(results::add);
        }
        return results.size() == entries.size() ? Optional.of(results) : Optional.empty();
    }

    private Optional<SortedMap<HostName, Member>> members(
            Fields fields, List<HostName> taking, MemberReader reader, String what) {
        Map<HostName, Node.Entry> overrides = overrides(fields, taking, what);
        SortedMap<HostName, Member> members = new TreeMap<>();
        for (HostName host : taking) {
            reader.read(host, Optional.ofNullable(overrides.get(host)))
                    .ifPresent(member -> members.put(host, member));
        }
        return !taking.isEmpty() && members.size() == taking.size()
                ? Optional.of(members)
                : Optional.empty();
    }

    private Map<HostName, Node.Entry> overrides(Fields fields, List<HostName> taking, String what) {
        Map<HostName, Node.Entry> overrides = new HashMap<>();
        for (Node.Entry entry : fields.entries("members")) {
            allHosts.read("the name of a member", entry.key(), Kinds.HOST)
                    .flatMap(hosts::named)
                    .ifPresent(host -> overrides.put(host, entry));
        }
        Map<HostName, Node.Entry> strangers = new HashMap<>(overrides);
        taking.forEach(strangers::remove);
        // Without any host the pattern is what is wrong.
        if (!taking.isEmpty()) {
            strangers.forEach((host, entry) ->
                    allHosts.problems()
                            .error(
                                    entry.key().at(),
                                    "host '%s' is no member of %s".formatted(host, what),
                                    "add it to `hosts`, or leave it out here"));
        }
        return overrides;
    }
}
