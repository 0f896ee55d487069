package io.vxplan.host;

import io.vxplan.model.HostName;
import io.vxplan.model.resource.HostState;
import io.vxplan.plan.Change;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A host that can be read and changed. One thread at a time.
public interface Host extends AutoCloseable {
    HostName name();

    /// All of the host's state, as [HostState] says.
    HostState observe() throws HostException;

    /// Carries out the changes in their order, and stops at the first that fails.
    void apply(List<Change> changes) throws HostException;

    /// Told when all that was done to it has been undone, and it is as it was.
    default void undone() {
        // few have something left to do
    }

    /// Keeps all others who ask for the same from changing the host, until this is closed or its
    /// process ends, however that comes.
    ///
    /// @param patience how long to wait for another
    /// @return who has it, where it could not be had
    Optional<Holder> lock(Holder mine, Duration patience) throws HostException;

    /// Runs a script with the host's `sh` as root, with no input.
    CommandResult run(String script, Duration timeout) throws HostException;

    /// The same with something to read on its standard input, which no list of processes shows.
    CommandResult run(String script, String input, Duration timeout) throws HostException;

    @Override
    void close();

    /// @param exitCode of the script, 128 + n where signal n ended it
    record CommandResult(int exitCode, String output, String errors) {}
}
