package io.vxplan.inventory.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.inventory.Inventories;
import io.vxplan.inventory.Inventory;
import io.vxplan.inventory.InventoryReader;
import io.vxplan.inventory.Parsed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The reference page has every key, and its example is one.
class ReferenceTest {
    private static String page(String name) throws IOException {
        return Files.readString(Path.of("../../docs/reference", name));
    }

    private static String firstExample(String page) throws IOException {
        return page(page).split("```yaml\n", -1)[1].split("```", -1)[0];
    }

    @Test
    void namesEveryKey() throws IOException {
        List<String> keys =
                Stream.of(
                                TopologyReader.KEYS,
                                Underlays.KEYS,
                                OverlayReader.KEYS,
                                NetworkReader.KEYS,
                                MemberReader.KEYS,
                                EndpointReader.KEYS,
                                DiscoveryReader.KEYS)
                        .flatMap(List::stream)
                        .map(key -> "`" + key + "`")
                        .toList();

        assertThat(page("topology.md")).contains(keys);
    }

    @Test
    void beginsWithATopologyThatIsOne() throws IOException {
        String example = firstExample("topology.md");

        assertThat(TopologyReader.read(example, "example", Inventories.numbered(2)).problems())
                .isEmpty();
    }

    /// Every host has an address to which tunnels can go.
    @Test
    void theInventoryOfThePageCanHaveATopology() throws IOException {
        InputStream example =
                new ByteArrayInputStream(firstExample("inventory.md").getBytes(UTF_8));
        Parsed<Inventory> inventory = InventoryReader.read(example, "example");
        String topology =
                "{version: 1, name: demo, overlays: {blue: {vni: 1, subnets: [10.0.0.0/24]}}}";

        assertThat(inventory.problems()).isEmpty();
        assertThat(
                        TopologyReader.read(topology, "topology", inventory.value().orElseThrow())
                                .problems())
                .isEmpty();
    }
}
