package io.vxplan.cli;

/// What scripts look at.
public final class ExitCode {
    public static final int DONE = 0;
    public static final int ERROR = 1;

    /// Stopped by Ctrl-C before all was done: as shells and Java have it.
    public static final int INTERRUPTED = 130;

    /// Changes or drift, where the user asked to be told.
    public static final int CHANGES = 2;

    private ExitCode() {}
}
