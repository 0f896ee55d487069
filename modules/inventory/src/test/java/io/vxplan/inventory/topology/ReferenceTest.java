package io.vxplan.inventory.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.inventory.Inventories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The reference page has every key, and its example is one.
class ReferenceTest {
    private static String page() throws IOException {
        return Files.readString(Path.of("../../docs/reference/topology.md"));
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
                                EndpointReader.KEYS)
                        .flatMap(List::stream)
                        .map(key -> "`" + key + "`")
                        .toList();

        assertThat(page()).contains(keys);
    }

    @Test
    void beginsWithATopologyThatIsOne() throws IOException {
        String example = page().split("```yaml\n", -1)[1].split("```", -1)[0];

        assertThat(TopologyReader.read(example, "example", Inventories.numbered(2)).problems())
                .isEmpty();
    }
}
