package io.vxplan.inventory.topology;

import io.vxplan.inventory.Inventory.InventoryHost;
import io.vxplan.inventory.Variable;
import io.vxplan.inventory.fields.Fields;
import io.vxplan.inventory.fields.Kind;
import io.vxplan.inventory.fields.Kinds;
import io.vxplan.inventory.fields.Problems;
import io.vxplan.inventory.fields.Scope;
import io.vxplan.inventory.yaml.Node;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.HostName;
import io.vxplan.model.Located;
import io.vxplan.model.Location;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.topology.Services;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Where each host's tunnels end: `underlay` of the topology, with each host's own variables; and
/// what else those say of the host.
final class Underlays {
    static final List<String> KEYS = List.of("address", "mtu");
    static final int DEFAULT_MTU = 1500;

    private static final String ADDRESS_VARIABLE = "vxplan_underlay";
    private static final String CONNECTION_VARIABLE = "ansible_host";

    /// Where both are set, connections go there.
    private static final String OLDER_CONNECTION_VARIABLE = "ansible_ssh_host";

    private static final String SERVICES_VARIABLE = "vxplan_services";
    private static final String WHAT_TO_SET =
            "set "
                    + ADDRESS_VARIABLE
                    + " for the host to the IP address by which the other hosts reach it";

    static final Kind<IpAddress> TUNNEL_END =
            Kind.text("an IP address, no name", Underlays::tunnelEnd);

    private static final Kind<Services> SERVICES =
            Kind.oneOf(
                    List.of("systemd", "none"),
                    word -> Services.valueOf(word.toUpperCase(Locale.ROOT)));

    private final Fields fields;
    private final Map<HostName, InventoryHost> inventory;
    private final Map<HostName, Optional<Located<IpAddress>>> addresses = new HashMap<>();
    private final Map<HostName, Integer> mtus = new HashMap<>();

    Underlays(Fields fields, Map<HostName, InventoryHost> inventory) {
        this.fields = fields;
        this.inventory = inventory;
    }

    /// Empty where it has none, which is reported.
    Optional<Located<IpAddress>> address(HostName host) {
        return addresses.computeIfAbsent(host, this::find);
    }

    /// The host's own address, where anybody has asked for it.
    Optional<Located<IpAddress>> known(HostName host) {
        return addresses.getOrDefault(host, Optional.empty());
    }

    int mtu(HostName host) {
        return mtus.computeIfAbsent(
                host,
                _ ->
                        fields.in(fields.scope().of(host))
                                .get("mtu", Kinds.UNDERLAY_MTU)
                                .map(Located::value)
                                .orElse(DEFAULT_MTU));
    }

    /// The literal addresses by which the host is managed, its underlay address aside.
    List<IpAddress> management(HostName host) {
        return variable(host, OLDER_CONNECTION_VARIABLE)
                .or(() -> variable(host, CONNECTION_VARIABLE))
                .flatMap(node ->
                        new Scope(fields.scope().templates(), List.of(host), new Problems())
                                .read(CONNECTION_VARIABLE, node, Kinds.ADDRESS))
                .map(Located::value)
                .or(() -> literal(host))
                .filter(address -> !address.isLoopback())
                .stream()
                .toList();
    }

    /// Who keeps its daemons running.
    Services services(HostName host) {
        return variable(host, SERVICES_VARIABLE)
                .flatMap(node -> fields.scope().of(host).read(SERVICES_VARIABLE, node, SERVICES))
                .map(Located::value)
                .orElse(Services.SYSTEMD);
    }

    private Optional<Located<IpAddress>> find(HostName host) {
        Scope scope = fields.scope().of(host);
        if (fields.has("address")) {
            return fields.in(scope).get("address", TUNNEL_END);
        }
        Optional<Node> own = variable(host, ADDRESS_VARIABLE);
        if (own.isPresent()) {
            return read(scope, ADDRESS_VARIABLE, own.get());
        }
        Optional<Node> connection = variable(host, CONNECTION_VARIABLE);
        if (connection.isPresent()) {
            return read(scope, CONNECTION_VARIABLE, connection.get());
        }
        Location named = Objects.requireNonNull(inventory.get(host)).at();
        Optional<IpAddress> name = literal(host);
        if (name.isEmpty()) {
            Diagnostic problem = Diagnostic.error(named, "no underlay address", WHAT_TO_SET);
            scope.problems().add(problem, Optional.of(host));
        }
        return name.map(address -> new Located<>(address, named));
    }

    private static Optional<Located<IpAddress>> read(Scope scope, String variable, Node node) {
        return scope.read(
                "the underlay address ("
                        + variable
                        + ") of host '"
                        + scope.hosts().getFirst()
                        + "'",
                node,
                TUNNEL_END);
    }

    /// To Ansible a host without `ansible_host` is reached by its name.
    private static Optional<IpAddress> literal(HostName host) {
        try {
            return Optional.of(IpAddress.parse(host.value()));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private Optional<Node> variable(HostName host, String name) {
        return Optional.ofNullable(inventory.get(host))
                .flatMap(known -> Optional.ofNullable(known.variables().get(name)))
                .map(Variable::value)
                .filter(node -> !Fields.isNull(node));
    }

    private static IpAddress tunnelEnd(String text) {
        IpAddress address;
        try {
            address = IpAddress.parse(text);
        } catch (IllegalArgumentException _) {
            throw new Kind.Hint(
                    "it must be an IP address, for tunnels go to addresses: " + WHAT_TO_SET);
        }
        if (address.isLoopback()) {
            throw new Kind.Hint("that is the host itself: " + WHAT_TO_SET);
        }
        boolean zoned = address.isLinkLocal() && address.bytes().length == 16;
        if (address.isUnspecified() || address.isMulticast() || zoned) {
            throw new Kind.Hint("no other host can reach it by that: " + WHAT_TO_SET);
        }
        return address;
    }
}
