package io.vxplan.inventory.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.inventory.Inventories;
import io.vxplan.inventory.Inventory;
import io.vxplan.inventory.Parsed;
import io.vxplan.model.HostName;
import io.vxplan.model.topology.Overlay;
import io.vxplan.model.topology.Overlay.Member;
import io.vxplan.model.topology.Topology;
import java.util.Objects;

/// Topologies as users write them, without a mistake.
final class TopologyTexts {
    static final Inventory THREE = Inventories.numbered(3);

    private TopologyTexts() {}

    static Topology read(String text, Inventory inventory) {
        Parsed<Topology> parsed = TopologyReader.read(text, "topology.yaml", inventory);
        assertThat(parsed.problems()).isEmpty();
        return parsed.value().orElseThrow();
    }

    static Overlay overlay(String text, Inventory inventory) {
        return read(text, inventory).overlays().getFirst();
    }

    static Member member(Overlay overlay, String host) {
        return Objects.requireNonNull(overlay.members().get(new HostName(host)));
    }
}
