package io.vxplan.inventory;

import io.vxplan.inventory.GroupTree.Group;
import io.vxplan.inventory.GroupTree.Host;
import io.vxplan.inventory.yaml.Node;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.HostName;
import io.vxplan.model.Location;
import java.util.List;
import java.util.Optional;

/// Reads groups, hosts and their variables as Ansible's YAML inventories have them, in the order of
/// the file: where a variable is set twice for one group or host, the later one stands.
final class YamlInventory {
    private static final List<String> SECTIONS = List.of("children", "hosts", "vars");
    private static final String PRIORITY = "ansible_group_priority";

    private static final int MAX_PORT = 65_535;

    private final GroupTree tree;
    private final List<Diagnostic> problems;

    YamlInventory(GroupTree tree, List<Diagnostic> problems) {
        this.tree = tree;
        this.problems = problems;
    }

    void read(Node.Mapping root) {
        for (Node.Entry entry : root.entries()) {
            readGroup(entry);
        }
    }

    private Optional<Group> readGroup(Node.Entry entry) {
        Optional<String> name = name(entry.key(), "group");
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Group group = tree.group(name.get());
        switch (entry.value()) {
            case Node.Mapping mapping ->
                    mapping.entries().forEach(section -> readSection(group, section));
            case Node.Scalar scalar when isNull(scalar) -> {
                // a group without anything in it
            }
            case Node other ->
                    error(
                            other.at(),
                            "group '%s' must be a mapping, not %s"
                                    .formatted(group.name, Values.kind(other)),
                            "it may have 'hosts', 'children' and 'vars'");
        }
        return Optional.of(group);
    }

    private void readSection(Group group, Node.Entry section) {
        String key = section.key().text();
        switch (key) {
            case "children" -> entries(group, section).forEach(entry -> readChild(group, entry));
            case "hosts" -> entries(group, section).forEach(entry -> readHosts(group, entry));
            case "vars" -> entries(group, section).forEach(entry -> readVariable(group, entry));
            case String _ ->
                    error(
                            section.key().at(),
                            "unknown key '%s' in group '%s'".formatted(key, group.name),
                            advice(key, section.value()));
        }
    }

    private static String advice(String key, Node value) {
        boolean isGroup =
                value instanceof Node.Mapping mapping
                        && SECTIONS.stream().anyMatch(name -> mapping.get(name).isPresent());
        if (isGroup) {
            return "a group within a group goes under 'children'";
        }
        return Nearest.of(key, SECTIONS)
                .map("did you mean '%s'?"::formatted)
                .orElse("a group has 'hosts', 'children' and 'vars'");
    }

    /// As Ansible, this takes one name alone (`hosts: web1`) for a mapping with that name only.
    private List<Node.Entry> entries(Group group, Node.Entry section) {
        String key = section.key().text();
        return switch (section.value()) {
            case Node.Mapping mapping -> mapping.entries();
            case Node.Scalar scalar when isNull(scalar) -> List.of();
            case Node.Scalar scalar
                    when !key.equals("vars") && Values.of(scalar) instanceof String ->
                    List.of(new Node.Entry(scalar, empty(scalar.at())));
            case Node other -> {
                error(
                        other.at(),
                        "'%s' of group '%s' must be a mapping, not %s"
                                .formatted(key, group.name, Values.kind(other)),
                        other instanceof Node.Sequence
                                ? "write 'name:' instead of '- name'"
                                : "write 'name:' and what belongs to it, one a line");
                yield List.of();
            }
        };
    }

    private static Node empty(Location at) {
        return new Node.Scalar(at, "", true, Optional.empty());
    }

    private void readChild(Group parent, Node.Entry entry) {
        Optional<Group> child = readGroup(entry);
        if (child.isPresent() && !tree.addChild(parent, child.get())) {
            String name = child.get().name;
            error(
                    entry.key().at(),
                    "group '%s' can't be within group '%s'".formatted(name, parent.name),
                    name.equals(parent.name)
                            ? "it is the same group"
                            : "'%s' is within '%s' already".formatted(parent.name, name));
        }
    }

