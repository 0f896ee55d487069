package io.vxplan.lab.folder;

import io.vxplan.inventory.Inventory;
import io.vxplan.inventory.Inventory.InventoryHost;
import io.vxplan.inventory.yaml.Node;
import io.vxplan.model.HostName;
import io.vxplan.model.IpAddress;
import io.vxplan.model.Topology;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// The user's inventory with the lab's connections: the same hosts, groups and variables, but for
/// everything that says how to reach a host.
public final class LabInventory {
    private static final Set<String> OF_THE_USER_ALONE =
            Set.of("vxplan_topology", "vxplan_netns", "vxplan_socket_netns");

    private LabInventory() {}

    /// How the lab's hosts are reached.
    public sealed interface Access {
        /// By entering their namespaces.
        record Namespaces() implements Access {}

        /// By SSH, from the namespace of the underlay.
        record Ssh(Path underlay, Path keyFile, Path knownHosts) implements Access {}
    }

    /// @param namespace the path of a host's namespace
    public static Node of(
            Inventory inventory,
            Topology topology,
            Access access,
            Function<HostName, Path> namespace) {
        SortedMap<String, Node> hosts = new TreeMap<>();
        for (InventoryHost host : inventory.hosts().values()) {
            hosts.put(
                    host.name().value(),
                    Nodes.mapping(variables(host, topology, access, namespace)));
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

    private static SortedMap<String, Node> variables(
            InventoryHost host,
            Topology topology,
            Access access,
            Function<HostName, Path> namespace) {
        SortedMap<String, Node> variables = new TreeMap<>();
        host.variables()
                .forEach((name, variable) -> {
                    if (!name.startsWith("ansible_") && !OF_THE_USER_ALONE.contains(name)) {
                        variables.put(name, variable.value());
                    }
                });
        Optional<IpAddress> underlay =
                Optional.ofNullable(topology.hosts().get(host.name()))
                        .map(known -> known.address().value());
        underlay.ifPresent(address -> {
            variables.put("ansible_host", Nodes.text(address));
            variables.put("vxplan_underlay", Nodes.text(address));
        });
        // Whatever the user's hosts have: no namespace has a systemd of its own.
        variables.put("vxplan_services", Nodes.text("none"));
        switch (access) {
            case Access.Ssh ssh when underlay.isPresent() -> {
                variables.put("ansible_connection", Nodes.text("ssh"));
                variables.put("ansible_user", Nodes.text("root"));
                variables.put("ansible_ssh_private_key_file", Nodes.text(ssh.keyFile()));
                variables.put("vxplan_known_hosts", Nodes.text(ssh.knownHosts()));
                variables.put("vxplan_socket_netns", Nodes.text(ssh.underlay()));
            }
            case Access.Ssh _, Access.Namespaces _ -> {
                variables.put("ansible_connection", Nodes.text("netns"));
                variables.put("vxplan_netns", Nodes.text(namespace.apply(host.name())));
            }
        }
        return variables;
    }

    private static Node group(Set<HostName> members) {
        SortedMap<String, Node> hosts = new TreeMap<>();
        members.forEach(member -> hosts.put(member.value(), Nodes.empty()));
        return Nodes.mapping(new TreeMap<>(Map.of("hosts", Nodes.mapping(hosts))));
    }
}
