package io.vxplan.cli.graph;

import io.vxplan.model.topology.Overlay;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The colours of overlays. One that is named after a colour gets it, the others take what is left
/// in turn.
enum Palette {
    BLUE("#2563eb", "#6ea8fe"),
    ORANGE("#ea580c", "#fb923c"),
    GREEN("#15803d", "#4ade80"),
    PURPLE("#9333ea", "#c891fa"),
    RED("#dc2626", "#f87171"),
    TEAL("#0e7490", "#22d3ee"),
    PINK("#db2777", "#f472b6"),
    YELLOW("#a16207", "#facc15"),
    BROWN("#7c4a21", "#d6a06c");

    private final String onLight;
    private final String onDark;

    Palette(String onLight, String onDark) {
        this.onLight = onLight;
        this.onDark = onDark;
    }

    String cssClass() {
        return name().toLowerCase(Locale.ROOT);
    }

    static List<Palette> of(List<Overlay> overlays) {
        Deque<Palette> free = new ArrayDeque<>(List.of(values()));
        overlays.forEach(overlay -> free.removeIf(colour -> isNamed(overlay, colour)));
        List<Palette> colours = new ArrayList<>();
        for (Overlay overlay : overlays) {
            if (free.isEmpty()) {
                free.addAll(List.of(values()));
            }
            colours.add(named(overlay, free));
        }
        return colours;
    }

    private static Palette named(Overlay overlay, Deque<Palette> free) {
        for (Palette colour : values()) {
            if (isNamed(overlay, colour)) {
                return colour;
            }
        }
        return free.removeFirst();
    }

    private static boolean isNamed(Overlay overlay, Palette colour) {
        return overlay.name().equalsIgnoreCase(colour.name());
    }

    static String css() {
        return rules(true) + "@media (prefers-color-scheme: dark) {\n" + rules(false) + "}\n";
    }

    private static String rules(boolean light) {
        return List.of(values()).stream()
                .map(colour ->
                        ".%s { color: %s }\n"
                                .formatted(
                                        colour.cssClass(), light ? colour.onLight : colour.onDark))
                .collect(Collectors.joining());
    }
}
