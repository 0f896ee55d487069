package io.vxplan.cli.command;

import io.vxplan.cli.program.Shell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// A user's folder, and one host h1 that is reached by a real sshd: a namespace with a cable to
/// another one, from which vxplan connects. The host is 198.51.100.2, the client 198.51.100.130.
/// `root` and `alice`, who may use sudo with [#PASSWORD], log in with the key `key`; the machine's
/// own users are not touched. Needs root.
final class SshSite implements AutoCloseable {
    static final String PASSWORD = "correct horse";

    private static final String HASH =
            "$6$vxplan$RKe8K/GS7k/mYojJ5MBGKt6V.b0F8j5c7d.GMjlW21OXSZ1l5RYFiJcbH/bkRwtFmVTEJ9x.2Zga55Xdxaoy40";

    private static final AtomicInteger COUNT = new AtomicInteger();

    private static final String NETWORK =
            """
            for n in h1 client; do
                ip netns add "$p-$n"
                ip -n "$p-$n" link set dev lo up
            done
            ip link add name eth0 netns "$p-h1" type veth peer name near netns "$p-client"
            for file in "$p-h1 eth0 198.51.100.2" "$p-client near 198.51.100.130"; do
                set -- $file
                ip -n "$1" address add "$3/24" dev "$2"
                ip netns exec "$1" sh -c "echo 0 >/proc/sys/net/ipv6/conf/$2/accept_dad"
                ip -n "$1" link set dev "$2" up
            done
            ip -n "$p-client" address add 198.51.100.3/32 dev lo
            """;

    private static final String SSHD =
            """
            mkdir -p /run/sshd "$f/sshd" "$f/home"
            chmod 755 "$f" "$f/sshd"
            chmod 777 "$f/home"
            ssh-keygen -q -t ed25519 -N '' -f "$f/sshd/host"
            ssh-keygen -q -t ed25519 -N '' -f "$f/key"
            cp "$f/key.pub" "$f/sshd/authorized_keys"
            echo "198.51.100.2 $(cut -d' ' -f1,2 "$f/sshd/host.pub")" >"$f/known_hosts"
            cd "$f/sshd"
            cat >passwd <<END
            root:x:0:0::$f/home:/bin/sh
            alice:x:4711:4711::$f/home:/bin/sh
            sshd:x:110:65534::/run/sshd:/usr/sbin/nologin
            END
            printf 'root:*:19000::::::\\nalice:%s:19000::::::\\nsshd:!:19000::::::\\n' "$hash" >shadow
            printf 'Defaults !lecture\\nroot ALL=(ALL) ALL\\nalice ALL=(ALL) ALL\\n' >sudoers
            printf '%s\\n' 'auth required pam_unix.so nodelay' 'account required pam_permit.so' \\
                'session required pam_permit.so' >pam
            chmod 440 sudoers
            cat >config <<END
            AuthorizedKeysFile $f/sshd/authorized_keys
            PidFile $f/sshd/pid
            LogLevel DEBUG3
            StrictModes no
            UsePAM no
            PermitRootLogin prohibit-password
            HostKey $f/sshd/host
            END
            ip netns exec "$p-h1" unshare -m sh -ec '
                mount --make-rprivate /
                for file in passwd shadow sudoers; do mount --bind $file /etc/$file; done
                mount --bind pam /etc/pam.d/sudo
                exec strace -D -f -qq -s 65535 -e trace=execve -o $PWD/exec \\
                    /usr/sbin/sshd -f $PWD/config -E $PWD/log </dev/null >/dev/null 2>&1'
            until [ -s pid ]; do sleep 0.01; done
            """;

    private final Path folder;
    private final String prefix = "ssh" + ProcessHandle.current().pid() + COUNT.incrementAndGet();

    /// @param folder empty, the user's
    SshSite(Path folder) {
        this.folder = folder;
        try {
            // alice reads her authorized keys as herself.
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Shell.run(
                "p='%s' f='%s' hash='%s'\n".formatted(prefix, folder, HASH)
                        + NETWORK
                        + SSHD.replace("            ", ""));
        write("inventory.yaml", inventory(""));
    }

    /// @param more variables of the host, each after a comma
    String inventory(String more) {
        return """
        all:
          hosts:
            h1: { ansible_host: 198.51.100.2, ansible_user: root, ansible_ssh_private_key_file: %s/key, \
        vxplan_known_hosts: [%s/known_hosts], vxplan_socket_netns: %s-client, ansible_timeout: 5%s }
        """
                .formatted(folder, folder, prefix, more);
    }

    /// A line more for an inventory: a host h2 that is reached and takes no connections.
    String closedHost() {
        return "    h2: { ansible_host: 198.51.100.3, vxplan_socket_netns: %s-client }\n"
                .formatted(prefix);
    }

    /// The same host, without SSH.
    String inventoryOfNamespace() {
        return "all: { hosts: { h1: { ansible_host: 198.51.100.2, ansible_connection: netns, vxplan_netns: %s-h1 } } }\n"
                .formatted(prefix);
    }

    void write(String file, String content) {
        try {
            Files.writeString(folder.resolve(file), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String read(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Said vxplan(String command) {
        return Said.in(folder, command);
    }

    /// Where the shells of users of the host begin.
    Path home() {
        return folder.resolve("home");
    }

    /// What runs the rest of a command on the host, or where vxplan connects from.
    List<String> inside(String where) {
        return List.of("ip", "netns", "exec", prefix + "-" + where);
    }

    /// Runs a script on the host, or where vxplan connects from, and returns what it printed.
    String sh(String where, String script) {
        write("script", script);
        return Shell.run("ip netns exec %s-%s sh -eu %s/script".formatted(prefix, where, folder));
    }

    /// Runs a script on the host that shows how it is, without what `ip` says of namespaces that go
    /// while it looks: other tests have such.
    String dump(String script) {
        return sh("h1", "exec 2>/dev/null; " + script);
    }

    @Override
    public void close() {
        Shell.run(
                """
                kill $(cat %2$s/sshd/pid)
                for n in h1 client; do
                    for pid in $(ip netns pids %1$s-$n); do kill -9 "$pid" || :; done
                    rm -rf /run/vxplan.$(stat -L -c %%i "/run/netns/%1$s-$n").*
                    ip netns del "%1$s-$n"
                done
                """
                        .formatted(prefix, folder));
    }
}
