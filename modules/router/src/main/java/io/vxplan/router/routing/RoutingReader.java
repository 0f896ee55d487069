package io.vxplan.router.routing;

import io.vxplan.discovery.state.Stack;
import io.vxplan.inventory.Parsed;
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
import io.vxplan.router.routing.Routing.LocalNetwork;
import io.vxplan.router.routing.Routing.RemoteStack;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Reads `routing.yaml` in the form of the docker-router design, with the keys `port`, `mtu` and
/// `underlay` beside, and reports every mistake at once.
public final class RoutingReader {
    private static final String WHAT = "the routing file";
    private static final List<String> KEYS =
            List.of(
                    "version",
                    "stack_id",
                    "vni",
                    "vxlan_subnet",
                    "local_vxlan_ip",
                    "networks",
                    "remote_stacks",
                    "port",
                    "mtu",
                    "underlay");
    private static final List<String> NETWORK_KEYS = List.of("name", "subnet", "gateway");
    private static final List<String> REMOTE_KEYS =
            List.of("stack_id", "vxlan_gateway", "networks");
    private static final List<String> REMOTE_NETWORK_KEYS = List.of("subnet");

    private static final List<Environment.Variable> VARIABLES =
            List.of(
                    new Environment.Variable("STACK_ID", "stack_id", false),
                    new Environment.Variable("VNI", "vni", false),
                    new Environment.Variable("VXLAN_SUBNET", "vxlan_subnet", false),
                    new Environment.Variable("LOCAL_VXLAN_IP", "local_vxlan_ip", false));

    private static final Kind<String> STACK_ID = Kind.string(Stack.ID_FORM, Stack::isId);
    private static final Kind<String> NETWORK_NAME = Kind.string("a name", text -> !text.isBlank());

    private final Problems problems = new Problems();
    private final Scope scope = Scope.withoutTemplates(problems);
    private final Environment environment;

    private RoutingReader(Map<String, String> environment) {
        this.environment = new Environment(environment);
    }

    /// @param environment variables that win over the file
    public static Parsed<Routing> readFile(Path file, Map<String, String> environment) {
        return read(YamlReader.readFile(file, file.toString()), file.toString(), environment);
    }

    /// @param name what messages call the text
    static Parsed<Routing> read(String text, String name, Map<String, String> environment) {
        return read(YamlReader.read(text, name), name, environment);
    }

    private static Parsed<Routing> read(
            Document document, String name, Map<String, String> environment) {
        RoutingReader reader = new RoutingReader(environment);
        document.problems().forEach(problem -> reader.problems.add(problem, Optional.empty()));
        if (document.root().isEmpty() && document.problems().isEmpty()) {
            reader.problems.error(
                    new Location(name, 0, 0),
                    "the file is empty",
                    "it needs version, stack_id, vni, vxlan_subnet and local_vxlan_ip");
        }
        Optional<Routing> routing = document.root().flatMap(reader::routing);
        routing.ifPresent(complete -> new RoutingChecks(complete, reader.problems).check());
        return new Parsed<>(routing, reader.problems.list());
    }

    private Optional<Routing> routing(Node root) {
        return Fields.of(root, WHAT, KEYS, scope)
                .map(fields -> new Fields(environment.over(fields.mapping(), VARIABLES), scope))
                .flatMap(this::routing);
    }

    private Optional<Routing> routing(Fields fields) {
        fields.required("version", WHAT, Kinds.VERSION);
        Optional<Located<String>> id = fields.required("stack_id", WHAT, STACK_ID);
        Optional<Located<Vni>> vni = fields.required("vni", WHAT, Kinds.VNI);
        Optional<Located<Prefix>> subnet = fields.required("vxlan_subnet", WHAT, Kinds.PREFIX);
        Optional<Located<IpAddress>> address =
                fields.required("local_vxlan_ip", WHAT, Kinds.ADDRESS);
        Optional<Located<Integer>> port = fields.get("port", Kinds.PORT);
        Optional<Located<Integer>> mtu = fields.get("mtu", Kinds.UNDERLAY_MTU);
        Optional<Located<IpAddress>> underlay = fields.get("underlay", Kinds.HOST_ADDRESS);
        List<LocalNetwork> networks = items(fields, "networks", this::network);
        List<RemoteStack> remotes = items(fields, "remote_stacks", this::remote);
        if (id.isEmpty() || vni.isEmpty() || subnet.isEmpty() || address.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Routing(
                        id.get(),
                        vni.get(),
                        subnet.get(),
                        address.get(),
                        port.map(Located::value).orElse(Routing.DEFAULT_PORT),
                        mtu,
                        underlay,
                        networks,
                        remotes,
                        Routing.Form.of(vni.get().value())));
    }

    private <T> List<T> items(Fields fields, String key, Function<Node, Optional<T>> read) {
        Node node = fields.node(key).orElse(new Node.Sequence(fields.mapping().at(), List.of()));
        List<T> items = new ArrayList<>();
        if (node instanceof Node.Sequence(Location _, List<Node> nodes)) {
            nodes.forEach(item -> read.apply(item).ifPresent(items::add));
        } else if (!Fields.isNull(node)) {
            scope.error(node, node.at(), key + " is " + Fields.show(node), "it must be a list");
        }
        return items;
    }

    private Optional<LocalNetwork> network(Node node) {
        String what = "a network of 'networks'";
        return Fields.of(node, what, NETWORK_KEYS, scope)
                .flatMap(fields -> {
                    Optional<Located<String>> name = fields.required("name", what, NETWORK_NAME);
                    Optional<Located<Prefix>> subnet =
                            fields.required("subnet", what, Kinds.PREFIX);
                    Optional<Located<IpAddress>> gateway = fields.get("gateway", Kinds.ADDRESS);
                    return name.flatMap(known ->
                            subnet.map(prefix -> new LocalNetwork(known.value(), prefix, gateway)));
                });
    }

    private Optional<RemoteStack> remote(Node node) {
        String what = "a stack of 'remote_stacks'";
        return Fields.of(node, what, REMOTE_KEYS, scope)
                .flatMap(fields -> {
                    Optional<Located<String>> id = fields.required("stack_id", what, STACK_ID);
                    Optional<Located<IpAddress>> gateway =
                            fields.get("vxlan_gateway", Kinds.ADDRESS);
                    List<Located<Prefix>> networks = items(fields, "networks", this::remoteNetwork);
                    return id.map(known -> new RemoteStack(known, gateway, networks));
                });
    }

    private Optional<Located<Prefix>> remoteNetwork(Node node) {
        String what = "a network of 'remote_stacks'";
        return Fields.of(node, what, REMOTE_NETWORK_KEYS, scope)
                .flatMap(fields -> fields.required("subnet", what, Kinds.PREFIX));
    }
}
