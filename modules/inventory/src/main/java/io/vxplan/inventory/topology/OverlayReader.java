package io.vxplan.inventory.topology;

import io.vxplan.inventory.yaml.Node;
import io.vxplan.model.Flooding;
import io.vxplan.model.HostName;
import io.vxplan.model.Located;
import io.vxplan.model.Location;
import io.vxplan.model.Overlay;
import io.vxplan.model.Overlay.Endpoint;
import io.vxplan.model.Overlay.Member;
import io.vxplan.model.Overlay.Mode;
import io.vxplan.model.Overlay.Network;
import io.vxplan.model.Prefix;
import io.vxplan.model.Vni;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// One entry of `overlays`.
record OverlayReader(Hosts hosts, Underlays underlays, Fields defaults, Scope allHosts) {
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
                    "subnets",
                    "address",
                    "networks",
                    "members",
                    "endpoints");

    private static final int DEFAULT_PORT = 4789;

    private static final Kind<Boolean> ADDRESSED =
            Kind.oneOf(List.of("auto", "none"), word -> word.equals("auto"));

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
        Problems problems = fields.scope().problems();
        Location at = name.at();
        Optional<Located<Vni>> vni = fields.required("vni", what, Kinds.VNI);
        Mode mode = value(fields.get("mode", Kinds.MODE)).orElse(Mode.ROUTED);
        Optional<List<Located<Prefix>>> subnets =
                fields.requiredList("subnets", what, Kinds.PREFIX)
                        .filter(list -> Addresses.oneSubnetPerFamily(list, what, problems));
        boolean addressed = value(fields.get("address", ADDRESSED)).orElse(true);
        Optional<FloodingReader.Result> flooding = FloodingReader.read(fields);
        int port = value(fields.get("port", Kinds.PORT)).orElse(DEFAULT_PORT);
        int ttl = value(fields.get("ttl", Kinds.TTL)).flatMap(Function.identity()).orElse(0);
        Optional<Boolean> learning =
                value(fields.get("learning", Kinds.SWITCH)).flatMap(Function.identity());
        Optional<Boolean> forwarding =
                value(fields.get("forwarding", Kinds.SWITCH)).flatMap(Function.identity());
        refuseOfOtherMode(own, mode, what);
        new MembershipReader(problems).read(fields);
        Optional<List<Network>> networks = networks(fields, mode);
        Optional<List<Endpoint>> endpoints =
                entries(fields, "endpoints", new EndpointReader(hosts, fields.scope())::read);
        // Members are read even where these are missing, for the mistakes in them.
        MemberReader reader =
                new MemberReader(
                        name.value(),
                        at,
                        fields,
                        mode,
                        value(vni).orElse(new Vni(1)),
                        subnets.orElse(List.of()),
                        addressed,
                        flooding,
                        underlays);
        Optional<SortedMap<HostName, Member>> members = members(fields, taking, reader, what);
        if (vni.isEmpty()
                || subnets.isEmpty()
                || flooding.isEmpty()
                || members.isEmpty()
                || networks.isEmpty()
                || endpoints.isEmpty()) {
            return Optional.empty();
        }
        Flooding spread = flooding.get().value();
        return Optional.of(
                new Overlay(
                        name.value(),
                        at,
                        vni.get(),
                        port,
                        mode,
                        spread,
                        learning.orElse(spread instanceof Flooding.Replicate),
                        ttl,
                        forwarding.orElse(mode == Mode.ROUTED),
                        addressed,
                        subnets.get(),
                        members.get(),
                        networks.get(),
                        endpoints.get()));
    }

    private static <T> Optional<T> value(Optional<Located<T>> located) {
        return located.map(Located::value);
    }

    private void refuseOfOtherMode(Fields own, Mode mode, String what) {
        String key = mode == Mode.ROUTED ? "bridge" : "networks";
        String needed = mode == Mode.ROUTED ? "bridged" : "routed";
        own.node(key)
                .ifPresent(node ->
                        allHosts.problems()
                                .error(
                                        node.at(),
                                        what
                                                + " has '"
                                                + key
                                                + "', which only a "
                                                + needed
                                                + " one has",
                                        "say `mode: " + needed + "`, or leave it out"));
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
                            "network " + network.prefix() + " is given twice",
                            "it stands in line " + first.prefix().at().line() + " already");
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
        Map<HostName, Node.Entry> overrides = new HashMap<>();
        entries(
                fields,
                "members",
                entry -> {
                    hosts.named(new Located<>(entry.key().text(), entry.key().at()))
                            .ifPresent(host -> overrides.put(host, entry));
                    return Optional.of(entry);
                });
        overrides.forEach((host, entry) -> {
            // Without any host the pattern is what is wrong.
            if (!taking.isEmpty() && !taking.contains(host)) {
                allHosts.problems()
                        .error(
                                entry.key().at(),
                                "host '" + host + "' is no member of " + what,
                                "add it to `hosts`, or leave it out here");
            }
        });
        SortedMap<HostName, Member> members = new TreeMap<>();
        for (HostName host : taking) {
            reader.read(host, Optional.ofNullable(overrides.get(host)))
                    .ifPresent(member -> members.put(host, member));
        }
        return !taking.isEmpty() && members.size() == taking.size()
                ? Optional.of(members)
                : Optional.empty();
    }
}
