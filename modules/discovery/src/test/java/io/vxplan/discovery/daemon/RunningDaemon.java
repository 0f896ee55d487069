package io.vxplan.discovery.daemon;

import io.vxplan.daemon.Health;
import io.vxplan.daemon.Log;
import io.vxplan.daemon.Metrics;
import io.vxplan.daemon.Supervision;
import io.vxplan.discovery.settings.Settings;
import io.vxplan.discovery.settings.SettingsReader;
import io.vxplan.discovery.state.DiscoveryFormatException;
import io.vxplan.discovery.state.DiscoveryJson;
import io.vxplan.discovery.state.DiscoveryState;
import io.vxplan.inventory.fields.LogLevel;
import io.vxplan.model.address.IpAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A daemon in this process, with short times and a wall clock that jumps by hours.
final class RunningDaemon implements AutoCloseable {
    static final InstantSource JUMPING =
            () -> Instant.EPOCH.plusSeconds(RandomGenerator.getDefault().nextInt(1, 1 << 30));

    final Path folder;
    final List<String> log = new CopyOnWriteArrayList<>();
    final AtomicReference<Optional<IpAddress>> address;
    private final DiscoveryDaemon daemon;
    private final Thread thread;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    /// @param id of its stack in VNI 7
    RunningDaemon(MemoryNet net, Path folder, String id, String host) {
        this(net, folder, id, Optional.of(IpAddress.parse(host)), Map.of());
    }

    /// @param host empty until it has an address
    /// @param environment what systemd would set
    RunningDaemon(
            MemoryNet net,
            Path folder,
            String id,
            Optional<IpAddress> host,
            Map<String, String> environment) {
        this(
                SettingsReader.read(
                                Map.of(
                                        "STACK_ID", id,
                                        "VNI", "7",
                                        "ANNOUNCE_INTERVAL", "200ms",
                                        "PEER_TIMEOUT", "600ms"))
                        .value()
                        .orElseThrow(),
                (_, listener) -> net.join(listener),
                folder,
                host,
                environment);
    }

    /// Its thread is in the network namespace of the calling one.
    RunningDaemon(
            Settings settings,
            Opener opener,
            Path folder,
            Optional<IpAddress> host,
            Map<String, String> environment) {
        this.folder = folder;
        this.address = new AtomicReference<>(host);
        Log toList = new Log(LogLevel.DEBUG, log::add);
        this.daemon =
                new DiscoveryDaemon(
                        settings,
                        folder,
                        opener,
                        address::get,
                        JUMPING,
                        toList,
                        Supervision.of(environment, 0, toList));
        this.thread = Thread.ofPlatform().start(this::run);
    }

    private void run() {
        try {
            daemon.run();
        } catch (IOException | InterruptedException e) {
            failure.set(e);
        }
    }

    void awaitHealth(Health expected) throws InterruptedException {
        await(expected.toString(), () -> daemon.health().equals(expected));
    }

    /// In Prometheus' text format, line by line.
    List<String> metrics() {
        Metrics metrics = new Metrics();
        daemon.measure(metrics);
        return new String(metrics.text(), StandardCharsets.UTF_8).lines().toList();
    }

    Optional<Exception> failure() throws InterruptedException {
        thread.join();
        return Optional.ofNullable(failure.get());
    }

    Optional<DiscoveryState> state() {
        try {
            return Optional.of(
                    DiscoveryJson.read(Files.readAllBytes(folder.resolve("discovery.json"))));
        } catch (IOException e) {
            return Optional.empty();
        } catch (DiscoveryFormatException e) {
            throw new IllegalStateException(e);
        }
    }

    /// As `id host status`.
    List<String> peers() {
        return state().stream()
                .flatMap(state -> state.peers().stream())
                .map(peer ->
                        "%s %s %s"
                                .formatted(
                                        peer.stack().id(),
                                        peer.stack().hostIp(),
                                        peer.status().word()))
                .toList();
    }

    List<String> events() throws IOException {
        return Files.readAllLines(folder.resolve("events.log"));
    }

    static void await(String what, BooleanSupplier condition) throws InterruptedException {
        Instant end = Instant.now().plusSeconds(60);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("waited in vain: " + what);
            }
            Thread.sleep(10);
        }
    }

    void awaitPeers(String... expected) throws InterruptedException {
        await(folder + ": " + List.of(expected), () -> peers().equals(List.of(expected)));
    }

    @Override
    public void close() throws IOException {
        try {
            daemon.stop(Duration.ofSeconds(30));
            thread.join();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
