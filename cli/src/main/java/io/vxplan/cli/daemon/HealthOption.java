package io.vxplan.cli.daemon;

import io.vxplan.daemon.ListenAddress;
import io.vxplan.daemon.Log;
import io.vxplan.daemon.StatusServer;
import io.vxplan.daemon.Watched;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.FileFailure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Where a daemon serves `/health` and `/metrics`.
public final class HealthOption {
    private static final String VARIABLE = "HEALTH_LISTEN";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--health",
            paramLabel = "ADDRESS:PORT",
            description = {
                "Where /health and /metrics are served: ADDRESS:PORT, a PORT of the loopback interface, or 'none'.",
                "Default: the variable HEALTH_LISTEN, else a port of the loopback interface: 4791 for discovery, 4792 for the router."
            })
    private @Nullable String given;

    /// @param otherwise the port of the loopback interface where nothing is set
    public ListenAddress address(Map<String, String> environment, int otherwise) {
        String variable = environment.getOrDefault(VARIABLE, "").strip();
        String text =
                given != null ? given : variable.isEmpty() ? Integer.toString(otherwise) : variable;
        try {
            return ListenAddress.parse(text);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    (given != null ? "--health" : VARIABLE)
                            + " is neither ADDRESS:PORT, PORT nor none: "
                            + e.getMessage(),
                    e);
        }
    }

    /// Serves from now on. Where the address is not to be had that is said, and the daemon does its
    /// work all the same: tunnels matter more than who watches them.
    public static Optional<StatusServer> serve(ListenAddress address, Watched daemon, Log log) {
        return address.socket().flatMap(socket -> open(socket, daemon, log));
    }

    private static Optional<StatusServer> open(InetSocketAddress socket, Watched daemon, Log log) {
        try {
            StatusServer server = StatusServer.open(socket, daemon);
            log.debug("health and metrics at http:/" + server.address());
            return Optional.of(server);
        } catch (IOException e) {
            log.problem(
                    Diagnostic.warning(
                            "can't serve health and metrics at %s:%d: %s"
                                    .formatted(
                                            socket.getHostString(),
                                            socket.getPort(),
                                            FileFailure.reason(e)),
                            "each daemon of a host needs a port of its own: set HEALTH_LISTEN"));
            return Optional.empty();
        }
    }
}
