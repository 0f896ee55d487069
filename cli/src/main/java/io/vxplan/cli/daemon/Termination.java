package io.vxplan.cli.daemon;

import io.vxplan.cli.ExitCode;

/// Ends a daemon cleanly on SIGTERM and SIGINT, with exit code 0: Java would end with 143, which
/// service managers take for a failure.
public final class Termination implements AutoCloseable {
    private final Thread hook;

    private Termination(Thread hook) {
        this.hook = hook;
    }

    /// @param stop returns when the daemon has ended, and never later than its service manager
    ///   waits
    public static Termination by(Runnable stop) {
        Thread hook =
                Thread.ofPlatform()
                        .name("stop")
                        .unstarted(() -> {
                            stop.run();
                            Runtime.getRuntime().halt(ExitCode.DONE);
                        });
        Runtime.getRuntime().addShutdownHook(hook);
        return new Termination(hook);
    }

    /// The daemon ended by itself.
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // It runs just now.
        }
    }
}
