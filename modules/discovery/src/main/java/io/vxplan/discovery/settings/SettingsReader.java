package io.vxplan.discovery.settings;

import io.vxplan.discovery.peers.Patience;
import io.vxplan.inventory.Parsed;
import io.vxplan.inventory.discovery.DiscoveryKeys;
import io.vxplan.inventory.discovery.DiscoverySettings;
import io.vxplan.inventory.fields.Environment;
import io.vxplan.inventory.fields.Fields;
import io.vxplan.inventory.fields.Kind;
import io.vxplan.inventory.fields.Kinds;
import io.vxplan.inventory.fields.Problems;
import io.vxplan.inventory.fields.Scope;
import io.vxplan.inventory.yaml.Document;
import io.vxplan.inventory.yaml.Node;
import io.vxplan.inventory.yaml.YamlReader;
import io.vxplan.model.Located;
import io.vxplan.model.Location;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.Prefix;
import io.vxplan.model.address.Vni;
import io.vxplan.model.topology.Membership;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the settings of the discovery daemon: the variables and the file of the docker-router
/// design, with the same names and defaults. A variable wins over the file. All mistakes are told
/// at once.
public final class SettingsReader {
    private static final String WHAT = "the discovery file";
    private static final List<String> KEYS = List.of("version", "discovery", "stacks");
    private static final List<String> DISCOVERY_KEYS = DiscoveryKeys.KEYS;
    private static final List<String> STACK_KEYS =
            Names.keys(Names.OF_STACK, "vxlan_ip", "networks", "port");

    private final Environment environment;
    private final Problems problems = new Problems();
    private final Scope scope = Scope.withoutTemplates(problems);

    private SettingsReader(Environment environment) {
        this.environment = environment;
    }

    public static Parsed<Settings> read(Map<String, String> environment) {
        return read(YamlReader.read("", "environment"), "environment", environment);
    }

    public static Parsed<Settings> readFile(Path file, Map<String, String> environment) {
        return read(YamlReader.readFile(file, file.toString()), file.toString(), environment);
    }

    /// @param name what messages call the text
    static Parsed<Settings> read(String text, String name, Map<String, String> environment) {
        return read(YamlReader.read(text, name), name, environment);
    }

    private static Parsed<Settings> read(
            Document document, String name, Map<String, String> environment) {
        SettingsReader reader = new SettingsReader(new Environment(environment));
        document.problems().forEach(problem -> reader.problems.add(problem, Optional.empty()));
        Node root = document.root().orElse(new Node.Mapping(new Location(name, 0, 0), List.of()));
        Optional<Settings> settings =
                document.problems().isEmpty() ? reader.settings(root) : Optional.empty();
        return new Parsed<>(settings, reader.problems.list());
    }

    private Optional<Settings> settings(Node root) {
        return Fields.of(root, WHAT, KEYS, scope).flatMap(this::settings);
    }

    private Optional<Settings> settings(Fields file) {
        file.get("version", Kinds.VERSION);
        Fields fields = discovery(file);
        List<OwnStack> stacks = stacks(file);
        Optional<IpAddress> hostIp = value(fields, "host_ip", Kinds.HOST_ADDRESS);
        return DiscoverySettings.read(fields, Path.of(""))
                .map(shared ->
                        new Settings(
                                stacks,
                                hostIp,
                                shared.way(),
                                new Patience(shared.timing().interval(), shared.timing().timeout()),
                                shared.logLevel()));
    }

    private Fields discovery(Fields file) {
        Fields fields =
                file.node("discovery")
                        .flatMap(node -> Fields.of(node, "'discovery'", DISCOVERY_KEYS, scope))
                        .orElse(Fields.none(file.mapping().at()));
        return new Fields(environment.over(fields.mapping(), DiscoveryKeys.VARIABLES), scope);
    }

    private List<OwnStack> stacks(Fields file) {
        if (!file.has("stacks")) {
            return onlyStack(file).stream().toList();
        }
        for (Environment.Variable variable : Names.OF_STACK) {
            if (environment.has(variable.name())) {
                problems.error(
                        Environment.place(variable.name()),
                        variable.name() + " is set, and " + WHAT + " has stacks",
                        "take out one of them");
            }
        }
        return listed(file.node("stacks").orElseThrow());
    }

    private Optional<OwnStack> onlyStack(Fields file) {
        if (!environment.has(Names.STACK_ID) && !environment.has(Names.VNI)) {
            problems.error(
                    file.mapping().at(),
                    "there is no stack to announce",
                    "set the environment variables STACK_ID and VNI, or list them under 'stacks' in a file given by --config");
            return Optional.empty();
        }
        Node.Mapping nothing = new Node.Mapping(new Location("environment", 0, 0), List.of());
        return stack(
                new Fields(environment.over(nothing, Names.OF_STACK), scope), "this host's stack");
    }

    private List<OwnStack> listed(Node node) {
        List<OwnStack> stacks = new ArrayList<>();
        if (!(node instanceof Node.Sequence(Location at, List<Node> items))) {
            scope.error(node, node.at(), "stacks is " + Fields.show(node), "it must be a list");
            return stacks;
        }
        if (items.isEmpty()) {
            problems.error(at, "stacks is an empty list", "there must be a stack to announce");
        }
        Map<Vni, String> inOverlay = new HashMap<>();
        for (Node item : items) {
            Fields.of(item, "a stack of 'stacks'", STACK_KEYS, scope)
                    .flatMap(fields -> stack(fields, "a stack of 'stacks'"))
                    .ifPresent(stack -> {
                        String first = inOverlay.putIfAbsent(stack.vni(), stack.id());
                        if (first != null) {
                            problems.error(
                                    item.at(),
                                    "%s and %s are both in VNI %s"
                                            .formatted(first, stack.id(), stack.vni()),
                                    "a host takes part in an overlay once");
                        }
                        stacks.add(stack);
                    });
        }
        return stacks;
    }

    private Optional<OwnStack> stack(Fields fields, String what) {
        Optional<Located<String>> id = fields.required("stack_id", what, SettingKinds.STACK_ID);
        Optional<Located<Vni>> vni = fields.required("vni", what, Kinds.VNI);
        Optional<IpAddress> vxlanIp = value(fields, "vxlan_ip", SettingKinds.VXLAN_IP);
        List<Located<Prefix>> networks = fields.list("networks", Kinds.PREFIX).orElse(List.of());
        if (networks.size() > Membership.Discovered.MAX_NETWORKS) {
            problems.error(
                    networks.getFirst().at(),
                    "a stack has %d networks".formatted(networks.size()),
                    "it can have " + Membership.Discovered.MAX_NETWORKS + "; peers refuse more");
        }
        int port = value(fields, "port", Kinds.PORT).orElse(OwnStack.DEFAULT_PORT);
        return id.flatMap(name ->
                vni.map(number ->
                        new OwnStack(
                                name.value(),
                                number.value(),
                                vxlanIp,
                                networks.stream().map(Located::value).toList(),
                                port)));
    }

    private static <T> Optional<T> value(Fields fields, String key, Kind<T> kind) {
        return fields.get(key, kind).map(Located::value);
    }
}
