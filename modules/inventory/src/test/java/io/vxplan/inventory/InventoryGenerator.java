package io.vxplan.inventory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Writes inventories that use everything Ansible's format has, the same for the same seed.
final class InventoryGenerator {
    /// Text after `name:`; a newline stands for a line break and the right indentation.
    private static final List<String> VALUES =
            List.of(
                    "",
                    "~",
                    "null",
                    "NULL",
                    "nULL",
                    "''",
                    "yes",
                    "'no'",
                    "Off",
                    "oN",
                    "y",
                    "TRUE",
                    "0",
                    "-0",
                    "+12",
                    "08",
                    "0755",
                    "0o17",
                    "0x1F",
                    "0b101",
                    "1_000",
                    "12345678901234567890",
                    "1:30",
                    "-1:30",
                    "22:22:22",
                    "1:75",
                    "1:30.5",
                    "1.",
                    ".5",
                    "-1.5",
                    "1_0.5",
                    "1e5",
                    "1.5e3",
                    "1.5e+3",
                    "2001-12-14",
                    "10.0.0.1",
                    "::1",
                    "2001:db8::1",
                    "a:b",
                    "a#b",
                    "text # comment",
                    "\"a\\tb\\u00e9\"",
                    "'{{ v1 }}'",
                    "!unsafe '{{ v1 }}'",
                    "!!str 12",
                    "!!int '7'",
                    "!!float 3",
                    "! 12",
                    "[1, two, 3.0, ~, [x, 010]]",
                    "{a: 1, 2: b, yes: no, ~: 010}",
                    "[&x 1, *x]",
                    "|\n  one\n  two",
                    ">-\n  one\n  two",
                    "\n  - 1\n  - a: b",
                    "\n  deep:\n    deeper: [0x10]",
                    "{<<: {a: 1, b: 2}, b: 3}",
                    "{<<: [{a: 1}, {a: 2, c: 3}], d: 4}");

    /// What JSON can't say.
    private static final List<String> ODD_NUMBERS = List.of(".inf", "-.INF", "+.inf", ".NaN");

    private static final List<String> HOSTS =
            List.of(
                    "h1",
                    "h2",
                    "h3",
                    "h[1:3]",
                    "h[2:9:3]",
                    "n[01:05]",
                    "n[08:10]",
                    "x[a:c]",
                    "x[a:e:2]-[1:2]",
                    "p1:2222",
                    "p[1:2]:22",
                    "10.0.0.[1:3]",
                    "10.0.0.2:22",
                    "web.example.com",
                    "db-[A:C].example.com",
                    "'2001:db8::1'",
                    "'[2001:db8::1]:2200'",
                    "'[2001:db8::2]:22'",
                    "'2001:db8::[a:c]'",
                    "_u",
                    "u_",
                    "'u_:22'",
                    "\"q\"",
                    "h[:2]",
                    "a/b",
                    "ü1");

    private final Random random;
    private final boolean onlyJson;
    private final List<String> groups = new ArrayList<>();
    private int anchors;

    /// @param onlyJson without what JSON has no words for
    InventoryGenerator(long seed, boolean onlyJson) {
        this.random = new Random(seed);
        this.onlyJson = onlyJson;
        for (int i = random.nextInt(9); i >= 0; i--) {
            // Names in another order than that of the tree.
            groups.add("g" + (i * 7 % 10));
        }
    }

