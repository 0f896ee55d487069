package io.vxplan.doctor.finding;

/// How bad a finding is.
public enum Severity {
    /// Something that the topology promises does not work there, or `apply` will fail.
    ERROR,
    /// It may break under circumstances that can't be told from here.
    WARNING,
    /// It could not be looked at.
    UNKNOWN;

    /// As people and programs read it.
    public String word() {
        return switch (this) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case UNKNOWN -> "unknown";
        };
    }
}
