package io.vxplan.host.iproute;

import io.vxplan.host.Host.CommandResult;
import io.vxplan.host.HostException;
import java.io.InputStream;
import java.time.Duration;

/// Runs scripts as root with the `sh` of a host, by a [ScriptLoop].
public interface RemoteShell extends AutoCloseable {
    Duration BEAT = Duration.ofSeconds(5);

    /// @throws HostException where the script could not be run, or not to its end
    CommandResult run(String script, Duration timeout) throws HostException;

    /// The same with something to read on its standard input, by a shell for this once.
    ///
    /// @param input closed by the caller
    CommandResult run(String script, InputStream input, Duration timeout) throws HostException;

    /// Runs a script by the shell itself, for what it opens to stay open as long as that shell
    /// lives. Should it end, the next script gets another.
    CommandResult runItself(String script, Duration timeout) throws HostException;

    /// Runs a script beside all others, which hears from us: something comes on its standard input
    /// every [#BEAT], for as long as this is open and its process at work.
    ///
    /// @return whether it is run: a host may admit one script at a time only
    boolean runBeside(String script) throws HostException;

    @Override
    void close();
}
