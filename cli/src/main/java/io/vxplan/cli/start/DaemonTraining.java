package io.vxplan.cli.start;

import io.vxplan.cli.daemon.HealthOption;
import io.vxplan.daemon.ListenAddress;
import io.vxplan.daemon.Log;
import io.vxplan.daemon.StatusServer;
import io.vxplan.daemon.Supervision;
import io.vxplan.discovery.daemon.DiscoveryDaemon;
import io.vxplan.discovery.daemon.OwnAddress;
import io.vxplan.discovery.daemon.Ways;
import io.vxplan.discovery.settings.SettingsReader;
import io.vxplan.host.HostException;
import io.vxplan.host.local.LocalHost;
import io.vxplan.inventory.fields.LogLevel;
import io.vxplan.model.HostName;
import io.vxplan.router.daemon.Router;
import io.vxplan.router.daemon.RoutingFile;
import io.vxplan.router.routing.RouterSettings;
import io.vxplan.router.routing.Routing;
import io.vxplan.router.routing.RoutingReader;
import java.io.File;
import java.io.IOException;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Both daemons for a moment, until one host has a route to another: what they need at their start
/// is what a new host has to wait for.
///
/// Only in the network of its own that `network.sh` makes: a router changes the kernel.
final class DaemonTraining {
    private static final String INTERFACE = "vxplan-practice";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration LOOK = Duration.ofMillis(50);

    private static final Log SILENT = new Log(LogLevel.ERROR, _ -> {});

    private final Path inventory;
    private final Path scratch;

    private DaemonTraining(Path inventory, Path scratch) {
        this.inventory = inventory;
        this.scratch = scratch;
    }

    /// @param inventory beside `here.yaml`, `there.yaml` and `routing.yaml`
    static void run(Path inventory) throws IOException, HostException, InterruptedException {
        if (NetworkInterface.getByName(INTERFACE) == null) {
            return;
        }
        Path scratch = Files.createTempDirectory("vxplan");
        try {
            new DaemonTraining(inventory, scratch).run();
        } finally {
            remove(scratch);
        }
    }

    private void run() throws HostException, InterruptedException {
        DiscoveryDaemon here = discovery("here");
        DiscoveryDaemon there = discovery("there");
        try (LocalHost host = LocalHost.here(new HostName("here"));
                Router router = router(host)) {
            Optional<StatusServer> server =
                    HealthOption.serve(ListenAddress.parse("127.0.0.1:4792"), here, SILENT);
            start(router::run);
            start(here::run);
            start(there::run);
            awaitRoute();
            server.ifPresent(StatusServer::close);
        } finally {
            there.stop(PATIENCE);
            here.stop(PATIENCE);
        }
    }

    private DiscoveryDaemon discovery(String host) {
        return new DiscoveryDaemon(
                SettingsReader.readFile(inventory.resolveSibling(host + ".yaml"), Map.of())
                        .value()
                        .orElseThrow(),
                scratch.resolve(host),
                new Ways(),
                new OwnAddress(),
                InstantSource.system(),
                SILENT,
                supervision());
    }

    private Router router(LocalHost host) {
        Path file = inventory.resolveSibling("routing.yaml");
        Routing routing = RoutingReader.readFile(file, Map.of()).value().orElseThrow();
        return new Router(
                List.of(new RoutingFile(file, Map.of(), routing, SILENT)),
                RouterSettings.read(Map.of()).value().orElseThrow(),
                host,
                scratch.resolve("here"),
                scratch.resolve("run"),
                SILENT,
                supervision(),
                System::nanoTime);
    }

    private static Supervision supervision() {
        return Supervision.of(Map.of(), ProcessHandle.current().pid(), SILENT);
    }

    private interface Work {
        void run() throws IOException, HostException, InterruptedException;
    }

    private static void start(Work work) {
        Thread.ofPlatform()
                .daemon()
                .start(() -> {
                    try {
                        work.run();
                    } catch (IOException | HostException | InterruptedException _) {
                        // Then less is trained.
                    }
                });
    }

    private void awaitRoute() throws InterruptedException {
        Path routes = scratch.resolve("run").resolve("routes.json");
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            try {
                if (Files.readString(routes).contains("172.21.0.0/16")) {
                    return;
                }
            } catch (IOException _) {
                // It is not there yet.
            }
            Thread.sleep(LOOK);
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
    }
}
