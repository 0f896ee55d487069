package io.vxplan.lab.folder;

import io.vxplan.inventory.Inventory;
import io.vxplan.inventory.Inventory.InventoryHost;
import io.vxplan.inventory.yaml.Node;
import io.vxplan.model.HostName;
import io.vxplan.model.topology.Topology;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// The user's inventory with the lab's connections: the same hosts, groups and variables, but for
/// everything that says how to reach a host.
public final class LabInventory {
    private static final Set<String> OF_THE_USER_ALONE =
            Set.of("vxplan_topology", "vxplan_netns", "vxplan_socket_netns");

    private LabInventory() {}

    /// @param connections each host's variables of the lab's own
    public static Node of(
            Inventory inventory,
            Topology topology,
            SortedMap<HostName, SortedMap<String, String>> connections) {
        SortedMap<String, Node> hosts = new TreeMap<>();
        for (InventoryHost host : inventory.hosts().values()) {
            SortedMap<String, Node> variables = variables(host, topology);
            connections
                    .getOrDefault(host.name(), Collections.emptySortedMap())
                    .forEach((name, value) -> variables.put(name, Nodes.text(value)));
            hosts.put(host.name().value(), Nodes.mapping(variables));
        }
        SortedMap<String, Node> groups = new TreeMap<>();
        inventory
                .groups()
                .forEach((name, members) -> {
                    if (!name.equals("all") && !name.equals("ungrouped")) {
                        groups.put(name, group(members));
                    }
                });
        SortedMap<String, Node> all = new TreeMap<>();
        all.put("hosts", Nodes.mapping(hosts));
        all.put("children", Nodes.mapping(groups));
        return Nodes.mapping(new TreeMap<>(Map.of("all", Nodes.mapping(all))));
    }

    private static SortedMap<String, Node> variables(InventoryHost host, Topology topology) {
        SortedMap<String, Node> variables = new TreeMap<>();
        host.variables()
                .forEach((name, variable) -> {
                    if (!name.startsWith("ansible_") && !OF_THE_USER_ALONE.contains(name)) {
                        variables.put(name, variable.value());
                    }
                });
        Optional.ofNullable(topology.hosts().get(host.name()))
                .map(known -> Nodes.text(known.address().value()))
                .ifPresent(address -> {
                    variables.put("ansible_host", address);
                    variables.put("vxplan_underlay", address);
                });
        return variables;
    }

    private static Node group(Set<HostName> members) {
        SortedMap<String, Node> hosts = new TreeMap<>();
        members.forEach(member -> hosts.put(member.value(), Nodes.empty()));
        return Nodes.mapping(new TreeMap<>(Map.of("hosts", Nodes.mapping(hosts))));
    }
}
