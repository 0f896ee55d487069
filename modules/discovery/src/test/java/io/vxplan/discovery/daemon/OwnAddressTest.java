package io.vxplan.discovery.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// On a real kernel, in a namespace of its own.
class OwnAddressTest {
    private final String namespace = "vxplan-own-" + ProcessHandle.current().pid();

    @BeforeEach
    void make() throws IOException {
        run("ip", "netns", "add", namespace);
        ip("link set lo up");
        ip("link add one type veth peer name two");
        ip("link set two up");
        ip("link set one up");
    }

    @AfterEach
    void remove() throws IOException {
        run("ip", "netns", "del", namespace);
    }

    private void ip(String words) throws IOException {
        run(
                Stream.concat(Stream.of("ip", "-n", namespace), Arrays.stream(words.split(" ", -1)))
                        .toArray(String[]::new));
    }

    private static void run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        byte[] output = process.getInputStream().readAllBytes();
        assertThat(process.onExit().join().exitValue())
                .as(String.join(" ", command) + ": " + new String(output, StandardCharsets.UTF_8))
                .isZero();
    }

    @Test
    void followsTheRoutes() throws IOException {
        Process process =
                new ProcessBuilder(
                                List.of(
                                        "ip",
                                        "netns",
                                        "exec",
                                        namespace,
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        OwnAddressMain.class.getName()))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (Writer ask = process.outputWriter(StandardCharsets.UTF_8);
                BufferedReader answers =
                        new BufferedReader(
                                new InputStreamReader(
                                        process.getInputStream(), StandardCharsets.UTF_8))) {
            Asking asking = new Asking(ask, answers);

            assertThat(asking.address()).as("none is there").isEqualTo("-");
            ip("link add docker0 type bridge");
            ip("link add name three type veth peer name four");
            ip("link set four master docker0 up");
            ip("link set three up");
            ip("link set docker0 up");
            ip("addr add 172.17.0.1/16 dev docker0");
            ip("link add vxlan7 type vxlan id 7 dstport 4789");
            ip("link set vxlan7 up");
            ip("addr add 192.168.100.1/24 dev vxlan7");
            assertThat(asking.address()).as("bridges and tunnels lead inward").isEqualTo("-");
            ip("addr add 10.9.0.5/24 dev one");
            assertThat(asking.address()).as("the only one").isEqualTo("10.9.0.5");
            ip("addr add 192.168.7.1/24 dev one");
            assertThat(asking.address()).as("known, and still there").isEqualTo("10.9.0.5");
            ip("addr del 10.9.0.5/24 dev one");
            ip("addr add 10.9.0.6/24 dev one");
            assertThat(asking.address()).as("one of two").isEqualTo("-");
            ip("route add default via 10.9.0.1");
            assertThat(asking.address()).as("the route leads out").isEqualTo("10.9.0.6");
            ip("route replace default via 192.168.7.9");
            assertThat(asking.address()).as("another does").isEqualTo("192.168.7.1");
            ip("route del default");
            ip("addr add 2001:db8:9::5/64 dev one nodad");
            ip("route add default via 2001:db8:9::1");
            assertThat(asking.address()).as("IPv6 leads out").isEqualTo("2001:db8:9::5");
        } finally {
            process.destroy();
        }
    }

    private record Asking(Writer ask, BufferedReader answers) {
        String address() throws IOException {
            ask.write('\n');
            ask.flush();
            return String.valueOf(answers.readLine());
        }
    }
}
