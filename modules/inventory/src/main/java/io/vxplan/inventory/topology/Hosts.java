package io.vxplan.inventory.topology;

import io.vxplan.inventory.HostPattern;
import io.vxplan.inventory.Inventory;
import io.vxplan.inventory.Nearest;
import io.vxplan.inventory.fields.Problems;
import io.vxplan.model.HostName;
import io.vxplan.model.Located;
import java.util.List;
import java.util.Optional;

/// The hosts that a topology may name. Where the inventory has none, that is the mistake, and not
/// every name in the topology.
record Hosts(Inventory inventory, Problems problems) {

    /// A host by its name; empty where the inventory has none such, which is reported.
    Optional<HostName> named(Located<String> name) {
        HostName host = new HostName(name.value());
        if (inventory.hosts().containsKey(host)) {
            return Optional.of(host);
        }
        if (inventory.hosts().isEmpty()) {
            return Optional.empty();
        }
        List<String> names = inventory.hosts().keySet().stream().map(HostName::value).toList();
        String question = Nearest.advice(name.value(), names);
        problems.error(
                name.at(),
                "there is no host '" + name.value() + "' in the inventory",
                question.isEmpty() ? "add it there, or mend the name" : question);
        return Optional.empty();
    }

    /// The hosts that an Ansible pattern chooses, in the order of the inventory. A part of it that
    /// matches nobody is a slip: it would leave hosts in, or out, that the user means otherwise.
    List<HostName> matching(Located<HostPattern> pattern) {
        if (inventory.hosts().isEmpty()) {
            return List.of();
        }
        HostPattern.Selection selection = pattern.value().select(inventory);
        for (HostPattern.Unmatched unmatched : selection.unmatched()) {
            String groups = "the groups are " + String.join(", ", inventory.groups().keySet());
            problems.error(
                    pattern.at(),
                    "'" + unmatched.term() + "' matches no host or group",
                    unmatched.advice().isEmpty() ? groups : unmatched.advice());
        }
        if (selection.hosts().isEmpty() && selection.unmatched().isEmpty()) {
            problems.error(pattern.at(), "the pattern matches no host", "name at least one");
        }
        return List.copyOf(selection.hosts());
    }
}
