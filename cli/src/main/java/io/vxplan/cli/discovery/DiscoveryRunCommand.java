package io.vxplan.cli.discovery;

import io.vxplan.cli.ExitCode;
import io.vxplan.cli.daemon.HealthOption;
import io.vxplan.cli.daemon.Termination;
import io.vxplan.cli.daemon.TopologyOptions;
import io.vxplan.daemon.ListenAddress;
import io.vxplan.daemon.Log;
import io.vxplan.daemon.StatusServer;
import io.vxplan.daemon.Supervision;
import io.vxplan.discovery.daemon.DiscoveryDaemon;
import io.vxplan.discovery.daemon.OwnAddress;
import io.vxplan.discovery.daemon.Ways;
import io.vxplan.discovery.settings.Settings;
import io.vxplan.discovery.settings.SettingsReader;
import io.vxplan.discovery.settings.TopologySettings;
import io.vxplan.inventory.Parsed;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.FileFailure;
import io.vxplan.model.topology.DiscoveryEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "run",
        description = {
            "Announce this host's stacks, find those of other hosts, keep discovery.json.",
            "Runs until SIGTERM or SIGINT, and says goodbye to the peers.",
            "Settings are environment variables and a file, or a host's part of a topology; a variable wins over both."
        },
        footer = {
            "  STACK_ID=stack-a VNI=1000 vxplan discovery run",
            "  vxplan discovery run --config discovery.yaml --state-dir /run/stack-a",
            "  MULTICAST_GROUP=239.1.1.2 vxplan discovery run --config discovery.yaml",
            "  vxplan discovery run --inventory inventory.yaml --host h1 --discovery prod"
        })
final class DiscoveryRunCommand implements Callable<Integer> {
    /// Beyond the three seconds in which the daemon says goodbye, and within the five in which a
    /// service has to end.
    private static final Duration TO_STOP = Duration.ofMillis(4_500);

    @ParentCommand private DiscoveryCommand discovery;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "Settings in YAML, with the keys 'discovery' and 'stacks'. Without it, the environment alone.")
    private @Nullable Path config;

    @Mixin private TopologyOptions topology;

    @Option(
            names = "--state-dir",
            paramLabel = "DIR",
            defaultValue = "/var/lib/docker-router",
            showDefaultValue = Help.Visibility.ALWAYS,
            description = "Where discovery.json, events.log and lock.json are written.")
    private Path stateDir;

    @Mixin private HealthOption health;

    /// What there is to do.
    private record Work(Settings settings, int healthPort) {}

    @Override
    public Integer call() throws InterruptedException {
        Optional<Work> known = work();
        if (known.isEmpty()) {
            return ExitCode.ERROR;
        }
        Settings settings = known.get().settings();
        ListenAddress listen = health.address(System.getenv(), known.get().healthPort());
        Log log = new Log(settings.logLevel(), discovery.terminal()::say);
        DiscoveryDaemon daemon =
                new DiscoveryDaemon(
                        settings,
                        stateDir,
                        new Ways(),
                        new OwnAddress(),
                        InstantSource.system(),
                        log,
                        Supervision.of(System.getenv(), ProcessHandle.current().pid(), log));
        Optional<StatusServer> server = HealthOption.serve(listen, daemon, log);
        try {
            return run(daemon);
        } finally {
            server.ifPresent(StatusServer::close);
        }
    }

    /// Empty where there is a mistake, which is told.
    private Optional<Work> work() {
        Map<String, String> environment = System.getenv();
        if (topology.areGiven(config != null)) {
            return topology.read(discovery.terminal())
                    .flatMap(host ->
                            good(TopologySettings.of(host, environment))
                                    .map(read -> new Work(read, host.entry().healthPort())));
        }
        return good(config == null
                        ? SettingsReader.read(environment)
                        : SettingsReader.readFile(config, environment))
                .map(read -> new Work(read, DiscoveryEntry.HEALTH_PORT));
    }

    private Optional<Settings> good(Parsed<Settings> parsed) {
        discovery.terminal().problems(parsed.problems());
        return parsed.hasErrors() ? Optional.empty() : parsed.value();
    }

    private int run(DiscoveryDaemon daemon) throws InterruptedException {
        try (Termination _ = Termination.by(() -> stop(daemon))) {
            daemon.run();
            return ExitCode.DONE;
        } catch (IOException e) {
            discovery
                    .terminal()
                    .problem(Diagnostic.error("discovery can't run: " + FileFailure.reason(e), ""));
            return ExitCode.ERROR;
        }
    }

    private static void stop(DiscoveryDaemon daemon) {
        try {
            daemon.stop(TO_STOP);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
