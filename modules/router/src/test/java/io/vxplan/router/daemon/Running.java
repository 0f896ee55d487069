package io.vxplan.router.daemon;

import io.vxplan.daemon.Log;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A router at work on a host, with its folders, and what it says.
final class Running implements AutoCloseable {
    static final Duration HOLD_DOWN = Duration.ofSeconds(2);

    private final Namespaces namespaces;
    private final String name;
    private final int number;
    private final Path folder;
    private final List<String> lines = new CopyOnWriteArrayList<>();
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
    private Router start() {
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
        Router started =
                new Router(
                        Samples.routing(routing),
                        new RouterSettings(true, Duration.ofHours(1), HOLD_DOWN, LogLevel.DEBUG),
                        host,
                        folder,
                        folder.resolve("run"),
                        new Log(LogLevel.DEBUG, lines::add),
                        System::nanoTime);
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

    void restart() throws HostException {
        close();
        host = open();
        router = start();
    }

    Router router() {
        return router;
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
