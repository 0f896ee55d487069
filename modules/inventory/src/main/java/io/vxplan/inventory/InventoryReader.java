package io.vxplan.inventory;

import io.vxplan.inventory.yaml.Document;
import io.vxplan.inventory.yaml.Node;
import io.vxplan.inventory.yaml.YamlReader;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.Location;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads an Ansible inventory in YAML.
public final class InventoryReader {
    private InventoryReader() {}

    public static Parsed<Inventory> read(Path file) {
        String name = file.toString();
        return read(name, YamlReader.readFile(file, name));
    }

    private static Parsed<Inventory> read(String name, Document document) {
        List<Diagnostic> problems = new ArrayList<>(document.problems());
        if (document.root().isEmpty()) {
            if (problems.isEmpty()) {
                problems.add(
                        Diagnostic.error(
                                new Location(name, 0, 0),
                                "the inventory is empty",
                                "name your hosts under 'all:', 'hosts:'"));
            }
            return new Parsed<>(Optional.empty(), problems);
        }
        if (!(document.root().get() instanceof Node.Mapping root)) {
            problems.add(
                    Diagnostic.error(
                            document.root().get().at(),
                            "an inventory must be a mapping of groups, not "
                                    + YamlInventory.kind(document.root().get()),
                            "name your hosts under 'all:', 'hosts:'"));
            return new Parsed<>(Optional.empty(), problems);
        }
        GroupTree tree = new GroupTree();
        new YamlInventory(tree, problems).read(root);
        tree.complete();
        Inventory inventory = new Precedence(tree, VarsFolder.NONE, VarsFolder.NONE).resolve();
        return new Parsed<>(Optional.of(inventory), problems);
    }
}
