package io.vxplan.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.model.HostName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InventoryReaderTest {
    @TempDir Path folder;

    private Inventory read(String text) throws IOException {
        Path file = folder.resolve("inventory.yaml");
        Files.writeString(file, text);
        Parsed<Inventory> parsed = InventoryReader.read(file);
        assertThat(parsed.problems()).isEmpty();
        return parsed.value().orElseThrow();
    }

    private static String effective(Inventory inventory, String host) {
        return inventory.host(new HostName(host)).variables().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + Values.of(entry.getValue().value()))
                .collect(Collectors.joining(" "));
    }

    @Test
    void readsGroupsHostsAndVariables() throws IOException {
        Inventory inventory =
                read(
                        """
                        all:
                          vars: { a: all, b: all, c: all }
                          hosts:
                            alone:
                          children:
                            web:
                              hosts:
                                web[01:03]: { c: host }
                                web04:2222:
                              vars: { b: web }
                            north:
                              children: { web: }
                              vars: { b: north, a: north }
                        """);

        assertThat(inventory.hosts().keySet())
                .map(HostName::value)
                .containsExactly("alone", "web01", "web02", "web03", "web04");
        assertThat(inventory.groups())
                .hasToString(
                        "{all=[alone, web01, web02, web03, web04], ungrouped=[alone],"
                                + " web=[web01, web02, web03, web04], north=[web01, web02, web03, web04]}");
        assertThat(effective(inventory, "alone")).isEqualTo("a=all b=all c=all");
        assertThat(effective(inventory, "web01")).isEqualTo("a=north b=web c=host");
        assertThat(inventory.host(new HostName("web01")).groups()).containsExactly("north", "web");
    }
}
