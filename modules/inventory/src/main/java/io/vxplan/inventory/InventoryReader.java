package io.vxplan.inventory;

import io.vxplan.inventory.GroupTree.Group;
import io.vxplan.inventory.yaml.Document;
import io.vxplan.inventory.yaml.Node;
import io.vxplan.inventory.yaml.YamlReader;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.Location;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads an Ansible inventory: YAML with `group_vars/` and `host_vars/` beside it, or the JSON of
/// `ansible-inventory --list`. Which of them it is, the content tells.
public final class InventoryReader {
    private static final Path STANDARD_INPUT = Path.of("-");
    private static final String ADVICE = "name your hosts under 'all:' and 'hosts:'";

    private InventoryReader() {}

    /// @param file `-` is standard input
    public static Parsed<Inventory> read(Path file) {
        if (file.equals(STANDARD_INPUT)) {
            return read(System.in, "standard input");
        }
        Optional<Diagnostic> refusal = OtherSource.refuse(file);
        if (refusal.isPresent()) {
            return new Parsed<>(Optional.empty(), List.of(refusal.get()));
        }
        String name = file.toString();
        List<Diagnostic> problems = new ArrayList<>();
        return read(
                name,
                YamlReader.readFile(file, name),
                VarsFolder.open(file.resolveSibling("group_vars"), problems),
                VarsFolder.open(file.resolveSibling("host_vars"), problems),
                Optional.of(file.toAbsolutePath().normalize()),
                problems);
    }

    /// Nothing stands beside a stream.
    ///
    /// @param name what messages call it: `standard input`
    public static Parsed<Inventory> read(InputStream in, String name) {
        return read(
                name,
                YamlReader.readStream(in, name),
                VarsFolder.none(),
                VarsFolder.none(),
                Optional.empty(),
                new ArrayList<>());
    }

    private static Parsed<Inventory> read(
            String name,
            Document document,
            VarsFolder groupVars,
            VarsFolder hostVars,
            Optional<Path> file,
            List<Diagnostic> problems) {
        problems.addAll(document.problems());
        Optional<Node.Mapping> root = mapping(name, document, problems);
        if (root.isEmpty()) {
            return new Parsed<>(Optional.empty(), problems);
        }
        GroupTree tree = new GroupTree();
        // The list has every host's effective variables already, those of the folders too.
        boolean complete = ListInventory.recognises(root.get());
        if (complete) {
            new ListInventory(tree, problems).read(root.get());
        } else {
            new YamlInventory(tree, problems).read(root.get());
        }
        tree.complete();
        warnOfClashes(tree, problems);
        Precedence precedence =
                complete
                        ? new Precedence(tree, VarsFolder.none(), VarsFolder.none())
                        : new Precedence(tree, groupVars, hostVars);
        return new Parsed<>(Optional.of(precedence.resolve(file)), problems);
    }

    private static Optional<Node.Mapping> mapping(
            String name, Document document, List<Diagnostic> problems) {
        switch (document.root().orElse(null)) {
            case null -> {
                if (problems.isEmpty()) {
                    Location whole = new Location(name, 0, 0);
                    problems.add(Diagnostic.error(whole, "the inventory is empty", ADVICE));
                }
            }
            case Node.Mapping mapping when mapping.get("plugin").isPresent() ->
                    problems.add(
                            OtherSource.refusal(
                                    Path.of(name), "this configures a plugin of Ansible"));
            case Node.Mapping mapping -> {
                return Optional.of(mapping);
            }
            case Node other ->
                    problems.add(
                            Diagnostic.error(
                                    other.at(),
                                    "an inventory must be a mapping of groups, not "
                                            + Values.kind(other),
                                    ADVICE));
        }
        return Optional.empty();
    }

    private static void warnOfClashes(GroupTree tree, List<Diagnostic> problems) {
        for (Group group : tree.groups()) {
            tree.host(group.name)
                    .ifPresent(host ->
                            problems.add(
                                    Diagnostic.warning(
                                            host.at,
                                            "'%s' is a group and a host".formatted(group.name),
                                            "in a host pattern it means the host; rename one of them")));
        }
    }
}
