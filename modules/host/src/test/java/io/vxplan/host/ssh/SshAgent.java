package io.vxplan.host.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;

/// A real ssh-agent.
final class SshAgent implements AutoCloseable {
    private final Path socket;
    private final Process process;

    SshAgent(Path socket) throws IOException {
        this.socket = socket;
        // In the foreground; it prints where it listens once it does.
        process = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString()).start();
        assertThat(process.inputReader().readLine()).startsWith("SSH_AUTH_SOCK=");
    }

    Path socket() {
        return socket;
    }

    void add(Path key) throws IOException, InterruptedException {
        ProcessBuilder add = new ProcessBuilder("ssh-add", "-q", key.toString());
        add.environment().put("SSH_AUTH_SOCK", socket.toString());
        assertThat(add.start().waitFor()).isZero();
    }

    @Override
    public void close() {
        process.destroy();
    }
}
