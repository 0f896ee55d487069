package io.vxplan.host.iproute;

import io.vxplan.host.Host.CommandResult;
import io.vxplan.host.HostException;
import java.time.Duration;

/// Runs scripts as root with the `sh` of a host.
///
/// An implementation starts `sh -c` with [#LAUNCH] there and writes [#complete] of the script to
/// its standard input.
public interface RemoteShell extends AutoCloseable {
    /// Reads the script to its end before the first command of it runs: a shell that reads from a
    /// pipe does so byte by byte (bash: 2 seconds for 50,000 lines), and nothing that the script
    /// starts can swallow its rest.
    String LAUNCH = "eval \"$(cat)\"";

    /// The script as one group of commands: cut off in transit, it is a syntax error, and nothing
    /// of it runs. Half a line could be a valid command, of another meaning.
    static String complete(String script) {
        return "{\n" + script + "\n}\n";
    }

    /// @throws HostException where the script could not be run, or not to its end
    CommandResult run(String script, Duration timeout) throws HostException;

    @Override
    void close();
}
