package io.vxplan.cli.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A Docker of a host's own: its containers are on that host's network.
final class Docker implements AutoCloseable {
    private final Path folder;
    private final Process daemon;

    private Docker(Path folder, Process daemon) {
        this.folder = folder;
        this.daemon = daemon;
    }

    /// @param folder that is not there, for all that it keeps; in memory, for the file system below
    ///   may be one that takes no layers
    static Docker start(int host, Path folder) throws IOException {
        Files.createDirectory(folder);
        Shell.run("mount -t tmpfs vxplan-test '%s'".formatted(folder));
        Path log = folder.resolve("log");
        // Not `ip netns exec`: its /sys has no control groups.
        String start =
                """
                exec nsenter --net=/run/netns/%1$s dockerd --data-root '%2$s/data' --exec-root '%2$s/exec' --pidfile '%2$s/pid' \\
                    --host 'unix://%2$s/socket' --bridge none --iptables=false --ip6tables=false --ip-forward=false
                """
                        .formatted(Segment.host(host), folder);
        Process daemon =
                new ProcessBuilder("sh", "-c", start)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        new Server(daemon, log).awaitLog("API listen on");
        return new Docker(folder, daemon);
    }

    /// Runs a script whose `docker` and `docker-compose` talk to this one.
    String run(String script) {
        return Shell.run("export DOCKER_HOST='unix://%s/socket'\n%s".formatted(folder, script));
    }

    /// With all of its containers.
    @Override
    public void close() throws IOException {
        run("docker ps --quiet --all | xargs --no-run-if-empty docker rm --force");
        daemon.destroy();
        try {
            daemon.waitFor();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        Shell.run("umount -l '%s'".formatted(folder));
    }
}
