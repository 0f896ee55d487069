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
import io.vxplan.model.HostName;
import io.vxplan.model.address.Family;
import io.vxplan.model.address.InterfaceAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/// A virtual machine as the Vagrantfile is told of it.
///
/// @param name the host's
/// @param address on the private network, which is the underlay
/// @param mtu bytes, there
/// @param memory MiB
public record Machine(String name, String address, int mtu, int memory, int cpus) {
    private static final String MEMORY = "vxplan_lab_memory";
    private static final String CPUS = "vxplan_lab_cpus";

    /// Room for both daemons.
    private static final int USUAL_MEMORY = 512;

    /// What Vagrant makes of an address; a router between several networks there is none.
    private static final int NETWORK_BITS = 24;

    private static final JsonMapper MAPPER = new JsonMapper();

    /// One for each host.
    ///
    /// @throws LabException where machines can't be what the topology needs
    public static List<Machine> of(Inventory inventory, LabLayout layout) throws LabException {
        Templates templates = new Templates(inventory);
        List<Machine> machines = new ArrayList<>();
        InterfaceAddress first = null;
        for (InventoryHost host : inventory.hosts().values()) {
            Cable cable = underlayCable(layout, host.name());
            InterfaceAddress address = address(cable, host.name());
            first = first == null ? address : first;
            if (!first.prefix().equals(address.prefix())) {
                throw new LabException(
                        "%s and %s are in different subnets, and the network of the machines is one"
                                .formatted(first.address(), address.address()),
                        "use --provider netns, or addresses of one /" + NETWORK_BITS);
            }
            machines.add(
                    new Machine(
                            host.name().value(),
                            address.address().toString(),
                            cable.mtu(),
                            number(host, MEMORY, USUAL_MEMORY, templates),
                            number(host, CPUS, 1, templates)));
        }
        return machines;
    }

    private static Cable underlayCable(LabLayout layout, HostName host) throws LabException {
        String namespace = layout.name().host(host);
        List<Cable> cables =
                layout.cables().stream()
                        .filter(cable ->
                                cable.first().namespace().equals(namespace)
                                        && cable.second()
                                                .namespace()
                                                .equals(layout.underlay().name()))
                        .toList();
        if (cables.size() != 1) {
            throw new LabException(
                    "host '%s' is in %d underlay networks, and a machine is in one"
                            .formatted(host, cables.size()),
                    "use --provider netns, or take the host out of the inventory");
        }
        return cables.getFirst();
    }

    private static InterfaceAddress address(Cable cable, HostName host) throws LabException {
        if (cable.first().attachment() instanceof Attachment.Addressed(var addresses)
                && addresses.size() == 1
                && addresses.getFirst().address().family() == Family.IPV4) {
            return addresses.getFirst();
        }
        throw new LabException(
                "host '%s' does not have exactly one underlay address, of IPv4".formatted(host),
                "use --provider netns");
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
