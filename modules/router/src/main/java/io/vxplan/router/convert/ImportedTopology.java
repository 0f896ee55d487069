package io.vxplan.router.convert;

import io.vxplan.discovery.state.Stack;
import io.vxplan.inventory.Parsed;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.Located;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.Prefix;
import io.vxplan.provision.Template;
import io.vxplan.provision.YamlText;
import io.vxplan.router.routing.Routing;
import io.vxplan.router.routing.Routing.LocalNetwork;
import io.vxplan.router.routing.Routing.RemoteStack;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// An inventory and a topology that say what `routing.yaml` says with every stack there: what they
/// compile to is what the router would set.
///
/// @param inventory text of `inventory.yaml`
/// @param topology text of `topology.yaml`
public record ImportedTopology(String inventory, String topology) {
    /// Of hosts: no range or port to an inventory, no template.
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*");

    /// @param file what comments call it
    /// @param present the stacks that discovery knows: where they are, and what they say of
    ///   themselves where `routing.yaml` doesn't; of other VNIs as well
    /// @param underlay by id of the stack, before what discovery knows
    public static Parsed<ImportedTopology> of(
            Routing routing,
            String file,
            Collection<Stack> present,
            Map<String, Located<IpAddress>> underlay) {
        return new Import(routing, YamlText.comment(file), present, underlay).result();
    }

    /// A stack and what is known of it.
    private record Host(
            Located<String> id,
            Optional<IpAddress> underlay,
            Optional<IpAddress> address,
            List<Prefix> networks) {}

    private static final class Import {
        private final Routing routing;
        private final String file;
        private final Map<String, Stack> present = new TreeMap<>();
        private final Map<String, Located<IpAddress>> underlay;
        private final List<Diagnostic> problems = new ArrayList<>();

        Import(
                Routing routing,
                String file,
                Collection<Stack> present,
                Map<String, Located<IpAddress>> underlay) {
            this.routing = routing;
            this.file = file;
            this.underlay = underlay;
            present.stream()
                    .filter(stack -> stack.vni().equals(routing.vni().value()))
                    .forEach(stack -> this.present.put(stack.id(), stack));
            this.present.remove(routing.stackId().value());
        }

        Parsed<ImportedTopology> result() {
            List<Host> hosts = hosts();
            hosts.forEach(this::check);
            strangers(hosts);
            ImportedTopology imported =
                    new ImportedTopology(
                            new Template("import-inventory.yaml").render(values(hosts)),
                            new Template("import-topology.yaml").render(values(hosts)));
            return new Parsed<>(Optional.of(imported), problems);
        }

        private List<Host> hosts() {
            List<Host> hosts = new ArrayList<>();
            hosts.add(own());
            Map<String, Stack> unlisted = new TreeMap<>(present);
            for (RemoteStack remote : routing.remoteStacks()) {
                Optional<Stack> stack = Optional.ofNullable(unlisted.remove(remote.id().value()));
                hosts.add(remote(remote, stack));
            }
            unlisted.values()
                    .forEach(stack ->
                            hosts.add(
                                    remote(
                                            new RemoteStack(
                                                    new Located<>(
                                                            stack.id(), routing.stackId().at()),
                                                    Optional.empty(),
                                                    List.of()),
                                            Optional.of(stack))));
            return hosts;
        }

        private Host own() {
            return new Host(
                    routing.stackId(),
                    given(routing.stackId().value())
                            .or(() -> routing.underlay().map(Located::value)),
                    Optional.of(routing.address().value()),
                    List.of());
        }

        /// As the router: what the file says, else what the stack says of itself.
        private Host remote(RemoteStack remote, Optional<Stack> stack) {
            List<Prefix> configured = remote.networks().stream().map(Located::value).toList();
            return new Host(
                    remote.id(),
                    given(remote.id().value())
                            .or(() -> stack.map(known -> known.endpoint().address())),
                    remote.gateway().map(Located::value).or(() -> stack.flatMap(Stack::vxlanIp)),
                    configured.isEmpty()
                            ? stack.map(Stack::networks).orElse(List.of())
                            : configured);
        }

        private Optional<IpAddress> given(String id) {
            return Optional.ofNullable(underlay.get(id)).map(Located::value);
        }

        private void check(Host host) {
            if (!HOST.matcher(host.id().value()).matches()) {
                problems.add(
                        Diagnostic.error(
                                host.id().at(),
                                "stack id '%s' can't be the name of a host".formatted(host.id()),
                                "a host's name is of letters, digits, '.', '_' and '-': rename the stack"));
            }
            if (host.underlay().isEmpty()) {
                problems.add(
                        Diagnostic.warning(
                                host.id().at(),
                                "it is not said where stack '%s' is".formatted(host.id()),
                                "set ansible_host in inventory.yaml, or give --address or --state"));
            }
            if (host.address().isEmpty()) {
                problems.add(
                        Diagnostic.warning(
                                host.id().at(),
                                "stack '%s' has no vxlan_gateway: it gets the next free address"
                                        .formatted(host.id()),
                                "set the one that it has in topology.yaml"));
            }
        }

        private void strangers(List<Host> hosts) {
            Map<String, Located<IpAddress>> strangers = new TreeMap<>(underlay);
            hosts.forEach(host -> strangers.remove(host.id().value()));
            strangers.forEach((id, address) ->
                    problems.add(
                            Diagnostic.error(
                                    address.at(),
                                    "there is no stack '%s' in %s".formatted(id, file),
                                    "")));
        }

        private Map<String, Object> values(List<Host> hosts) {
            Map<String, Object> values = new HashMap<>();
            values.put("file", file);
            values.put("topology", YamlText.scalar(routing.mark().topology()));
            values.put("overlay", YamlText.scalar(routing.mark().overlay()));
            values.put("vni", routing.vni().value().value());
            values.put("subnet", YamlText.scalar(routing.subnet()));
            values.put("port", routing.port() == Routing.DEFAULT_PORT ? 0 : routing.port());
            values.put("mtu", routing.mtu().map(Located::value).orElse(0));
            values.put(
                    "hosts",
                    hosts.stream()
                            .map(host ->
                                    Map.of(
                                            "name", YamlText.scalar(host.id()),
                                            "underlay", text(host.underlay()),
                                            "address", text(host.address())))
                            .toList());
            values.put("networks", networks(hosts));
            return values;
        }

        private List<Map<String, String>> networks(List<Host> hosts) {
            List<Map<String, String>> networks = new ArrayList<>();
            for (LocalNetwork network : routing.networks()) {
                networks.add(
                        network(
                                YamlText.comment(network.name()),
                                network.subnet().value(),
                                routing.stackId().value(),
                                network.gateway().map(Located::value)));
            }
            for (Host host : hosts) {
                host.networks().stream()
                        .distinct()
                        .sorted()
                        .forEach(prefix ->
                                networks.add(
                                        network("", prefix, host.id().value(), Optional.empty())));
            }
            return networks;
        }

        private static Map<String, String> network(
                String name, Prefix prefix, String host, Optional<IpAddress> gateway) {
            Map<String, String> network = new LinkedHashMap<>();
            network.put("name", name);
            network.put("prefix", YamlText.scalar(prefix));
            network.put("host", YamlText.scalar(host));
            network.put("gateway", text(gateway));
            return network;
        }

        /// Empty for nothing.
        private static String text(Optional<IpAddress> address) {
            return address.map(YamlText::scalar).orElse("");
        }
    }
}
