package io.vxplan.model;

/// A password or passphrase. It never prints itself.
public record Secret(String reveal) {
    @Override
    public String toString() {
        return "(secret)";
    }
}
