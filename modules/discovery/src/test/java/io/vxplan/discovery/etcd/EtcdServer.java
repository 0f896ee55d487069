package io.vxplan.discovery.etcd;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.ClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A real etcd on loopback, with its data in a folder of the test's.
public final class EtcdServer implements AutoCloseable {
    private final Path folder;
    private final String scheme;
    private final int port = freePort();
    private final int peerPort;
    private final List<String> options;
    private Process process;

    private EtcdServer(Path folder, String scheme, int peerPort, List<String> options) {
        this.folder = folder;
        this.scheme = scheme;
        this.peerPort = peerPort;
        this.options = options;
        this.process = launch();
    }

    private static EtcdServer alone(Path folder, String scheme, String... options) {
        int peerPort = freePort();
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of("--initial-cluster", "default=" + peers(peerPort)));
        return new EtcdServer(folder, scheme, peerPort, all);
    }

    public static EtcdServer start(Path folder) {
        return alone(folder, "http");
    }

    /// @param options for TLS
    static EtcdServer startWithTls(Path folder, String... options) {
        return alone(folder, "https", options);
    }

    /// Members of one etcd.
    static List<EtcdServer> startMembers(Path folder, int count) throws IOException {
        List<Integer> ports = new ArrayList<>();
        List<String> members = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ports.add(freePort());
            members.add("m" + i + "=" + peers(ports.get(i)));
        }
        List<EtcdServer> servers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            servers.add(
                    new EtcdServer(
                            Files.createDirectory(folder.resolve("m" + i)),
                            "http",
                            ports.get(i),
                            List.of(
                                    "--name",
                                    "m" + i,
                                    "--initial-cluster",
                                    String.join(",", members))));
        }
        return servers;
    }

    private static String peers(int peerPort) {
        return "http://127.0.0.1:" + peerPort;
    }

    private Process launch() {
        String own = url(port);
        String peers = peers(peerPort);
        List<String> command = new ArrayList<>();
        command.addAll(List.of("etcd", "--data-dir", folder.resolve("data").toString()));
        command.addAll(List.of("--listen-client-urls", own, "--advertise-client-urls", own));
        command.addAll(List.of("--listen-peer-urls", peers));
        command.addAll(List.of("--initial-advertise-peer-urls", peers));
        // Its own waits are short, and so are the leases that it grants: a second.
        command.addAll(List.of("--heartbeat-interval", "50", "--election-timeout", "300"));
        command.addAll(options);
        try {
            Process started =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(
                                    ProcessBuilder.Redirect.appendTo(
                                            folder.resolve("log").toFile()))
                            .start();
            Until.holds("etcd listens: see " + folder + "/log", this::isListening);
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException("etcd (Debian package etcd-server)", e);
        }
    }

    private boolean isListening() {
        try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String url(int ofPort) {
        return scheme + "://127.0.0.1:" + ofPort;
    }

    public String endpoint() {
        return "127.0.0.1:" + port;
    }

    EtcdSettings settings(Duration ttl) {
        return settings(List.of(this), ttl);
    }

    static EtcdSettings settings(List<EtcdServer> members, Duration ttl) {
        return EtcdSettings.of(
                members.stream().map(EtcdServer::endpoint).toList(),
                EtcdSettings.DEFAULT_PREFIX,
                ttl,
                Optional.empty(),
                Optional.empty());
    }

    /// Somebody else at this etcd, by jetcd itself.
    Client stranger() {
        return strangerBuilder().build();
    }

    ClientBuilder strangerBuilder() {
        return Client.builder().target(url(port));
    }

    static ByteSequence bytes(String text) {
        return ByteSequence.from(text, StandardCharsets.UTF_8);
    }

    void stop() {
        Processes.end(process);
    }

    void startAgain() {
        process = launch();
    }

    void loseData() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    void freeze() {
        Processes.signal(process, "STOP");
    }

    void thaw() {
        Processes.signal(process, "CONT");
    }

    @Override
    public void close() {
        thaw();
        stop();
    }
}
