package io.vxplan.cli.graph;

/// Writes the few SVG elements that the picture is made of, one on each line. Everything that comes
/// from the user is escaped here.
final class Svg {
    private final StringBuilder out = new StringBuilder();

    Svg raw(String markup) {
        out.append(markup).append('\n');
        return this;
    }

    /// @param tooltip what a browser shows when the pointer rests on the group
    Svg open(String cssClass, String tooltip) {
        out.append("<g class=\"").append(cssClass).append("\">");
        if (!tooltip.isEmpty()) {
            out.append("<title>").append(escape(tooltip)).append("</title>");
        }
        out.append('\n');
        return this;
    }

    Svg close() {
        return raw("</g>");
    }

    Svg line(String cssClass, int x1, int y1, int x2, int y2) {
        return raw(
                "<line class=\"%s\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>"
                        .formatted(cssClass, x1, y1, x2, y2));
    }

    Svg rectangle(String cssClass, int x, int y, int width, int height, int radius) {
        return raw(
                "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"%d\"/>"
                        .formatted(cssClass, x, y, width, height, radius));
    }

    Svg circle(String cssClass, int x, int y, int radius) {
        return raw(
                "<circle class=\"%s\" cx=\"%d\" cy=\"%d\" r=\"%d\"/>"
                        .formatted(cssClass, x, y, radius));
    }

    /// A line that leaves (x1, y1) and reaches (x2, y2) horizontally.
    Svg curve(String cssClass, int x1, int y1, int x2, int y2) {
        int middle = (x1 + x2) / 2;
        return raw(
                "<path class=\"%s\" d=\"M%d %d C%d %d %d %d %d %d\"/>"
                        .formatted(cssClass, x1, y1, middle, y1, middle, y2, x2, y2));
    }

    Svg text(String cssClass, int x, int y, String text) {
        return raw(
                "<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>"
                        .formatted(cssClass, x, y, escape(text)));
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
