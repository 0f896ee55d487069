package io.vxplan.cli.graph;

import static java.util.stream.Collectors.joining;

import io.vxplan.cli.graph.Layout.Column;
import io.vxplan.cli.graph.Layout.Fact;
import io.vxplan.cli.graph.Layout.Row;
import io.vxplan.cli.graph.Layout.Shelf;
import io.vxplan.cli.graph.Layout.Station;
import io.vxplan.model.topology.Allocations;
import io.vxplan.model.topology.Overlay;
import io.vxplan.model.topology.Overlay.Member;
import io.vxplan.model.topology.Topology;
import io.vxplan.model.topology.Topology.UnderlayHost;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// Draws a topology as the map of a railway: overlays are lines, each in its colour, hosts are
/// rows, and a host is a stop of the overlays that it is in: round where it routes, square where it
/// bridges.
public final class TopologyGraph {
    private static final int CARD_HEIGHT = 40;

    private final Topology topology;
    private final Layout layout;
    private final Svg svg = new Svg();

    private TopologyGraph(Topology topology, Allocations allocations) {
        this.topology = topology;
        this.layout = Layout.of(topology, allocations);
    }

    /// @param allocations every address of every host, given ones included
    /// @return an SVG document, light or dark as the viewer likes; the same topology gives the same
    ///   bytes
    public static String svg(Topology topology, Allocations allocations) {
        TopologyGraph graph = new TopologyGraph(topology, allocations);
        graph.draw();
        return graph.svg.toString();
    }

    private void draw() {
        svg.raw(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1$d\" height=\"%2$d\" viewBox=\"0 0 %1$d %2$d\" role=\"img\">"
                        .formatted(layout.width(), layout.height()));
        svg.raw("<title>" + Svg.escape(topology.name().value()) + "</title>");
        svg.raw("<style>\n" + style() + "</style>");
        svg.rectangle("paper", 0, 0, layout.width(), layout.height(), 0);
        title();
        underlay();
        layout.rows().forEach(this::trunk);
        layout.columns().forEach(this::rail);
        layout.rows().forEach(this::host);
        legend();
        svg.raw("</svg>");
    }

    private String style() {
        // Resting on one overlay fades the others.
        String focus =
                layout.columns().stream()
                        .map(column ->
                                "svg:has(.o%1$d:hover) .overlay:not(.o%1$d) { opacity: .15 }\n"
                                        .formatted(column.index()))
                        .collect(joining());
        return stylesheet() + Palette.css() + focus;
    }

