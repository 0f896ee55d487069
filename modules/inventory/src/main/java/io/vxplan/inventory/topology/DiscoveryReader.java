package io.vxplan.inventory.topology;

import io.vxplan.inventory.discovery.DiscoveryKeys;
import io.vxplan.inventory.discovery.DiscoverySettings;
import io.vxplan.inventory.discovery.Way;
import io.vxplan.inventory.fields.Fields;
import io.vxplan.inventory.fields.Kind;
import io.vxplan.inventory.fields.Kinds;
import io.vxplan.inventory.fields.Scope;
import io.vxplan.inventory.yaml.Node;
import io.vxplan.model.Located;
import io.vxplan.model.topology.DiscoveryEntry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// `discovery`: entries in the form of the discovery daemon's own file, which all hosts share.
///
/// @param folder of the topology
record DiscoveryReader(Path folder, Scope scope) {
    private static final String HEALTH_PORT = "health_port";
    static final List<String> KEYS =
            Stream.concat(DiscoveryKeys.OF_TOPOLOGY.stream(), Stream.of(HEALTH_PORT)).toList();

    /// The router's is the next one.
    private static final Kind<Integer> PORT = Kind.number(1, 65534);

    /// Those without mistakes, by name.
    SortedMap<String, DiscoveryEntry> read(List<Node.Entry> entries) {
        SortedMap<String, DiscoveryEntry> found = new TreeMap<>();
        // A host may be in overlays of several.
        int port = DiscoveryEntry.HEALTH_PORT;
        for (Node.Entry entry : entries) {
            entry(entry, port).ifPresent(each -> found.put(each.name().value(), each));
            port += 2;
        }
        return found;
    }

    private Optional<DiscoveryEntry> entry(Node.Entry entry, int port) {
        Optional<Located<String>> name =
                scope.read("the name of an entry of `discovery`", entry.key(), Kinds.NAME);
        String what = "discovery '" + entry.key().text() + "'";
        return Fields.any(entry.value(), what, scope)
                .filter(this::hasNothingForbidden)
                .flatMap(_ -> Fields.of(entry.value(), what, KEYS, scope))
                .flatMap(this::rendered)
                .flatMap(fields -> name.flatMap(known -> entry(known, fields, port)));
    }

    private Optional<DiscoveryEntry> entry(Located<String> name, Fields fields, int port) {
        return DiscoverySettings.read(fields, folder)
                .map(settings ->
                        new DiscoveryEntry(
                                name,
                                fields.get(HEALTH_PORT, PORT).map(Located::value).orElse(port),
                                settings.way() instanceof Way.Gossip gossip
                                        ? Optional.of(gossip.port())
                                        : Optional.empty(),
                                settings(fields),
                                settings.way().credentials()));
    }

    /// For a reason that a list of keys does not tell.
    private boolean hasNothingForbidden(Fields fields) {
        boolean fine = true;
        for (Node.Entry entry : fields.mapping().entries()) {
            String key = entry.key().text();
            Optional<String> advice = DiscoveryKeys.refusal(key);
            if (advice.isPresent()) {
                scope.problems()
                        .error(
                                entry.key().at(),
                                "'%s' can't stand in a topology".formatted(key),
                                advice.get());
                fine = false;
            }
        }
        return fine;
    }

    private Optional<Fields> rendered(Fields fields) {
        List<Node.Entry> entries = new ArrayList<>();
        for (Node.Entry entry : fields.mapping().entries()) {
            scope.resolve(entry.value())
                    .ifPresent(value -> entries.add(new Node.Entry(entry.key(), value)));
        }
        Node.Mapping mapping = new Node.Mapping(fields.mapping().at(), entries);
        return entries.size() == fields.mapping().entries().size()
                ? Optional.of(new Fields(mapping, Scope.withoutTemplates(scope.problems())))
                : Optional.empty();
    }

    private static SortedMap<String, List<Located<String>>> settings(Fields fields) {
        SortedMap<String, List<Located<String>>> settings = new TreeMap<>();
        for (Node.Entry entry : fields.mapping().entries()) {
            String key = entry.key().text();
            if (!DiscoveryKeys.CREDENTIALS.contains(key) && !key.equals(HEALTH_PORT)) {
                settings.put(key, texts(entry.value()));
            }
        }
        return settings;
    }

    private static List<Located<String>> texts(Node node) {
        return switch (node) {
            case Node.Scalar scalar -> List.of(new Located<>(scalar.text(), scalar.at()));
            case Node.Sequence sequence ->
                    sequence.items().stream().flatMap(item -> texts(item).stream()).toList();
            case Node.Mapping _ -> List.of();
        };
    }
}
