package io.vxplan.inventory.yaml;

import io.vxplan.model.Diagnostic;
import io.vxplan.model.Location;
import java.io.Serial;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;

/// Builds nodes from the parser's events: resolves aliases, applies merge keys, refuses duplicate
/// keys.
///
/// An anchor is known only once its node is complete, so a node can't contain itself.
final class NodeBuilder {
    private static final int MAX_DEPTH = 100;

    /// Nodes that a document may unfold to: aliases of aliases grow exponentially (a "YAML bomb").
    private static final int MAX_NODES = 5_000_000;

    private static final String MERGE = "<<";

    private final String file;
    private final Map<Anchor, Anchored> anchors = new HashMap<>();
    private final List<Diagnostic> problems = new ArrayList<>();
    private long nodes;

    NodeBuilder(String file) {
        this.file = file;
    }

    private record Anchored(Node node, long size) {}

    /// The document is refused as a whole.
    static final class TooMuch extends RuntimeException {
        @Serial private static final long serialVersionUID = 1L;

        private final transient Diagnostic problem;

        TooMuch(Diagnostic problem) {
            super(problem.summary(), null, false, false);
            this.problem = problem;
        }

        Diagnostic problem() {
            return problem;
        }
    }

    List<Diagnostic> problems() {
        return List.copyOf(problems);
    }

    Optional<Node> build(Iterator<Event> events) {
        Optional<Node> root = Optional.empty();
        while (events.hasNext()) {
            Event event = events.next();
            switch (event.getEventId()) {
                case DocumentStart -> {
                    if (root.isPresent()) {
                        throw refuse(event, "a second document begins here", "keep one in a file");
                    }
                }
                case Scalar, SequenceStart, MappingStart, Alias ->
                        root = Optional.of(node(event, events, 0));
                case StreamStart, StreamEnd, DocumentEnd, SequenceEnd, MappingEnd, Comment -> {
                    // nothing to keep
                }
            }
        }
        return root.filter(node -> !isEmpty(node));
    }

    private static boolean isEmpty(Node node) {
        return node instanceof Node.Scalar scalar && scalar.plain() && scalar.text().isEmpty();
    }

    private Node node(Event event, Iterator<Event> events, int depth) {
        checkDepth(at(event), depth);
        if (event instanceof AliasEvent alias) {
            return resolve(alias);
        }
        count(event, 1);
        long before = nodes;
        Node node =
                switch (event) {
                    case ScalarEvent scalar -> scalar(scalar);
                    case SequenceStartEvent start -> sequence(start, events, depth);
                    case MappingStartEvent start -> mapping(start, events, depth);
                    case Event other ->
                            throw new IllegalStateException("no node begins with " + other);
                };
        ((NodeEvent) event)
                .getAnchor()
                .ifPresent(anchor -> anchors.put(anchor, new Anchored(node, nodes - before + 1)));
        return node;
    }

    static void checkDepth(Location at, int depth) {
        if (depth > MAX_DEPTH) {
            throw new TooMuch(
                    Diagnostic.error(
                            at,
                            "nested deeper than " + MAX_DEPTH + " levels",
                            "is a bracket never closed?"));
        }
    }

    private void count(Event event, long more) {
        nodes += more;
        if (nodes > MAX_NODES) {
            throw refuse(
                    event,
                    "the document unfolds to more than " + MAX_NODES + " nodes",
                    "use fewer aliases");
        }
    }

    private Node resolve(AliasEvent alias) {
        Anchored anchored = anchors.get(alias.getAlias());
        if (anchored == null) {
            String name = alias.getAlias().getValue();
            throw refuse(
                    alias,
                    "there is no anchor '&" + name + "' before",
                    "where '*" + name + "' is meant as it stands, quote it");
        }
        count(alias, anchored.size());
        return anchored.node();
    }

    private Node.Scalar scalar(ScalarEvent event) {
        return new Node.Scalar(at(event), event.getValue(), event.isPlain(), event.getTag());
    }

    private Node sequence(Event start, Iterator<Event> events, int depth) {
        List<Node> items = new ArrayList<>();
        for (Event event = events.next();
                event.getEventId() != Event.ID.SequenceEnd;
                event = events.next()) {
            items.add(node(event, events, depth + 1));
        }
        return new Node.Sequence(at(start), List.copyOf(items));
    }

    private Node mapping(Event start, Iterator<Event> events, int depth) {
        SequencedMap<String, Node.Entry> entries = new LinkedHashMap<>();
        List<Node> merged = new ArrayList<>();
        for (Event event = events.next();
                event.getEventId() != Event.ID.MappingEnd;
                event = events.next()) {
            Node key = node(event, events, depth + 1);
            Node value = node(events.next(), events, depth + 1);
            if (!(key instanceof Node.Scalar name)) {
                // `{{ name }}` without quotes is, to YAML, a mapping whose key is a mapping.
                throw refuse(
                        event,
                        "a key must be a word or a string",
                        key instanceof Node.Mapping
                                ? "a value that begins with '{{' must be quoted"
                                : "");
            }
            if (name.plain() && name.text().equals(MERGE)) {
                merged.add(value);
            } else {
                put(entries, new Node.Entry(name, value), problems);
            }
        }
        merged.forEach(value -> merge(entries, value));
        return new Node.Mapping(at(start), List.copyOf(entries.values()));
    }

    static void put(Map<String, Node.Entry> entries, Node.Entry entry, List<Diagnostic> problems) {
        Node.Scalar key = entry.key();
        Node.Entry first = entries.putIfAbsent(key.text(), entry);
        if (first != null) {
            problems.add(
                    Diagnostic.error(
                            key.at(),
                            "duplicate key '" + key.text() + "'",
                            "it stands in line " + first.key().at().line() + " already"));
        }
    }

    /// The mapping's own keys win, then the first of the merged ones
    /// (https://yaml.org/type/merge.html).
    private void merge(Map<String, Node.Entry> entries, Node value) {
        switch (value) {
            case Node.Mapping mapping ->
                    mapping.entries()
                            .forEach(entry -> entries.putIfAbsent(entry.key().text(), entry));
            case Node.Sequence sequence -> sequence.items().forEach(item -> merge(entries, item));
            case Node.Scalar scalar ->
                    problems.add(
                            Diagnostic.error(
                                    scalar.at(), "'<<' merges mappings, and this is none", ""));
        }
    }

    private Location at(Event event) {
        return event.getStartMark()
                .map(mark -> YamlReader.location(file, mark))
                .orElse(new Location(file, 0, 0));
    }

    private TooMuch refuse(Event event, String summary, String detail) {
        return new TooMuch(Diagnostic.error(at(event), summary, detail));
    }
}
