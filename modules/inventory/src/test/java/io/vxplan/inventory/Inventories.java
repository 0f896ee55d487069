package io.vxplan.inventory;

import io.vxplan.inventory.Inventory.InventoryHost;
import io.vxplan.inventory.yaml.Node;
import io.vxplan.inventory.yaml.YamlReader;
import io.vxplan.model.HostName;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.SortedMap;
import java.util.TreeMap;

/// Small inventories for tests: hosts with their effective variables.
public final class Inventories {
    private Inventories() {}

    /// Hosts h1, h2, ... with `vxplan_underlay` 198.18.0.1, 198.18.0.2, ...
    public static Inventory numbered(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= count; i++) {
            text.append("h%d: { vxplan_underlay: 198.18.0.%d }\n".formatted(i, i));
        }
        return of(text.toString());
    }

    /// @param text host: { groups: [...], variable: value, ... }
    public static Inventory of(String text) {
        Node.Mapping root =
                (Node.Mapping) YamlReader.read(text, "inventory.yaml").root().orElseThrow();
        SequencedMap<HostName, InventoryHost> hosts = new LinkedHashMap<>();
        SortedMap<String, SequencedSet<HostName>> groups = new TreeMap<>();
        groups.put("all", new LinkedHashSet<>());
        for (Node.Entry entry : root.entries()) {
            HostName name = new HostName(entry.key().text());
            SortedMap<String, Variable> variables = new TreeMap<>();
            List<String> of = List.of();
            for (Node.Entry variable : ((Node.Mapping) entry.value()).entries()) {
                if (variable.key().text().equals("groups")) {
                    of = strings((Node.Sequence) variable.value());
                } else {
                    variables.put(
                            variable.key().text(), new Variable(variable.value(), "host " + name));
                }
            }
            groups.get("all").add(name);
            of.forEach(
                    group -> groups.computeIfAbsent(group, _ -> new LinkedHashSet<>()).add(name));
            hosts.put(name, new InventoryHost(name, entry.key().at(), of, variables));
        }
        return new Inventory(hosts, groups);
    }

    private static List<String> strings(Node.Sequence sequence) {
        return sequence.items().stream().map(item -> ((Node.Scalar) item).text()).toList();
    }
}
