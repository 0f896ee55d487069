package io.vxplan.discovery.multicast;

import io.vxplan.discovery.Discovery;
import io.vxplan.discovery.state.Stack;
import io.vxplan.model.Secret;
import io.vxplan.model.address.IpAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/// A [MulticastDiscovery] in a process of its own in a namespace: Java reads IPv6 addresses from
/// /proc/net, which shows the namespace of the process, not that of the thread.
final class DaemonProcess {
    private final Process process;
    final Set<String> knows = new ConcurrentSkipListSet<>();
    final Set<String> refused = new ConcurrentSkipListSet<>();

    DaemonProcess(String namespace, String group, String key, String stack, String host)
            throws IOException {
        process =
                new ProcessBuilder(
                                "ip",
                                "netns",
                                "exec",
                                namespace,
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                DaemonProcess.class.getName(),
                                group,
                                key,
                                stack,
                                host)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        Thread.ofVirtual().start(this::follow);
    }

    private void follow() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ", 2);
                switch (words[0]) {
                    case "heard" -> knows.add(words[1]);
                    case "left" -> knows.remove(words[1]);
                    default -> refused.add(line);
                }
            }
        } catch (IOException e) {
            refused.add(e.toString());
        }
    }

    /// Lets it say goodbye.
    void close() throws IOException, InterruptedException {
        process.getOutputStream().close();
        process.waitFor();
    }

    /// Until the end of its input.
    ///
    /// @param args group, key (may be empty), stack, host
    public static void main(String[] args) throws IOException {
        Optional<Secret> key =
                Optional.of(args[1]).filter(text -> !text.isEmpty()).map(Secret::new);
        MulticastSettings settings =
                Stacks.settings(IpAddress.parse(args[0]), key, "at-" + args[3]);
        try (MulticastDiscovery discovery = new MulticastDiscovery(settings, new Printer())) {
            discovery.announce(List.of(Stacks.stack(args[2], args[3])));
            System.in.read();
        }
    }

    private static final class Printer implements Discovery.Listener {
        @Override
        public void heard(Stack stack) {
            System.out.println("heard " + stack.id());
        }

        @Override
        public void left(Stack.Key stack, IpAddress host) {
            System.out.println("left " + stack.id());
        }

        @Override
        public void refused(String from, String why) {
            System.out.println("refused " + from + ": " + why);
        }
    }
}