    void write(Path folder) throws IOException {
        Map<String, @Nullable Object> root = new LinkedHashMap<>();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            int level = random.nextInt(groups.size() + 2) - 2;
            root.put(name(level), group(level, 0));
        }
        StringBuilder yaml = new StringBuilder(random.nextBoolean() ? "---\n" : "# generated\n");
        append(yaml, "", root);
        write(folder.resolve("inventory.yaml"), yaml.toString());
        List<String> names = new ArrayList<>(groups);
        names.addAll(List.of("all", "ungrouped"));
        writeVariables(folder.resolve("group_vars"), names);
        writeVariables(folder.resolve("host_vars"), List.of("h1", "h2", "n01", "p1", "10.0.0.2"));
        List<String> patterns = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            patterns.add(pattern());
        }
        write(folder.resolve("patterns.txt"), String.join("\n", patterns) + "\n");
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, text);
    }

    private <T> T one(List<T> choice) {
        return choice.get(random.nextInt(choice.size()));
    }

    private boolean rarely() {
        return random.nextInt(4) == 0;
    }

    /// @param level a group holds only groups of higher levels; -2 is `all`, -1 `ungrouped`
    private String name(int level) {
        return level == -2 ? "all" : level == -1 ? "ungrouped" : groups.get(level);
    }

    private @Nullable Object group(int level, int depth) {
        Map<String, @Nullable Object> group = new LinkedHashMap<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            switch (random.nextInt(3)) {
                case 0 -> group.put("hosts", rarely() ? "h1" : hosts());
                case 1 -> group.put("vars", variables(true));
                default -> group.put("children", children(level, depth));
            }
        }
        return group.isEmpty() ? null : group;
    }

    private @Nullable Object children(int level, int depth) {
        Map<String, @Nullable Object> children = new LinkedHashMap<>();
        int first = Math.max(level + 1, level == -1 ? groups.size() : 0);
        for (int i = random.nextInt(4); i > 0 && first < groups.size() && depth < 6; i--) {
            int child = first + random.nextInt(groups.size() - first);
            children.put(name(child), group(child, depth + 1));
        }
        return children.isEmpty() ? null : children;
    }

    private Map<String, @Nullable Object> hosts() {
        Map<String, @Nullable Object> hosts = new LinkedHashMap<>();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            hosts.put(one(HOSTS), random.nextBoolean() ? variables(false) : null);
        }
        return hosts;
    }

    private @Nullable Object variables(boolean ofGroup) {
        Map<String, @Nullable Object> variables = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            variables.put("v" + random.nextInt(6), value());
        }
        if (rarely()) {
            variables.put("<<", "{v0: merged, v7: merged}");
        }
        if (ofGroup && rarely()) {
            variables.put("ansible_group_priority", one(List.of("5", "'10'", "0", "1", "-1")));
        }
        return variables.isEmpty() ? null : variables;
    }

    private String value() {
        // To PyYAML an anchor has one place in a file.
        anchors++;
        return one(!onlyJson && random.nextInt(20) == 0 ? ODD_NUMBERS : VALUES)
                .replaceAll("[&*]x", "$0" + anchors);
    }

    private static void append(StringBuilder yaml, String indent, Map<?, ?> mapping) {
        mapping.forEach((key, value) -> {
            yaml.append(indent).append(key).append(":");
            if (value instanceof Map<?, ?> nested) {
                yaml.append("\n");
                append(yaml, indent + "  ", nested);
            } else if (value != null) {
                yaml.append(" ").append(value.toString().replace("\n", "\n" + indent));
            }
            yaml.append(value instanceof Map ? "" : "\n");
        });
    }

    private void writeVariables(Path folder, List<String> names) throws IOException {
        for (String name : names) {
            if (rarely()) {
                String ending = one(List.of("", ".yml", ".yaml", ".json", ".txt"));
                write(folder.resolve(name + ending), file(ending));
            } else if (rarely()) {
                for (String file :
                        List.of(
                                "b", "a.yml", ".c.yml", "d.yml~", "e.json", "f.txt", "sub/a",
                                "sub.d/a")) {
                    if (random.nextBoolean()) {
                        write(folder.resolve(name).resolve(file), file(file));
                    }
                }
            }
        }
    }

    private String file(String name) {
        if (name.endsWith(".json")) {
            return "{\"v1\": %d, \"v2\": [1.5, null, true, \"\\u00e9\"]}"
                    .formatted(random.nextInt(9));
        }
        StringBuilder yaml = new StringBuilder(random.nextBoolean() ? "---\n" : "");
        if (variables(false) instanceof Map<?, ?> variables) {
            append(yaml, "", variables);
        }
        return yaml.toString();
    }

    private String pattern() {
        StringBuilder pattern = new StringBuilder();
        String separator = random.nextBoolean() ? ":" : ",";
        for (int i = random.nextInt(3); i >= 0; i--) {
            pattern.append(one(List.of("", "", "!", "&")));
            pattern.append(
                    one(
                            List.of(
                                    one(groups),
                                    one(groups),
                                    "all",
                                    "*",
                                    "ungrouped",
                                    "h1",
                                    "h*",
                                    "g[0-4]",
                                    "?1",
                                    "~h[12]",
                                    "~.*\\.example",
                                    "*.example.com",
                                    "x[!a]*",
                                    "nobody",
                                    "10.0.0.2",
                                    "n0[1-3]")));
            pattern.append(i > 0 ? separator : "");
        }
        return pattern.toString();
    }
}
