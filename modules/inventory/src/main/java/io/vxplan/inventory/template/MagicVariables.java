package io.vxplan.inventory.template;

import io.vxplan.inventory.Inventory;
import io.vxplan.inventory.Inventory.InventoryHost;
import io.vxplan.model.HostName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The variables that Ansible gives every host; the user's own of the same name lose against them.
///
/// @param variable renders a host's own variable
/// @param missed is told of names that stand for nothing
record MagicVariables(
        Inventory inventory,
        BiFunction<HostName, String, @Nullable Object> variable,
        Consumer<Undefined> missed) {
    private static final List<String> ALWAYS =
            List.of(
                    "inventory_hostname",
                    "inventory_hostname_short",
                    "group_names",
                    "groups",
                    "hostvars");

    private static final List<String> OF_A_FILE = List.of("inventory_dir", "inventory_file");

    List<String> names() {
        List<String> names = new ArrayList<>(ALWAYS);
        inventory.file().ifPresent(_ -> names.addAll(OF_A_FILE));
        return names;
    }

    boolean has(String name) {
        return ALWAYS.contains(name) || (OF_A_FILE.contains(name) && inventory.file().isPresent());
    }

    @Nullable Object value(HostName host, String name) {
        return switch (name) {
            case "inventory_hostname" -> host.value();
            case "inventory_hostname_short" -> host.value().split("\\.", 2)[0];
            case "group_names" -> groupsOf(host);
            case "groups" -> groups();
            case "hostvars" -> hostvars();
            case "inventory_dir" -> path("..");
            case "inventory_file" -> path("");
            default -> throw new IllegalArgumentException(name);
        };
    }

    private String path(String relative) {
        return inventory.file().orElseThrow().resolve(relative).normalize().toString();
    }

    private List<String> groupsOf(HostName host) {
        InventoryHost known = inventory.hosts().get(host);
        return known == null ? List.of() : known.groups().stream().sorted().toList();
    }

    private LookupMap groups() {
        return new LookupMap(
                "groups",
                inventory.groups().keySet(),
                group -> {
                    Set<HostName> hosts = inventory.groups().get(group);
                    return hosts == null ? null : hosts.stream().map(HostName::value).toList();
                },
                missed);
    }

    /// Of every host its variables, rendered when one of them is asked for.
    private LookupMap hostvars() {
        Set<String> hosts = new LinkedHashSet<>();
        inventory.hosts().keySet().forEach(host -> hosts.add(host.value()));
        return new LookupMap("hostvars", hosts, this::variablesOf, missed);
    }

    private @Nullable Object variablesOf(String name) {
        HostName host = new HostName(name);
        InventoryHost known = inventory.hosts().get(host);
        if (known == null) {
            return null;
        }
        Set<String> names = new LinkedHashSet<>(new ArrayList<>(known.variables().keySet()));
        List<String> own = names().stream().filter(each -> !each.equals("hostvars")).toList();
        names.addAll(own);
        return new LookupMap(
                "hostvars." + name,
                names,
                each -> own.contains(each) ? value(host, each) : variable.apply(host, each),
                missed);
    }
}
