package io.vxplan.cli.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A process of somebody else's program that serves.
///
/// @param log what it printed since it was started
record Server(Process process, Path log) {
    void awaitLog(String text) throws IOException {
        Shell.await(() -> {
            if (!process.isAlive()) {
                throw new IOException("it ended: " + Files.readString(log));
            }
            return Files.readString(log).contains(text);
        });
    }

    void freeze() {
        Shell.run("kill -STOP " + process.pid());
    }

    void thaw() {
        Shell.run("kill -CONT " + process.pid());
    }

    /// With SIGKILL.
    void kill() throws IOException {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
