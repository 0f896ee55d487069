package io.vxplan.cli.graph;

import static io.vxplan.cli.graph.Layout.CARD;
import static io.vxplan.cli.graph.Layout.CURVE;
import static io.vxplan.cli.graph.Layout.HEADER;
import static io.vxplan.cli.graph.Layout.INDENT;
import static io.vxplan.cli.graph.Layout.LEGEND;
import static io.vxplan.cli.graph.Layout.LINE;
import static io.vxplan.cli.graph.Layout.MARGIN;
import static io.vxplan.cli.graph.Layout.PILL;
import static io.vxplan.cli.graph.Layout.SHELF;

import io.vxplan.cli.graph.Layout.Column;
import io.vxplan.cli.graph.Layout.Fact;
import io.vxplan.cli.graph.Layout.Row;
import io.vxplan.cli.graph.Layout.Shelf;
import io.vxplan.cli.graph.Layout.Station;
import io.vxplan.model.HostName;
import io.vxplan.model.Located;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.topology.Allocations;
import io.vxplan.model.topology.Flooding;
import io.vxplan.model.topology.Overlay;
import io.vxplan.model.topology.Overlay.Member;
import io.vxplan.model.topology.Topology;
import io.vxplan.model.topology.Topology.UnderlayHost;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Texts come first, for they decide the widths; then columns from left to right and rows from top
/// to bottom.
record LayoutBuilder(Topology topology, Allocations allocations) {
    private static final int GAP = 30;
    private static final int SMALLEST_ROW = 56;
    private static final int SMALLEST_WIDTH = 400;
    private static final int USUAL_PORT = 4789;

    Layout build() {
        int cardWidth = cardWidth();
        List<Column> columns = columns(CARD + cardWidth + GAP);
        List<Row> rows = rows(columns);
        int behind =
                columns.isEmpty()
                        ? CARD + cardWidth
                        : columns.getLast().x() + width(columns.getLast()) + GAP / 2;
        return new Layout(
                width(behind, rows),
                top(columns) + rows.stream().mapToInt(Row::height).sum() + LEGEND + MARGIN,
                cardWidth,
                behind,
                columns,
                rows);
    }

    private int cardWidth() {
        IntStream names =
                topology.hosts().keySet().stream().mapToInt(h -> Type.NAME.width(h.value()));
        IntStream addresses =
                topology.hosts().values().stream()
                        .mapToInt(h -> Type.ADDRESS.width(h.address().toString()));
        return widest(IntStream.concat(names, addresses)) + 2 * INDENT;
    }

    private List<Column> columns(int firstX) {
        List<Palette> colours = Palette.of(topology.overlays());
        List<Column> columns = new ArrayList<>();
        int x = firstX;
        for (Overlay overlay : topology.overlays()) {
            int index = columns.size();
            Column column = new Column(index, overlay, colours.get(index), facts(overlay), x);
            columns.add(column);
            x += width(column) + GAP;
        }
        return columns;
    }

    /// From a column's rail to the end of the longest text beside it.
    private int width(Column column) {
        Overlay overlay = column.overlay();
        IntStream labels =
                overlay.members().values().stream()
                        .flatMap(member -> labels(overlay, member).stream())
                        .mapToInt(Type.ADDRESS::width);
        IntStream facts = column.facts().stream().mapToInt(Fact::width);
        IntStream name = IntStream.of(Type.NAME.width(overlay.name()));
        return INDENT + widest(IntStream.concat(name, IntStream.concat(labels, facts)));
    }

    private List<Row> rows(List<Column> columns) {
        Map<HostName, List<Shelf>> shelves = new HashMap<>();
        columns.forEach(column -> Shelves.add(column, shelves));
        List<Row> rows = new ArrayList<>();
        int y = top(columns);
        for (Map.Entry<HostName, UnderlayHost> host : topology.hosts().entrySet()) {
            List<Station> stations = stations(host.getKey(), columns);
            List<Shelf> own = shelves.getOrDefault(host.getKey(), List.of());
            int height = height(stations, own);
            rows.add(
                    new Row(host.getKey(), host.getValue(), y + height / 2, height, stations, own));
            y += height;
        }
        return rows;
    }

    /// Where the first row begins.
    private static int top(List<Column> columns) {
        int facts = widest(columns.stream().mapToInt(column -> column.facts().size()));
        return HEADER + PILL + (facts + 2) * LINE;
    }

    private static int height(List<Station> stations, List<Shelf> shelves) {
        int labels = widest(stations.stream().mapToInt(station -> station.labels().size()));
        int forShelves = shelves.size() * SHELF + SHELF / 2;
        return Math.max(SMALLEST_ROW, Math.max(forShelves, 2 * LINE * labels));
    }

    private int width(int behind, List<Row> rows) {
        IntStream shelves =
                rows.stream()
                        .flatMap(row -> row.shelves().stream())
                        .mapToInt(shelf -> behind + CURVE + shelf.width());
        int title = MARGIN + Type.TITLE.width(topology.name().value());
        IntStream others = IntStream.of(behind, title, SMALLEST_WIDTH);
        return widest(IntStream.concat(shelves, others)) + MARGIN;
    }

    private List<Station> stations(HostName host, List<Column> columns) {
        List<Station> stations = new ArrayList<>();
        for (Column column : columns) {
            Member member = column.overlay().members().get(host);
            if (member != null) {
                stations.add(new Station(column, member, labels(column.overlay(), member)));
            }
        }
        return stations;
    }

    private List<String> labels(Overlay overlay, Member member) {
        List<Located<IpAddress>> allocated = allocations.of(overlay.name(), member.host());
        List<String> labels = new ArrayList<>();
        for (Located<IpAddress> address : allocated.isEmpty() ? member.addresses() : allocated) {
            labels.add(address.toString());
        }
        member.bridge().ifPresent(bridge -> labels.add(bridge.name().value()));
        return labels;
    }

    private static List<Fact> facts(Overlay overlay) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(Type.STRONG, "VNI " + overlay.vni()));
        overlay.subnets().forEach(subnet -> facts.add(new Fact(Type.ADDRESS, subnet.toString())));
        facts.add(new Fact(Type.SMALL, mode(overlay) + ", " + flooding(overlay)));
        if (overlay.port() != USUAL_PORT) {
            facts.add(new Fact(Type.SMALL, "UDP port " + overlay.port()));
        }
        return facts;
    }

    private static String mode(Overlay overlay) {
        return switch (overlay.mode()) {
            case ROUTED -> "routed";
            case BRIDGED -> "bridged";
        };
    }

    private static String flooding(Overlay overlay) {
        return switch (overlay.flooding()) {
            case Flooding.Replicate _ -> "floods to each peer";
            case Flooding.Static _ -> "no flooding";
            case Flooding.Group(IpAddress group) -> "floods to " + group;
        };
    }

    private static int widest(IntStream sizes) {
        return sizes.max().orElse(0);
    }
}
