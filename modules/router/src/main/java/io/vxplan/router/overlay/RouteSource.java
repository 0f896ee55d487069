package io.vxplan.router.overlay;

/// Who says that a network is behind a stack.
public enum RouteSource {
    STATIC_CONFIG("static-config"),
    DISCOVERY("discovery");

    private final String word;

    RouteSource(String word) {
        this.word = word;
    }

    /// As it stands in `routes.json`.
    public String word() {
        return word;
    }
}
