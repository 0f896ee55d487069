package io.vxplan.cli.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/// A docker of the tests' own at DOCKER_HOST, with images and containers that nobody else sees. Its
/// bridge is in a network namespace of its own, so it touches nothing of the machine's network.
/// Needs root.
final class DockerDaemon implements AutoCloseable {
    private static final String ADDRESS = Objects.requireNonNull(System.getenv("DOCKER_HOST"));

    /// Docker takes control groups as it finds them, of either version, and wants some.
    private static final String START =
            """
            set -eu
            ip link set dev lo up
            mountpoint -q /sys/fs/cgroup || mount -t cgroup2 none /sys/fs/cgroup
            exec dockerd --host "$DOCKER_HOST" --data-root "$0/data" --exec-root "$0/exec" --pidfile "$0/pid" --iptables=false --ip6tables=false
            """;

    private final Path folder;
    private final Server server;

    DockerDaemon() throws IOException {
        folder = Files.createTempDirectory("vxplan-docker");
        Path log = folder.resolve("log");
        Process process =
                new ProcessBuilder(
                                "unshare", "--net", "--mount", "sh", "-c", START, folder.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        server = new Server(process, log);
        server.awaitLog("API listen on");
    }

    /// The path of the network namespace that containers on docker's bridge are reached from.
    Path network() {
        return Path.of("/proc", Long.toString(server.process().pid()), "ns", "net");
    }

    static String containers() {
        return Shell.run("docker ps --all --format '{{.Names}}'");
    }

    @Override
    public void close() throws IOException {
        server.process().destroy();
        Shell.await(() -> !server.process().isAlive());
        Shell.run("rm -rf '%s' '%s'".formatted(folder, ADDRESS.replaceFirst("unix://", "")));
    }
}
