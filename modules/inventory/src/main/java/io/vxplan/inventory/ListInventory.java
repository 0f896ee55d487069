package io.vxplan.inventory;

import io.vxplan.inventory.GroupTree.Group;
import io.vxplan.inventory.GroupTree.Host;
import io.vxplan.inventory.yaml.Node;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.HostName;
import io.vxplan.model.Location;
import java.util.List;
import java.util.Optional;

/// Reads what `ansible-inventory --list` prints: groups that list names, and in `_meta` every
/// host's effective variables.
final class ListInventory {
    private static final String META = "_meta";
    private static final List<String> SECTIONS = List.of("children", "hosts", "vars");

    private final GroupTree tree;
    private final List<Diagnostic> problems;

    ListInventory(GroupTree tree, List<Diagnostic> problems) {
        this.tree = tree;
        this.problems = problems;
    }

    static boolean recognises(Node.Mapping root) {
        return root.get(META).isPresent();
    }

    void read(Node.Mapping root) {
        root.entries().stream()
                .filter(entry -> !entry.key().text().equals(META))
                .forEach(this::readGroup);
        mapping(root, META)
                .flatMap(meta -> mapping(meta, "hostvars"))
                .ifPresent(hosts -> hosts.entries().forEach(this::readVariables));
    }

    private void readGroup(Node.Entry entry) {
        String name = entry.key().text();
        if (name.isBlank()) {
            error(entry.key().at(), "a group needs a name", "");
            return;
        }
        Group group = tree.group(name);
        switch (entry.value()) {
            case Node.Mapping mapping -> readSections(group, mapping);
            case Node.Sequence hosts -> hosts.items().forEach(host -> readHost(group, host));
            case Node.Scalar scalar ->
                    error(
                            scalar.at(),
                            "group '%s' must be a mapping, not %s"
                                    .formatted(name, Values.kind(scalar)),
                            "it may have 'hosts', 'children' and 'vars'");
        }
    }

    private void readSections(Group group, Node.Mapping sections) {
        for (Node.Entry section : sections.entries()) {
            String key = section.key().text();
            switch (key) {
                case "hosts" -> items(section).forEach(host -> readHost(group, host));
                case "children" -> items(section).forEach(child -> readChild(group, child));
                case "vars" ->
                        mapping(sections, key)
                                .ifPresent(variables ->
                                        variables
                                                .entries()
                                                .forEach(each -> readVariable(group, each)));
                case String _ ->
                        error(
                                section.key().at(),
                                "unknown key '%s' in group '%s'".formatted(key, group.name),
                                Nearest.advice(key, SECTIONS));
            }
        }
    }

    private List<Node> items(Node.Entry section) {
        if (section.value() instanceof Node.Sequence sequence) {
            return sequence.items();
        }
        error(
                section.value().at(),
                "'%s' must be a list here, not %s"
                        .formatted(section.key().text(), Values.kind(section.value())),
                "the key '_meta' says that this is the output of `ansible-inventory --list`");
        return List.of();
    }

    private Optional<Node.Mapping> mapping(Node.Mapping parent, String key) {
        Optional<Node> value = parent.get(key);
        if (value.isPresent() && !(value.get() instanceof Node.Mapping)) {
            error(
                    value.get().at(),
                    "'%s' must be a mapping, not %s".formatted(key, Values.kind(value.get())),
                    "");
        }
        return value.filter(Node.Mapping.class::isInstance).map(Node.Mapping.class::cast);
    }

    private Optional<String> name(Node node) {
        if (Values.of(node) instanceof String name && !name.isBlank()) {
            return Optional.of(name);
        }
        error(node.at(), "a name must be a string, not " + Values.kind(node), "");
        return Optional.empty();
    }

    private void readHost(Group group, Node host) {
        name(host).ifPresent(name -> tree.addHost(group, new HostName(name), host.at()));
    }

    private void readChild(Group group, Node node) {
        Optional<String> name = name(node);
        if (name.isPresent() && !tree.addChild(group, tree.group(name.get()))) {
            error(
                    node.at(),
                    "group '%s' can't be within group '%s'".formatted(name.get(), group.name),
                    "'%s' is within '%s' already".formatted(group.name, name.get()));
        }
    }

    private void readVariable(Group group, Node.Entry entry) {
        group.set(entry.key().text(), new Variable(entry.value(), "group " + group.name));
    }

    private void readVariables(Node.Entry entry) {
        String name = entry.key().text();
        // As Ansible: variables alone don't make a host.
        Optional<Host> host = tree.host(name);
        if (host.isPresent() && entry.value() instanceof Node.Mapping variables) {
            variables
                    .entries()
                    .forEach(each ->
                            host.get()
                                    .variables
                                    .put(
                                            each.key().text(),
                                            new Variable(each.value(), "host " + name)));
        } else if (host.isPresent()) {
            error(
                    entry.value().at(),
                    "the variables of host '%s' must be a mapping, not %s"
                            .formatted(name, Values.kind(entry.value())),
                    "");
        }
    }

    private void error(Location at, String summary, String detail) {
        problems.add(Diagnostic.error(at, summary, detail));
    }
}
