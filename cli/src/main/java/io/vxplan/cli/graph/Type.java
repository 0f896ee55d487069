package io.vxplan.cli.graph;

/// The kinds of lettering, and how much room they take. A browser alone knows the true width of a
/// text; these are the widths of common fonts, rounded up, so that boxes hold their text.
enum Type {
    TITLE("title", 11.5),
    NAME("name", 8.2),
    SMALL("small", 6.4),
    STRONG("strong", 7.6),
    ADDRESS("address", 7.3);

    final String cssClass;
    private final double advance;

    Type(String cssClass, double advance) {
        this.cssClass = cssClass;
        this.advance = advance;
    }

    /// Pixels.
    int width(String text) {
        return (int) Math.ceil(text.codePointCount(0, text.length()) * advance);
    }
}
