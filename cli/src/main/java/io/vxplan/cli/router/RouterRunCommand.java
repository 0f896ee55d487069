package io.vxplan.cli.router;

import io.vxplan.cli.ExitCode;
import io.vxplan.cli.daemon.HealthOption;
import io.vxplan.cli.daemon.Termination;
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
import io.vxplan.router.routing.RouterSettings;
import io.vxplan.router.routing.Routing;
import io.vxplan.router.routing.RoutingReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
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
            "  vxplan router run --state-dir /srv/discovery --run-dir /run/router-a"
        })
final class RouterRunCommand implements Callable<Integer> {
    private static final int HEALTH_PORT = 4792;

    @ParentCommand private RouterCommand router;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            defaultValue = "/etc/docker-router/routing.yaml",
            description = "This host's stack, and what is known of others (${DEFAULT-VALUE}).")
    private Path config;

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
        Parsed<Routing> routing = RoutingReader.readFile(config, environment);
        Parsed<RouterSettings> settings = RouterSettings.read(environment);
        List<Diagnostic> problems = new ArrayList<>(routing.problems());
        problems.addAll(settings.problems());
        router.terminal().problems(problems);
        return routing.hasErrors() || settings.hasErrors()
                ? ExitCode.ERROR
                : run(routing.value().orElseThrow(), settings.value().orElseThrow());
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

    private int run(Routing routing, RouterSettings settings) {
        Terminal terminal = router.terminal();
        HostName self = new HostName(routing.stackId().value());
        ListenAddress listen = health.address(System.getenv(), HEALTH_PORT);
        Log log = new Log(settings.logLevel(), terminal::say);
        try (LocalHost host = LocalHost.here(self);
                Router daemon =
                        new Router(
                                new RoutingFile(config, System.getenv(), routing, log),
                                settings,
                                host,
                                stateFolder,
                                runFolder,
                                log,
                                Supervision.of(System.getenv(), ProcessHandle.current().pid(), log),
                                System::nanoTime);
                Termination _ = Termination.by(daemon::close)) {
            return serve(daemon, listen, log);
        } catch (HostException e) {
            terminal.problem(Diagnostic.error(String.valueOf(e.getMessage()), e.advice()));
        } catch (IOException e) {
            terminal.problem(Diagnostic.error("can't watch files: " + FileFailure.reason(e), ""));
        }
        return ExitCode.ERROR;
    }
}
