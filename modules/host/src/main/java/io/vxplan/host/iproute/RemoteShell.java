package io.vxplan.host.iproute;

import io.vxplan.host.Host.CommandResult;
import io.vxplan.host.HostException;
import java.io.InputStream;
import java.time.Duration;

/// Runs scripts as root with the `sh` of a host, by a [ScriptLoop].
public interface RemoteShell extends AutoCloseable {
    /// @throws HostException where the script could not be run, or not to its end
    CommandResult run(String script, Duration timeout) throws HostException;

    /// The same with something to read on its standard input, by a shell for this once.
    ///
    /// @param input closed by the caller
    CommandResult run(String script, InputStream input, Duration timeout) throws HostException;

    @Override
    void close();
}
