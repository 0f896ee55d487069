package io.vxplan.router.daemon;

import io.vxplan.daemon.Health;
import io.vxplan.daemon.Log;
import io.vxplan.daemon.Metrics;
import io.vxplan.daemon.Supervision;
import io.vxplan.discovery.state.AtomicFile;
import io.vxplan.discovery.state.DiscoveryFile;
import io.vxplan.discovery.state.DiscoveryJson;
import io.vxplan.discovery.state.DiscoveryState;
import io.vxplan.discovery.state.Peer;
import io.vxplan.host.HostException;
import io.vxplan.host.local.LocalHost;
import io.vxplan.inventory.fields.LogLevel;
import io.vxplan.model.HostName;
import io.vxplan.router.Samples;
import io.vxplan.router.routing.RouterSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A router at work on a host, with its folders, and what it says.
final class Running implements AutoCloseable {
    static final Duration HOLD_DOWN = Duration.ofSeconds(2);
    static final Duration MAX_AGE = Duration.ofMinutes(5);

    private final Namespaces namespaces;
    private final String name;
    private final int number;
    private final Path folder;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final AtomicLong ahead = new AtomicLong();
    private LocalHost host;
    private Router router;

    Running(Namespaces namespaces, int number, Path folder) throws IOException, HostException {
        this.namespaces = namespaces;
        this.name = Namespaces.name(number);
        this.number = number;
        this.folder = Files.createDirectories(folder.resolve(name));
        this.host = open();
        this.router = start();
    }

    private LocalHost open() throws HostException {
        return LocalHost.inNamespace(new HostName(name), namespaces.path(name));
    }

    /// What it says of itself; of others it learns from discovery.
    private Router start() throws IOException {
        String routing =
                """
                version: 1
                stack_id: %1$s
                vni: 1000
                vxlan_subnet: 192.168.100.0/24
                local_vxlan_ip: 192.168.100.%2$d
                networks:
                  - name: internal
                    subnet: 172.%3$d.0.0/16
                    gateway: 172.%3$d.0.2
                """
                        .formatted(name, number, 19 + number);
        Path file = folder.resolve("routing.yaml");
        if (!Files.exists(file)) {
            Files.writeString(file, routing);
        }
        Log log = new Log(LogLevel.DEBUG, lines::add);
        Router started =
                new Router(
                        List.of(new RoutingFile(file, Map.of(), Samples.routing(routing), log)),
                        new RouterSettings(
                                true, Duration.ofHours(1), HOLD_DOWN, MAX_AGE, LogLevel.DEBUG),
                        host,
                        folder,
                        folder.resolve("run"),
                        log,
                        Supervision.of(Map.of(), 0, log),
                        () -> System.nanoTime() + ahead.get());
        Thread.ofPlatform()
                .name("router " + name)
                .start(() -> {
                    try {
                        started.run();
                    } catch (IOException | HostException e) {
                        throw new IllegalStateException(e);
                    }
                });
        return started;
    }

    void restart() throws IOException, HostException {
        close();
        host = open();
        router = start();
    }

    Router router() {
        return router;
    }

    /// Time goes by.
    void later(Duration time) {
        ahead.addAndGet(time.toNanos());
    }

    Health health() {
        return router.condition().health();
    }

    /// In Prometheus' text format, line by line.
    List<String> metrics() {
        Metrics metrics = new Metrics();
        router.condition().measure(metrics);
        return new String(metrics.text(), StandardCharsets.UTF_8).lines().toList();
    }

    /// How often it has looked at everything.
    String passes() {
        return metrics().stream()
                .filter(line -> line.startsWith("vxplan_reconcile_seconds_count"))
                .findFirst()
                .orElseThrow();
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    Path file(String fileName) {
        return folder.resolve(fileName);
    }

    /// As discovery would write it, of the hosts with these numbers.
    void discovers(int... others) throws IOException {
        Instant now = Instant.now();
        List<Peer> peers =
                Arrays.stream(others)
                        .mapToObj(other ->
                                "%s 10.0.0.%d 192.168.100.%d 172.%d.0.0/16"
                                        .formatted(
                                                Namespaces.name(other), other, other, 19 + other))
                        .map(text -> new Peer(Samples.stack(text), now, Peer.Status.ACTIVE))
                        .toList();
        AtomicFile.replace(
                file(DiscoveryFile.NAME), DiscoveryJson.write(new DiscoveryState(now, peers)));
    }

    /// The FDB entries and the routes that it has set, in the kernel's own words, sorted; nothing
    /// while there is no device.
    String kernel() {
        return Stream.of(
                        "bridge fdb show dev vxlan1000 2>/dev/null || true",
                        "ip route show proto 158")
                .flatMap(command -> namespaces.sh(name, command).lines())
                .filter(line -> line.startsWith("00:00:00:00:00:00") || line.contains("via"))
                .map(line -> line.strip() + "\n")
                .sorted()
                .collect(Collectors.joining());
    }

    @Override
    public void close() {
        router.close();
        host.close();
    }
}
