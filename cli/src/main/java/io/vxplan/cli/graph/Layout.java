package io.vxplan.cli.graph;

import io.vxplan.model.HostName;
import io.vxplan.model.topology.Allocations;
import io.vxplan.model.topology.Overlay;
import io.vxplan.model.topology.Overlay.Member;
import io.vxplan.model.topology.Topology;
import io.vxplan.model.topology.Topology.UnderlayHost;
import java.util.List;

/// Where everything is: hosts are rows, overlays are columns, and what is behind a host is at the
/// right end of its row. All in pixels.
///
/// @param width of the picture
/// @param height of the picture
/// @param cardWidth of the hosts' cards, which begin at CARD
/// @param behind where the curves to networks and endpoints begin
record Layout(
        int width, int height, int cardWidth, int behind, List<Column> columns, List<Row> rows) {
    static final int MARGIN = 32;
    static final int CARD = MARGIN + 30;
    static final int HEADER = 104;
    static final int PILL = 24;
    static final int LINE = 15;
    static final int INDENT = 14;
    static final int SHELF = 30;
    static final int CURVE = 36;
    static final int LEGEND = 40;

    /// An overlay.
    ///
    /// @param x of its rail
    record Column(int index, Overlay overlay, Palette colour, List<Fact> facts, int x) {
        String cssClass() {
            return "overlay " + colour.cssClass() + " o" + index;
        }
    }

    /// A line below an overlay's name.
    record Fact(Type type, String text) {
        int width() {
            return type.width(text);
        }
    }

    /// A host.
    ///
    /// @param y its middle
    /// @param shelves what is behind it, from top to bottom
    record Row(
            HostName name,
            UnderlayHost host,
            int y,
            int height,
            List<Station> stations,
            List<Shelf> shelves) {}

    /// A host in an overlay.
    record Station(Column column, Member member, List<String> labels) {}

    /// Chips in one line, from left to right.
    record Shelf(Column column, List<Chip> chips) {
        int width() {
            return chips.stream().mapToInt(chip -> chip.width() + Chip.GAP).sum();
        }
    }

    static Layout of(Topology topology, Allocations allocations) {
        return new LayoutBuilder(topology, allocations).build();
    }
}
