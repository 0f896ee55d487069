package io.vxplan.cli.router;

import io.vxplan.cli.ExitCode;
import io.vxplan.cli.daemon.HealthOption;
import io.vxplan.cli.daemon.Termination;
import io.vxplan.cli.daemon.TopologyOptions;
import io.vxplan.cli.output.Terminal;
import io.vxplan.daemon.ListenAddress;
import io.vxplan.daemon.Log;
import io.vxplan.daemon.StatusServer;
import io.vxplan.daemon.Supervision;
import io.vxplan.host.HostException;
import io.vxplan.host.local.LocalHost;
import io.vxplan.inventory.Parsed;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.FileFailure;
import io.vxplan.model.HostName;
import io.vxplan.router.daemon.Router;
import io.vxplan.router.daemon.RoutingFile;
import io.vxplan.router.daemon.RoutingSource;
import io.vxplan.router.routing.RouterSettings;
import io.vxplan.router.routing.Routing;
import io.vxplan.router.routing.RoutingReader;
import io.vxplan.router.routing.TopologyRouting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "run",
        description = {
            "Follow discovery.json: add and remove what leads to the peers, until SIGTERM.",
            "Needs CAP_NET_ADMIN. What it has set stays when it ends, and works on.",
            "Environment variables such as STACK_ID and VNI win over the file."
        },
        footer = {
            "  vxplan router run",
            "  HOLD_DOWN=10 LOG_LEVEL=debug vxplan router run --config routing.yaml",
            "  vxplan router run --state-dir /srv/discovery --run-dir /run/router-a",
            "  vxplan router run --inventory inventory.yaml --host h1 --discovery prod"
        })
final class RouterRunCommand implements Callable<Integer> {
    private static final int HEALTH_PORT = 4792;
    private static final Path ROUTING = Path.of("/etc/docker-router/routing.yaml");

    @ParentCommand private RouterCommand router;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "This host's stack, and what is known of others (/etc/docker-router/routing.yaml).")
    private @Nullable Path config;

    @Mixin private TopologyOptions topology;

    @Option(
            names = "--state-dir",
            paramLabel = "DIR",
            defaultValue = "/var/lib/docker-router",
            description = "Where discovery.json is; only read (${DEFAULT-VALUE}).")
    private Path stateFolder;

    @Option(
            names = "--run-dir",
            paramLabel = "DIR",
            defaultValue = "/run/docker-router",
            description = "Where routes.json goes (${DEFAULT-VALUE}).")
    private Path runFolder;

    @Mixin private HealthOption health;

    @Override
    public Integer call() {
        Map<String, String> environment = System.getenv();
        Parsed<RouterSettings> settings = RouterSettings.read(environment);
        router.terminal().problems(settings.problems());
        if (settings.hasErrors() || settings.value().isEmpty()) {
            return ExitCode.ERROR;
        }
        Log log = new Log(settings.value().get().logLevel(), router.terminal()::say);
        if (topology.areGiven(config != null)) {
            return topology.read(router.terminal())
                    .map(host ->
                            run(
                                    TopologyRouting.of(host).stream()
                                            .map(RoutingSource::of)
                                            .toList(),
                                    settings.value().get(),
                                    host.entry().routersHealthPort(),
                                    log))
                    .orElse(ExitCode.ERROR);
        }
        List<RoutingSource> sources = ofFile(environment, log);
        return sources.isEmpty()
                ? ExitCode.ERROR
                : run(sources, settings.value().get(), HEALTH_PORT, log);
    }

    /// Empty where there is a mistake in it, which is told.
    private List<RoutingSource> ofFile(Map<String, String> environment, Log log) {
        Path file = config == null ? ROUTING : config;
        Parsed<Routing> routing = RoutingReader.readFile(file, environment);
        router.terminal().problems(routing.problems());
        return routing.hasErrors() || routing.value().isEmpty()
                ? List.of()
                : List.of(new RoutingFile(file, environment, routing.value().get(), log));
    }

    private int run(List<RoutingSource> sources, RouterSettings settings, int healthPort, Log log) {
        Terminal terminal = router.terminal();
        ListenAddress listen = health.address(System.getenv(), healthPort);
        HostName name = new HostName(sources.getFirst().current().stackId().value());
        try (LocalHost host = LocalHost.here(name);
                Router daemon = router(sources, settings, host, log);
                Termination _ = Termination.by(daemon::close)) {
            return serve(daemon, listen, log);
        } catch (HostException e) {
            terminal.problem(Diagnostic.error(String.valueOf(e.getMessage()), e.advice()));
        } catch (IOException e) {
            terminal.problem(Diagnostic.error("can't watch files: " + FileFailure.reason(e), ""));
        }
        return ExitCode.ERROR;
    }

    private Router router(
            List<RoutingSource> sources, RouterSettings settings, LocalHost host, Log log) {
        return new Router(
                sources,
                settings,
                host,
                stateFolder,
                runFolder,
                log,
                Supervision.of(System.getenv(), ProcessHandle.current().pid(), log),
                System::nanoTime);
    }

    private static int serve(Router daemon, ListenAddress listen, Log log)
            throws IOException, HostException {
        Optional<StatusServer> server = HealthOption.serve(listen, daemon.condition(), log);
        try {
            daemon.run();
            return ExitCode.DONE;
        } finally {
            server.ifPresent(StatusServer::close);
        }
    }
}
