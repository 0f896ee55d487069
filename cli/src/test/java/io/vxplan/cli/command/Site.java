package io.vxplan.cli.command;

import io.vxplan.cli.program.Shell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// A user's folder with an inventory of the hosts h1, h2, ..., which are namespaces of the kernel
/// these tests run on, each with an underlay address. Needs root.
final class Site implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Path folder;
    private final String prefix =
            "site" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet() + "-";
    private final List<String> namespaces = new ArrayList<>();

    Site(Path folder, int hosts) {
        this.folder = folder;
        StringBuilder inventory =
                new StringBuilder("all:\n  vars: { ansible_connection: netns }\n  hosts:\n");
        for (int i = 1; i <= hosts; i++) {
            String namespace = prefix + "h" + i;
            Shell.run("ip netns add " + namespace);
            namespaces.add(namespace);
            sh(
                    "h" + i,
                    "ip link set dev lo up; ip link add name eth0 type veth peer name wire0; ip link set dev wire0 up");
            sh("h" + i, "ip address add 198.18.0." + i + "/24 dev eth0; ip link set dev eth0 up");
            inventory.append(
                    "    h%d: { ansible_host: 198.18.0.%d, vxplan_netns: %s }\n"
                            .formatted(i, i, namespace));
        }
        write("inventory.yaml", inventory.toString());
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

    /// Runs the program, and leaves out of what it says how the namespaces are called.
    Said vxplan(String command) {
        return Said.in(folder, command).without(prefix);
    }

    /// Runs a script on a host, which must succeed, and returns what it printed.
    String sh(String host, String script) {
        return Shell.run("ip netns exec " + prefix + host + " sh -ec '" + script + "'");
    }

    Path namespace(String host) {
        return Path.of("/run/netns", prefix + host);
    }

    /// Its namespace is gone, and so it can't be reached.
    void lose(String host) {
        Shell.run("ip netns del " + prefix + host);
        namespaces.remove(prefix + host);
    }

    @Override
    public void close() {
        namespaces.forEach(namespace -> Shell.run("ip netns del " + namespace));
    }
}
