package io.vxplan.inventory;

import io.vxplan.model.HostName;
import io.vxplan.model.Location;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.SortedMap;

/// An Ansible inventory, with every host's effective variables.
///
/// @param hosts in the order of the file
/// @param groups in the order of the file, each with all its hosts, those of its children too;
///   `all` and `ungrouped` are among them
/// @param file where it was read from, absolute
public record Inventory(
        SequencedMap<HostName, InventoryHost> hosts,
        SequencedMap<String, SequencedSet<HostName>> groups,
        Optional<Path> file) {

    /// @param at where it is named first
    /// @param groups the groups it is in, parents first, without `all`
    /// @param variables effective ones by name, after Ansible's precedence
    public record InventoryHost(
            HostName name,
            Location at,
            List<String> groups,
            SortedMap<String, Variable> variables) {
        public InventoryHost {
            groups = List.copyOf(groups);
            variables = Collections.unmodifiableSortedMap(variables);
        }
    }

    public Inventory {
        hosts = Collections.unmodifiableSequencedMap(hosts);
        groups = Collections.unmodifiableSequencedMap(groups);
    }

    /// An inventory of no file.
    public Inventory(
            SequencedMap<HostName, InventoryHost> hosts,
            SequencedMap<String, SequencedSet<HostName>> groups) {
        this(hosts, groups, Optional.empty());
    }

    /// @throws IllegalArgumentException where there is no such host
    public InventoryHost host(HostName name) {
        InventoryHost host = hosts.get(name);
        if (host == null) {
            throw new IllegalArgumentException("no host '" + name + "' in the inventory");
        }
        return host;
    }
}