    private void readVariable(Group group, Node.Entry entry) {
        String name = entry.key().text();
        if (!name.equals(PRIORITY)) {
            group.set(name, new Variable(entry.value(), "group " + group.name));
            return;
        }
        try {
            group.priority = Integer.parseInt(String.valueOf(Values.of(entry.value())).strip());
        } catch (NumberFormatException _) {
            error(entry.value().at(), "'%s' must be a whole number".formatted(PRIORITY), "");
        }
    }

    private void readHosts(Group group, Node.Entry entry) {
        Optional<String> text = name(entry.key(), "host");
        if (text.isEmpty()) {
            return;
        }
        HostKey key = HostKey.parse(text.get());
        List<Node.Entry> variables = hostVariables(text.get(), entry.value());
        for (String name : expand(key, text.get(), entry.key().at())) {
            boolean known = tree.host(name).isPresent();
            Host host = tree.addHost(group, new HostName(name), entry.key().at());
            if (key.port().isPresent()) {
                setPort(host, known, entry.key().at(), key.port().getAsInt());
            }
            String scope = "host " + name;
            variables.forEach(variable ->
                    host.variables.put(
                            variable.key().text(), new Variable(variable.value(), scope)));
        }
    }

    private List<String> expand(HostKey key, String text, Location at) {
        int port = key.port().orElse(1);
        if (port < 1 || port > MAX_PORT) {
            error(
                    at,
                    "'%d' is no port".formatted(port),
                    "a port is a number from 1 to " + MAX_PORT);
            return List.of();
        }
        try {
            return HostRange.expand(key.name());
        } catch (IllegalArgumentException e) {
            error(
                    at,
                    "bad range in host '%s': %s".formatted(text, e.getMessage()),
                    "a range is [1:20], [01:20], [a:f] or [1:20:2]");
            return List.of();
        }
    }

    /// Ansible takes the port only where it sees the host for the first time.
    private void setPort(Host host, boolean known, Location at, int port) {
        if (known) {
            problems.add(
                    Diagnostic.warning(
                            at,
                            "port %d is ignored, as by Ansible: host '%s' was named before"
                                    .formatted(port, host.name),
                            "set the variable ansible_port"));
            return;
        }
        Node value = new Node.Scalar(at, Integer.toString(port), true, Optional.empty());
        host.variables.put("ansible_port", new Variable(value, "host " + host.name));
    }

    private List<Node.Entry> hostVariables(String host, Node value) {
        return switch (value) {
            case Node.Mapping mapping -> mapping.entries();
            case Node.Scalar scalar when isNull(scalar) -> List.of();
            case Node other -> {
                error(
                        other.at(),
                        "the variables of host '%s' must be a mapping, not %s"
                                .formatted(host, Values.kind(other)),
                        "write 'ansible_host: 192.0.2.1', for instance, one a line");
                yield List.of();
            }
        };
    }

    private Optional<String> name(Node.Scalar key, String what) {
        Object value = Values.of(key);
        if (!(value instanceof String name)) {
            error(
                    key.at(),
                    "the name of a %s must be a string, and '%s' is to YAML %s"
                            .formatted(what, key.text(), Values.kind(key)),
                    "quote it");
            return Optional.empty();
        }
        if (name.isBlank() || name.length() > HostKey.MAX_LENGTH) {
            error(
                    key.at(),
                    "the name of a %s must have 1 to %d characters"
                            .formatted(what, HostKey.MAX_LENGTH),
                    "");
            return Optional.empty();
        }
        return Optional.of(name);
    }

    private static boolean isNull(Node.Scalar scalar) {
        return Values.of(scalar) == null;
    }

    private void error(Location at, String summary, String detail) {
        problems.add(Diagnostic.error(at, summary, detail));
    }
}
