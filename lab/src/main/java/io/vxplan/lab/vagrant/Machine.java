package io.vxplan.lab.vagrant;

import io.vxplan.inventory.Inventory;
import io.vxplan.inventory.Inventory.InventoryHost;
import io.vxplan.inventory.Parsed;
import io.vxplan.inventory.Values;
import io.vxplan.inventory.Variable;
import io.vxplan.inventory.template.Templates;
import io.vxplan.inventory.yaml.Node;
import io.vxplan.lab.LabException;
import io.vxplan.lab.layout.Cable;
import io.vxplan.lab.layout.Cable.Attachment;
import io.vxplan.lab.layout.LabLayout;
import io.vxplan.lab.layout.Namespace;
import io.vxplan.model.HostName;
import io.vxplan.model.address.InterfaceAddress;
import io.vxplan.model.address.InterfaceName;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/// A virtual machine as the Vagrantfile is told of it.
///
/// @param name the host's
/// @param memory MiB
/// @param nics on the underlay, one for each of its subnets that the host is in
public record Machine(String name, int memory, int cpus, List<Nic> nics) {
    private static final String MEMORY = "vxplan_lab_memory";
    private static final String CPUS = "vxplan_lab_cpus";

    /// Room for both daemons.
    private static final int USUAL_MEMORY = 512;

    private static final JsonMapper MAPPER = new JsonMapper();

    public Machine {
        nics = List.copyOf(nics);
    }

    /// @param network a private one: the name of the subnet's bridge
    /// @param addresses each with the length of its prefix
    /// @param gateway to the other subnets; empty where there is none
    /// @param mtu bytes
    public record Nic(String network, List<String> addresses, Optional<String> gateway, int mtu) {

        public Nic {
            addresses = List.copyOf(addresses);
        }

        /// The first, without the length.
        String address() {
            return InterfaceAddress.parse(addresses.getFirst()).address().toString();
        }
    }

    /// One for each host.
    ///
    /// @throws LabException where a variable makes no sense
    public static List<Machine> of(Inventory inventory, LabLayout layout) throws LabException {
        Templates templates = new Templates(inventory);
        List<Machine> machines = new ArrayList<>();
        for (InventoryHost host : inventory.hosts().values()) {
            machines.add(
                    new Machine(
                            host.name().value(),
                            number(host, MEMORY, USUAL_MEMORY, templates),
                            number(host, CPUS, 1, templates),
                            nics(layout, host.name())));
        }
        return machines;
    }

    private static List<Nic> nics(LabLayout layout, HostName host) {
        Namespace place = Objects.requireNonNull(layout.hosts().get(host));
        List<Nic> nics = new ArrayList<>();
        for (Cable cable : layout.cables()) {
            if (cable.first().namespace().equals(place.name())
                    && cable.first().attachment() instanceof Attachment.Addressed(var addresses)
                    && cable.second().namespace().equals(layout.underlay().name())
                    && cable.second().attachment() instanceof Attachment.PortOf(var bridge)) {
                nics.add(
                        new Nic(
                                bridge.value(),
                                addresses.stream().map(Object::toString).toList(),
                                gateway(layout, place, bridge),
                                cable.mtu()));
            }
        }
        return nics;
    }

    private static Optional<String> gateway(
            LabLayout layout, Namespace host, InterfaceName bridge) {
        return layout.underlay().switches().stream()
                .filter(each -> each.name().equals(bridge))
                .flatMap(each -> each.addresses().stream())
                .map(InterfaceAddress::address)
                .filter(host.gateways()::contains)
                .map(Object::toString)
                .findFirst();
    }

    private static int number(InventoryHost host, String name, int usual, Templates templates)
            throws LabException {
        Variable variable = host.variables().get(name);
        if (variable == null) {
            return usual;
        }
        Parsed<Node> rendered = templates.render(variable.value(), host.name());
        Optional<Long> number =
                rendered.value()
                        .map(Values::of)
                        .flatMap(value -> Stream.of(value).filter(Long.class::isInstance).findAny())
                        .map(Long.class::cast)
                        .filter(value -> value > 0 && value <= Integer.MAX_VALUE);
        if (number.isEmpty()) {
            throw new LabException(
                    "%s of host '%s' must be a number from 1".formatted(name, host.name()),
                    "see " + variable.value().at());
        }
        return number.get().intValue();
    }

    /// What the Vagrantfile reads.
    public static String json(List<Machine> machines) {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(machines) + "\n";
    }

    static List<Machine> parse(String json) {
        return List.of(MAPPER.readValue(json, Machine[].class));
    }
}
