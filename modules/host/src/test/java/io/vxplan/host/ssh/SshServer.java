package io.vxplan.host.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.testing.TestNamespace;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A real OpenSSH server in a namespace, on all its addresses, with users of its own: `root`, and
/// `alice`, whose password is [#PASSWORD]. The machine's own users and keys are not touched: the
/// files are mounted over for the server only.
final class SshServer implements AutoCloseable {
    static final String PASSWORD = "correct horse";

    private static final String PASSWORD_HASH =
            "$6$vxplan$RKe8K/GS7k/mYojJ5MBGKt6V.b0F8j5c7d.GMjlW21OXSZ1l5RYFiJcbH/bkRwtFmVTEJ9x.2Zga55Xdxaoy40";
    private static final int ALICE = 4711;

    private final TestNamespace namespace;
    private final Path folder;
    private final Process process;

    /// @param folder empty
    /// @param sudoers what `alice` may do
    /// @param options further lines of sshd_config, which come first
    SshServer(TestNamespace namespace, Path folder, String sudoers, List<String> options) {
        this.namespace = namespace;
        this.folder = folder;
        try {
            Files.createDirectories(folder);
            // alice reads her authorized keys as herself
            for (Path part : List.of(folder.getParent(), folder)) {
                Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
            for (String type : List.of("ed25519", "rsa", "ecdsa")) {
                String bits = type.equals("rsa") ? "2048" : "256";
                keygen("-q", "-t", type, "-b", bits, "-N", "", "-f", hostKey(type).toString());
            }
            write("authorized_keys", "");
            write(
                    "passwd",
                    "root:x:0:0::/root:/bin/sh\nalice:x:%d:%d::/tmp:/bin/sh\n"
                                    .formatted(ALICE, ALICE)
                            + "sshd:x:110:65534::/run/sshd:/usr/sbin/nologin\n");
            write(
                    "shadow",
                    "root:*:19000::::::\nalice:"
                            + PASSWORD_HASH
                            + ":19000::::::\nsshd:!:19000::::::\n");
            write("sudoers", "Defaults !lecture\nroot ALL=(ALL) ALL\n" + sudoers + "\n");
            write(
                    "sudo-pam",
                    "auth required pam_unix.so nodelay\naccount required pam_permit.so\nsession required pam_permit.so\n");
            write("sshd_config", config(options));
            process = start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String config(List<String> options) {
        return String.join("\n", options)
                + """

                AuthorizedKeysFile %1$s/authorized_keys
                PidFile none
                StrictModes no
                UsePAM no
                MaxStartups 100
                PermitRootLogin prohibit-password
                HostKey %1$s/host_ed25519
                HostKey %1$s/host_rsa
                HostKey %1$s/host_ecdsa
                """
                        .formatted(folder);
    }

    private Process start() throws IOException {
        String script =
                """
                mkdir -p /run/sshd
                mount --make-rprivate /
                for file in passwd shadow sudoers; do mount --bind $1/$file /etc/$file; done
                mount --bind $1/sudo-pam /etc/pam.d/sudo
                exec /usr/sbin/sshd -D -e -f $1/sshd_config
                """;
        Process server =
                new ProcessBuilder(
                                "ip",
                                "netns",
                                "exec",
                                namespace.name(),
                                "sh",
                                "-ec",
                                script,
                                "sh",
                                folder.toString())
                        .redirectErrorStream(true)
                        .start();
        BufferedReader said = server.inputReader();
        StringBuilder log = new StringBuilder();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            log.append(line).append('\n');
            if (line.startsWith("Server listening on")) {
                Thread.startVirtualThread(() -> drain(said));
                return server;
            }
        }
        throw new AssertionError("sshd did not start: " + log);
    }

    private static void drain(BufferedReader said) {
        try {
            said.transferTo(Writer.nullWriter());
        } catch (IOException e) {
            // it ended
        }
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, text);
        Files.setPosixFilePermissions(
                file,
                PosixFilePermissions.fromString(
                        name.startsWith("sudoers") ? "r--r-----" : "rw-r--r--"));
    }

    /// How many are logged in: sshd has a process for each.
    long sessions() {
        return process.children().count();
    }

    /// With SIGKILL, the server's processes; what it started for them it can't end any more.
    void killSessions() {
        sessionProcesses().forEach(ProcessHandle::destroyForcibly);
    }

    /// As if the network between were gone.
    void freezeSessions(boolean frozen) {
        String signal = frozen ? "STOP" : "CONT";
        sessionProcesses()
                .forEach(session -> namespace.sh("kill -" + signal + " " + session.pid()));
    }

    private List<ProcessHandle> sessionProcesses() {
        List<ProcessHandle> sessions =
                process.descendants()
                        .filter(child -> child.info().command().filter(this::isServer).isPresent())
                        .toList();
        assertThat(sessions).isNotEmpty();
        return sessions;
    }

    private boolean isServer(String command) {
        return command.contains("/sshd");
    }

    Path namespacePath() {
        return namespace.path();
    }

    Path hostKey(String type) {
        return folder.resolve("host_" + type);
    }

    /// The public half of a host key, as it stands in known_hosts after the name.
    String publicHostKey(String type) {
        return publicKey(hostKey(type));
    }

    /// Lets the holder of this private key in, as every user.
    void authorize(Path privateKey) {
        try {
            Files.writeString(folder.resolve("authorized_keys"), publicKey(privateKey) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String publicKey(Path privateKey) {
        try {
            String[] words = Files.readString(Path.of(privateKey + ".pub")).strip().split(" ", -1);
            return words[0] + " " + words[1];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void keygen(String... arguments) {
        try {
            List<String> command = new ArrayList<>(List.of("ssh-keygen"));
            command.addAll(List.of(arguments));
            Process keygen = new ProcessBuilder(command).redirectErrorStream(true).start();
            keygen.getOutputStream().close();
            String said = keygen.inputReader().lines().toList().toString();
            assertThat(keygen.waitFor()).as(said).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        // The sessions first, or they would hold the namespace.
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroy();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
