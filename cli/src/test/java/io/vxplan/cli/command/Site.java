package io.vxplan.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.cli.Main;
import io.vxplan.cli.output.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

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
            execute("ip netns add " + namespace);
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

    record Said(int exitCode, String results, String messages) {}

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

    /// Runs the program with nobody to answer. Words with a dot are files of the folder, and
    /// written so in what it says.
    Said vxplan(String command) {
        StringWriter results = new StringWriter();
        StringWriter messages = new StringWriter();
        Terminal terminal =
                new Terminal(new PrintWriter(results), new PrintWriter(messages), false, false);
        String[] words =
                Stream.of(command.split(" "))
                        .map(word -> word.contains(".") ? folder.resolve(word).toString() : word)
                        .toArray(String[]::new);
        int exitCode = Main.commandLine(terminal, words).execute(words);
        return new Said(exitCode, shortened(results), shortened(messages));
    }

    private String shortened(StringWriter text) {
        return text.toString().replace(folder + "/", "").replace(prefix, "");
    }

    /// Runs a script on a host, which must succeed, and returns what it printed.
    String sh(String host, String script) {
        return execute("ip netns exec " + prefix + host + " sh -ec '" + script + "'");
    }

    /// Its namespace is gone, and so it can't be reached.
    void lose(String host) {
        execute("ip netns del " + prefix + host);
        namespaces.remove(prefix + host);
    }

    private static String execute(String command) {
        try {
            Process process =
                    new ProcessBuilder("sh", "-ec", command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as("%s: %s", command, output).isZero();
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        namespaces.forEach(namespace -> execute("ip netns del " + namespace));
    }
}
