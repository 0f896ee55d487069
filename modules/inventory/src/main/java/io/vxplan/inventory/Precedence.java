package io.vxplan.inventory;

import io.vxplan.inventory.GroupTree.Group;
import io.vxplan.inventory.GroupTree.Host;
import io.vxplan.inventory.Inventory.InventoryHost;
import io.vxplan.inventory.yaml.Node;
import io.vxplan.model.HostName;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Every host's effective variables. From the weakest to the strongest, as in Ansible: `all` in the
/// inventory, the other groups there, `group_vars/all`, the other groups' `group_vars/`, the host
/// in the inventory, `host_vars/`. A value replaces the one before as a whole.
///
/// Among groups: parents before children, then by `ansible_group_priority`, then by name.
final class Precedence {
    private final GroupTree tree;
    private final VarsFolder groupVars;
    private final VarsFolder hostVars;

    /// Most hosts share their groups with many others.
    private final Map<Set<Group>, Grouped> cache = new HashMap<>();

    private record Grouped(List<String> names, SortedMap<String, Variable> variables) {}

    Precedence(GroupTree tree, VarsFolder groupVars, VarsFolder hostVars) {
        this.tree = tree;
        this.groupVars = groupVars;
        this.hostVars = hostVars;
    }

    Inventory resolve(Optional<Path> file) {
        SequencedMap<HostName, InventoryHost> hosts = new LinkedHashMap<>();
        tree.hosts().forEach(host -> hosts.put(host.name, resolve(host)));
        SequencedMap<String, SequencedSet<HostName>> groups = new LinkedHashMap<>();
        tree.groups().forEach(group -> groups.put(group.name, tree.members(group)));
        return new Inventory(hosts, groups, file);
    }

    private InventoryHost resolve(Host host) {
        Grouped grouped = cache.computeIfAbsent(host.groups(), this::resolve);
        Map<String, Node> file = hostVars.variables(host.name.value());
        if (host.variables.isEmpty() && file.isEmpty()) {
            return new InventoryHost(host.name, host.at, grouped.names(), grouped.variables());
        }
        SortedMap<String, Variable> variables = new TreeMap<>(grouped.variables());
        variables.putAll(host.variables);
        put(variables, file, "host " + host.name);
        return new InventoryHost(host.name, host.at, grouped.names(), variables);
    }

    private Grouped resolve(Set<Group> direct) {
        // `all` is the only group of depth 0, so it comes first.
        List<Group> groups = tree.byPrecedence(direct);
        SortedMap<String, Variable> variables = new TreeMap<>();
        groups.forEach(group -> variables.putAll(group.variables));
        groups.forEach(
                group -> put(variables, groupVars.variables(group.name), "group " + group.name));
        List<String> names =
                groups.stream()
                        .map(group -> group.name)
                        .filter(name -> !name.equals(GroupTree.ALL))
                        .toList();
        return new Grouped(names, variables);
    }

    private static void put(Map<String, Variable> variables, Map<String, Node> file, String scope) {
        file.forEach((name, value) -> variables.put(name, new Variable(value, scope)));
    }
}
