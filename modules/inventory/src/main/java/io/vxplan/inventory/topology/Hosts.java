package io.vxplan.inventory.topology;

import io.vxplan.inventory.Inventory;
import io.vxplan.inventory.Nearest;
import io.vxplan.model.HostName;
import io.vxplan.model.Located;
import java.util.List;
import java.util.Optional;

/// The hosts that a topology may name.
record Hosts(Inventory inventory, Problems problems) {

    /// A host by its name; empty where the inventory has none such, which is reported.
    Optional<HostName> named(Located<String> name) {
        HostName host = new HostName(name.value());
        if (inventory.hosts().containsKey(host)) {
            return Optional.of(host);
        }
        List<String> names = inventory.hosts().keySet().stream().map(HostName::value).toList();
        String question = Nearest.advice(name.value(), names);
        problems.error(
                name.at(),
                "there is no host '" + name.value() + "' in the inventory",
                question.isEmpty() ? "add it there, or mend the name" : question);
        return Optional.empty();
    }

    /// The hosts that an Ansible pattern matches, in the order of the inventory.
    List<HostName> matching(Located<String> pattern) {
        List<HostName> hosts = match(pattern.value());
        if (hosts.isEmpty()) {
            problems.error(
                    pattern.at(),
                    "the pattern '" + pattern.value() + "' matches no host",
                    "the groups of the inventory are "
                            + String.join(", ", inventory.groups().keySet()));
        }
        return hosts;
    }

    private List<HostName> match(String pattern) {
        if (pattern.equals("all")) {
            return List.copyOf(inventory.hosts().keySet());
        }
        if (inventory.groups().containsKey(pattern)) {
            return List.copyOf(inventory.groups().get(pattern));
        }
        HostName host = new HostName(pattern);
        return inventory.hosts().containsKey(host) ? List.of(host) : List.of();
    }
}
