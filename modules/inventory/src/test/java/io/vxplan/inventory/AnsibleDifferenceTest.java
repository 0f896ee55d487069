package io.vxplan.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.model.Diagnostic;
import io.vxplan.model.HostName;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.json.JsonMapper;

/// The real Ansible reads the same files, and finds the same hosts, groups and variables.
class AnsibleDifferenceTest {
    private static final int GENERATED = 240;
    private static final int GENERATED_FOR_THE_COMMAND = 3;

    private static final Path EXAMPLES = Path.of("..", "..", "inventory-examples");

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

    @TempDir Path folder;

    @Test
    void generatedInventoriesAreReadAlike() throws IOException, InterruptedException {
        Path inventories = folder.resolve("inventories");
        for (int seed = 0; seed < GENERATED; seed++) {
            new InventoryGenerator(seed, false)
                    .write(inventories.resolve("seed-%03d".formatted(seed)));
        }
        Path script = folder.resolve("ansible_reads.py");
        try (InputStream in = AnsibleDifferenceTest.class.getResourceAsStream("ansible_reads.py")) {
            assertThat(in).isNotNull();
            Files.copy(in, script);
        }

        List<String> lines =
                run("/usr/bin/python3", script.toString(), inventories.toString()).lines().toList();

        assertThat(lines).hasSize(GENERATED);
        int hosts = 0;
        for (String line : lines) {
            Map<?, ?> expected = JSON.readValue(line, Map.class);
            hosts += compare(inventories.resolve(String.valueOf(expected.get("name"))), expected);
        }
        assertThat(hosts).as("hosts in all of them").isGreaterThan(4 * GENERATED);
    }

    private static int compare(Path folder, Map<?, ?> expected) throws IOException {
        Inventory inventory = read(folder.resolve("inventory.yaml"));
        String source =
                "%s:%n%s".formatted(folder, Files.readString(folder.resolve("inventory.yaml")));
        Map<String, @Nullable Object> patterns = new TreeMap<>();
        for (String pattern : Files.readAllLines(folder.resolve("patterns.txt"))) {
            patterns.put(pattern, sorted(HostPattern.parse(pattern).select(inventory).hosts()));
        }

        assertThat(names(inventory)).as(source).isEqualTo(expected.get("order"));
        assertThat(variables(inventory)).as(source).isEqualTo(canonical(expected.get("hosts")));
        assertThat(groups(inventory)).as(source).isEqualTo(expected.get("groups"));
        assertThat(precedence(inventory)).as(source).isEqualTo(expected.get("precedence"));
        assertThat(patterns).as(source).isEqualTo(expected.get("patterns"));
        return inventory.hosts().size();
    }

    @Test
    void listsOfTheCommandSayTheSame() throws IOException, InterruptedException {
        List<Path> inventories = new ArrayList<>(examples());
        for (int i = 0; i < GENERATED_FOR_THE_COMMAND; i++) {
            Path generated = folder.resolve("seed-" + i);
            new InventoryGenerator(1000 + i, true).write(generated);
            inventories.add(generated.resolve("inventory.yaml"));
        }
        for (Path file : inventories) {
            Inventory direct = read(file);
            String list =
                    run("ansible-inventory", "-i", file.toAbsolutePath().toString(), "--list");
            byte[] bytes = list.getBytes(StandardCharsets.UTF_8);
            Parsed<Inventory> parsed =
                    InventoryReader.read(new ByteArrayInputStream(bytes), "standard input");
            assertThat(parsed.problems()).as(list).isEmpty();
            Inventory listed = parsed.value().orElseThrow();

            assertThat(variables(listed)).as("%s", file).isEqualTo(variables(direct));
            Map<String, List<String>> groups = groups(direct);
            // The command leaves empty groups out, unless a group lists them.
            groups.keySet().retainAll(groups(listed).keySet());
            assertThat(groups(listed)).as("%s", file).isEqualTo(groups);
            assertThat(precedence(listed).keySet()).isEqualTo(precedence(direct).keySet());
        }
    }

    private static List<Path> examples() throws IOException {
        if (!Files.isDirectory(EXAMPLES)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(EXAMPLES)) {
            return folders.map(each -> each.resolve("inventory.yaml"))
                    .filter(Files::exists)
                    .sorted()
                    .toList();
        }
    }

    private static Inventory read(Path file) {
        Parsed<Inventory> parsed = InventoryReader.read(file);
        assertThat(parsed.problems()).as("%s", file).noneMatch(Diagnostic::isError);
        return parsed.value().orElseThrow();
    }

    private static List<String> names(Inventory inventory) {
        return inventory.hosts().keySet().stream().map(HostName::value).toList();
    }

    private static List<String> sorted(Collection<HostName> hosts) {
        return hosts.stream().map(HostName::value).sorted().toList();
    }

    private static Map<String, @Nullable Object> variables(Inventory inventory) {
        Map<String, @Nullable Object> hosts = new TreeMap<>();
        inventory
                .hosts()
                .forEach((name, host) -> {
                    Map<String, @Nullable Object> variables = new LinkedHashMap<>();
                    host.variables()
                            .forEach((variable, value) ->
                                    variables.put(variable, Values.of(value.value())));
                    hosts.put(name.value(), canonical(variables));
                });
        return hosts;
    }

    private static Map<String, List<String>> groups(Inventory inventory) {
        Map<String, List<String>> groups = new TreeMap<>();
        inventory.groups().forEach((name, hosts) -> groups.put(name, sorted(hosts)));
        return groups;
    }

    private static Map<String, List<String>> precedence(Inventory inventory) {
        Map<String, List<String>> groups = new TreeMap<>();
        inventory.hosts().forEach((name, host) -> groups.put(name.value(), host.groups()));
        return groups;
    }

    /// JSON has no more than one kind of whole number.
    private static @Nullable Object canonical(@Nullable Object value) {
        return switch (value) {
            case Integer number -> BigInteger.valueOf(number);
            case Long number -> BigInteger.valueOf(number);
            case List<?> list -> {
                List<@Nullable Object> items = new ArrayList<>();
                list.forEach(item -> items.add(canonical(item)));
                yield items;
            }
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> entries = new TreeMap<>();
                map.forEach((key, item) -> entries.put(String.valueOf(key), canonical(item)));
                yield entries;
            }
            case null -> null;
            case Object other -> other;
        };
    }

    private String run(String... command) throws IOException, InterruptedException {
        Path errors = folder.resolve("stderr");
        Path config = folder.resolve("ansible.cfg");
        Files.writeString(config, "# not the one of whoever runs the tests\n");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(Files.createDirectories(folder.resolve("empty")).toFile())
                        .redirectError(errors.toFile());
        builder.environment()
                .putAll(
                        Map.of(
                                "ANSIBLE_CONFIG",
                                config.toString(),
                                "HOME",
                                folder.toString(),
                                "LC_ALL",
                                "C.UTF-8"));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s", Files.readString(errors)).isZero();
        return output;
    }
}