    private static String stylesheet() {
        try (InputStream css = TopologyGraph.class.getResourceAsStream("graph.css")) {
            if (css == null) {
                throw new IllegalStateException(
                        "graph.css is missing beside " + TopologyGraph.class);
            }
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void title() {
        svg.text(Type.TITLE.cssClass, Layout.MARGIN, 48, topology.name().value());
        svg.text(
                Type.SMALL.cssClass,
                Layout.MARGIN,
                70,
                count(layout.rows().size(), "host")
                        + ", "
                        + count(layout.columns().size(), "overlay"));
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    private void underlay() {
        if (layout.rows().isEmpty()) {
            return;
        }
        int top = Layout.HEADER + Layout.PILL;
        svg.text(Type.SMALL.cssClass, Layout.MARGIN, top - 7, "underlay");
        svg.line(
                "underlay", Layout.MARGIN + 8, top, Layout.MARGIN + 8, layout.rows().getLast().y());
    }

    /// The thin line on which a host's stations are.
    private void trunk(Row row) {
        int end =
                row.shelves().isEmpty()
                        ? row.stations().isEmpty()
                                ? Layout.CARD
                                : row.stations().getLast().column().x()
                        : layout.behind();
        svg.line("trunk", Layout.MARGIN + 8, row.y(), end, row.y());
    }

    private void rail(Column column) {
        Overlay overlay = column.overlay();
        int x = column.x();
        int end =
                layout.rows().stream()
                        .filter(row -> overlay.members().containsKey(row.name()))
                        .mapToInt(Row::y)
                        .max()
                        .orElse(Layout.HEADER + Layout.PILL);
        int width = Type.NAME.width(overlay.name()) + Layout.INDENT;
        svg.open(column.cssClass(), describe(overlay));
        svg.line("rail", x, Layout.HEADER + Layout.PILL / 2, x, end);
        svg.rectangle("pill", x - 10, Layout.HEADER, width + 10, Layout.PILL, Layout.PILL / 2);
        svg.text("pill-name", x + 2, Layout.HEADER + 17, overlay.name());
        int y = Layout.HEADER + Layout.PILL + 18;
        for (Fact fact : column.facts()) {
            svg.text(fact.type().cssClass, x + Layout.INDENT, y, fact.text());
            y += Layout.LINE;
        }
        svg.close();
    }

    private void host(Row row) {
        svg.open("host", "");
        svg.rectangle("band", 0, row.y() - row.height() / 2, layout.width(), row.height(), 0);
        card(row);
        row.stations().forEach(station -> station(station, row));
        int y = row.y() - (row.shelves().size() - 1) * Layout.SHELF / 2;
        for (Shelf shelf : row.shelves()) {
            shelf(shelf, row.y(), y);
            y += Layout.SHELF;
        }
        svg.close();
    }

    private void card(Row row) {
        svg.open("card", describe(row));
        svg.circle("socket", Layout.MARGIN + 8, row.y(), 4);
        svg.rectangle(
                "box", Layout.CARD, row.y() - CARD_HEIGHT / 2, layout.cardWidth(), CARD_HEIGHT, 7);
        int x = Layout.CARD + Layout.INDENT;
        svg.text(Type.NAME.cssClass, x, row.y() - 3, row.name().value());
        svg.text(Type.ADDRESS.cssClass, x, row.y() + 13, row.host().address().toString());
        svg.close();
    }

    private void station(Station station, Row row) {
        Column column = station.column();
        int x = column.x();
        svg.open(column.cssClass(), describe(station));
        switch (column.overlay().mode()) {
            case ROUTED -> svg.circle("stop", x, row.y(), 7);
            case BRIDGED -> svg.rectangle("stop", x - 7, row.y() - 7, 14, 14, 3);
        }
        // The first label stands on the line, the others hang below it.
        int y = row.y() - 6;
        for (String label : station.labels()) {
            svg.text(Type.ADDRESS.cssClass, x + Layout.INDENT, y, label);
            y += y < row.y() ? 22 : Layout.LINE;
        }
        svg.close();
    }

    private void shelf(Shelf shelf, int from, int y) {
        svg.open(shelf.column().cssClass(), "");
        svg.curve("branch", layout.behind(), from, layout.behind() + Layout.CURVE, y);
        int x = layout.behind() + Layout.CURVE;
        for (Chip chip : shelf.chips()) {
            svg.open("chip", chip.tooltip());
            svg.rectangle(
                    "box", x, y - Chip.HEIGHT / 2, chip.width(), Chip.HEIGHT, chip.kind().radius);
            svg.text(chip.kind().type.cssClass, x + Chip.PADDING, y + 4, chip.strong());
            svg.text(Type.SMALL.cssClass, x + chip.indent(), y + 4, chip.weak());
            svg.close();
            x += chip.width() + Chip.GAP;
        }
        svg.close();
    }

    private void legend() {
        int y = layout.height() - Layout.MARGIN;
        svg.open("legend", "");
        svg.circle("stop", Layout.MARGIN + 8, y, 5);
        svg.text(Type.SMALL.cssClass, Layout.MARGIN + 20, y + 4, "routes");
        svg.rectangle("stop", Layout.MARGIN + 76, y - 5, 10, 10, 2);
        svg.text(Type.SMALL.cssClass, Layout.MARGIN + 93, y + 4, "bridges");
        svg.rectangle("box", Layout.MARGIN + 156, y - 6, 20, 12, 3);
        svg.text(Type.SMALL.cssClass, Layout.MARGIN + 183, y + 4, "network");
        svg.rectangle("box", Layout.MARGIN + 248, y - 6, 20, 12, 6);
        svg.text(Type.SMALL.cssClass, Layout.MARGIN + 275, y + 4, "endpoint");
        svg.close();
    }

    private static String describe(Overlay overlay) {
        return "overlay %s: VNI %s, UDP port %d, %s, %s"
                .formatted(
                        overlay.name(),
                        overlay.vni(),
                        overlay.port(),
                        overlay.learning() ? "learning" : "no learning",
                        count(overlay.members().size(), "host"));
    }

    private static String describe(Row row) {
        UnderlayHost host = row.host();
        String management =
                host.management().isEmpty()
                        ? ""
                        : ", managed at "
                                + host.management().stream()
                                        .map(Object::toString)
                                        .collect(joining(", "));
        return "%s: underlay %s, MTU %d%s"
                .formatted(row.name(), host.address(), host.mtu(), management);
    }

    private static String describe(Station station) {
        Member member = station.member();
        String labels =
                station.labels().isEmpty() ? "no address" : String.join(", ", station.labels());
        return "%s in %s: %s\ndevice %s, MTU %s, tunnels from %s"
                .formatted(
                        member.host(),
                        station.column().overlay().name(),
                        labels,
                        member.device(),
                        member.mtu(),
                        member.underlay());
    }
}
