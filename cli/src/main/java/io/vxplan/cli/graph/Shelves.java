package io.vxplan.cli.graph;

import io.vxplan.cli.graph.Layout.Column;
import io.vxplan.cli.graph.Layout.Shelf;
import io.vxplan.model.HostName;
import io.vxplan.model.topology.Overlay;
import io.vxplan.model.topology.Overlay.Attachment;
import io.vxplan.model.topology.Overlay.Endpoint;
import io.vxplan.model.topology.Overlay.Network;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Sorts what is behind hosts into lines: a network and the endpoints in it, then the endpoints
/// that are in none.
final class Shelves {
    private static final int CHIPS_IN_LINE = 4;

    private Shelves() {}

    /// Adds an overlay's shelves to those of its hosts.
    static void add(Column column, Map<HostName, List<Shelf>> shelves) {
        Overlay overlay = column.overlay();
        Set<Endpoint> left = new LinkedHashSet<>(overlay.endpoints());
        for (Network network : overlay.networks()) {
            for (Attachment attachment : network.behind()) {
                List<Chip> chips = new ArrayList<>();
                chips.add(Chip.of(network, attachment));
                for (Endpoint endpoint : overlay.endpoints()) {
                    if (isIn(endpoint, network, attachment.host()) && left.remove(endpoint)) {
                        chips.add(Chip.of(endpoint));
                    }
                }
                put(column, attachment.host(), chips, shelves);
            }
        }
        for (HostName host : overlay.members().keySet()) {
            List<Chip> chips =
                    left.stream()
                            .filter(endpoint -> endpoint.host().equals(host))
                            .map(Chip::of)
                            .toList();
            put(column, host, chips, shelves);
        }
    }

    private static boolean isIn(Endpoint endpoint, Network network, HostName host) {
        return endpoint.host().equals(host)
                && endpoint.addresses().stream()
                        .anyMatch(address -> network.prefix().value().contains(address.value()));
    }

    private static void put(
            Column column, HostName host, List<Chip> chips, Map<HostName, List<Shelf>> shelves) {
        for (int from = 0; from < chips.size(); from += CHIPS_IN_LINE) {
            int to = Math.min(from + CHIPS_IN_LINE, chips.size());
            shelves.computeIfAbsent(host, _ -> new ArrayList<>())
                    .add(new Shelf(column, chips.subList(from, to)));
        }
    }
}
