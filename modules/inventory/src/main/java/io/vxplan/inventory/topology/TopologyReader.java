package io.vxplan.inventory.topology;

import io.vxplan.inventory.Inventory;
import io.vxplan.inventory.Parsed;
import io.vxplan.inventory.Values;
import io.vxplan.inventory.fields.Fields;
import io.vxplan.inventory.fields.Kinds;
import io.vxplan.inventory.fields.Problems;
import io.vxplan.inventory.fields.Scope;
import io.vxplan.inventory.template.Templates;
import io.vxplan.inventory.yaml.Document;
import io.vxplan.inventory.yaml.Node;
import io.vxplan.inventory.yaml.YamlReader;
import io.vxplan.model.HostName;
import io.vxplan.model.Located;
import io.vxplan.model.Location;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.topology.DiscoveryEntry;
import io.vxplan.model.topology.Overlay;
import io.vxplan.model.topology.Overlay.Member;
import io.vxplan.model.topology.Persistence;
import io.vxplan.model.topology.Topology;
import io.vxplan.model.topology.Topology.UnderlayHost;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads `topology.yaml` against the inventory beside it, and reports every mistake at once.
public final class TopologyReader {
    static final List<String> KEYS =
            List.of(
                    "version",
                    "name",
                    "underlay",
                    "defaults",
                    "overlays",
                    "discovery",
                    "persistence");

    private final Problems problems = new Problems();
    private final Inventory inventory;
    private final Path folder;
    private final Scope scope;

    private TopologyReader(Inventory inventory, Path folder) {
        this.inventory = inventory;
        this.folder = folder;
        this.scope =
                new Scope(
                        Optional.of(new Templates(inventory)),
                        List.copyOf(inventory.hosts().keySet()),
                        problems);
    }

    /// @param name what messages call the file
    public static Parsed<Topology> readFile(Path file, String name, Inventory inventory) {
        return read(
                YamlReader.readFile(file, name),
                new Location(name, 0, 0),
                new TopologyReader(inventory, file.resolveSibling("")));
    }

    /// @param text the content of a topology file. Paths in it are relative to the working folder
    /// @param name what messages call it
    public static Parsed<Topology> read(String text, String name, Inventory inventory) {
        return read(
                YamlReader.read(text, name),
                new Location(name, 0, 0),
                new TopologyReader(inventory, Path.of("")));
    }

    private static Parsed<Topology> read(Document document, Location file, TopologyReader reader) {
        document.problems().forEach(problem -> reader.problems.add(problem, Optional.empty()));
        Optional<Topology> topology = document.root().flatMap(reader::topology);
        if (document.root().isEmpty() && document.problems().isEmpty()) {
            reader.problems.error(file, "the file is empty", "it needs version, name and overlays");
        }
        return new Parsed<>(topology, reader.problems.list());
    }

    private Optional<Topology> topology(Node root) {
        return Fields.of(root, "the topology", KEYS, scope).map(this::topology);
    }

    private Topology topology(Fields fields) {
        Values.problems(fields.mapping())
                .forEach(problem -> problems.add(problem, Optional.empty()));
        if (inventory.hosts().isEmpty()) {
            problems.error(fields.mapping().at(), "the inventory has no hosts", "name some there");
        }
        fields.required("version", "the topology", Kinds.VERSION);
        Optional<Located<String>> name = fields.required("name", "the topology", Kinds.NAME);
        Underlays underlays =
                new Underlays(section(fields, "underlay", Underlays.KEYS), inventory.hosts());
        Fields defaults = section(fields, "defaults", OverlayReader.KEYS);
        List<Node.Entry> entries = fields.entries("discovery");
        SortedMap<String, DiscoveryEntry> discovery =
                new DiscoveryReader(folder, scope).read(entries);
        OverlayReader reader =
                new OverlayReader(
                        new Hosts(inventory, problems),
                        underlays,
                        defaults,
                        new MembershipReader(
                                entries.stream().map(entry -> entry.key().text()).toList()),
                        scope);
        List<Overlay> overlays = new ArrayList<>();
        fields.require(
                "overlays",
                "the topology",
                "a mapping, from the names of overlays to what they are");
        for (Node.Entry entry : fields.entries("overlays")) {
            reader.read(entry).ifPresent(overlays::add);
        }
        return new Topology(
                name.orElse(new Located<>("topology", fields.mapping().at())),
                hosts(overlays, underlays),
                List.copyOf(overlays),
                discovery,
                fields.get("persistence", Kinds.PERSISTENCE)
                        .map(Located::value)
                        .orElse(Persistence.NONE));
    }

    private Fields section(Fields fields, String key, List<String> known) {
        return fields.node(key)
                .flatMap(node -> Fields.of(node, "'" + key + "'", known, scope))
                .orElse(Fields.none(fields.mapping().at()).in(scope));
    }

    /// The hosts of all overlays. One whose overlays all give it another underlay address needs
    /// none of its own.
    private static SortedMap<HostName, UnderlayHost> hosts(
            List<Overlay> overlays, Underlays underlays) {
        Map<HostName, Located<IpAddress>> ends = new HashMap<>();
        for (Overlay overlay : overlays) {
            for (Member member : overlay.members().values()) {
                ends.putIfAbsent(member.host(), member.underlay());
            }
        }
        SortedMap<HostName, UnderlayHost> hosts = new TreeMap<>();
        ends.forEach((host, end) ->
                hosts.put(
                        host,
                        new UnderlayHost(
                                underlays.known(host).orElse(end),
                                underlays.mtu(host),
                                underlays.management(host),
                                underlays.services(host))));
        return hosts;
    }
}
