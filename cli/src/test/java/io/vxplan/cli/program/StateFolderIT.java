package io.vxplan.cli.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.cli.program.Program.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What two daemons share is a folder. Whatever happens to it, they go on, take nothing away, say
/// it once, and recover by themselves. Needs root.
class StateFolderIT extends OnSegment {
    /// Of a daemon that was given much more to read than is good for it.
    private static final long MOST_KIB = 512 << 10;

    @ParameterizedTest
    @MethodSource("io.vxplan.cli.program.Mode#tested")
    void whateverHappensToIt(Mode mode) throws Exception {
        try (Way way = mode.open(segment, folder);
                Stacks stacks = new Stacks(program, folder, way.settings())) {
            for (int number = 1; number <= 2; number++) {
                segment.addHost(number);
                stacks.start(number, List.of(1, 2));
            }
            stacks.awaitPing(1, 2);
            Ping ping = new Ping(1, 2);

            segment.addHost(3);
            readOnly(stacks);
            full(stacks);
            removed(stacks);
            replaced(stacks, "{\"version\": 1, \"last_update\": \"2026-01-0", "no JSON");
            replaced(stacks, "\0\7garbage", "no JSON");
            replaced(stacks, peers(100_000), "more than 10,000 peers");

            assertThat(ping.end()).contains(" 0% packet loss");
            aStartFromTooMuch(stacks);
        }
    }

    private static void readOnly(Stacks stacks) throws IOException {
        Path state = stacks.state(1);
        // In the namespace of mounts that `ip netns exec` gave it.
        String there = "nsenter -m -t " + stacks.discovery(1).process().pid();
        Shell.run("%1$s mount --bind '%2$s' '%2$s'".formatted(there, state));
        Shell.run("%1$s mount -o remount,bind,ro '%2$s'".formatted(there, state));
        stacks.start(3, List.of());
        stacks.awaitPing(2, 3);
        String complaint = "can't write " + state + "/discovery.json: Read-only file system";
        stacks.await(() -> output(stacks.discovery(1)).contains(complaint));
        assertThat(stacks.knows(1, 3)).isFalse();
        Shell.run("%s umount '%s'".formatted(there, state));
        stacks.awaitPing(1, 3);
        assertThat(output(stacks.discovery(1))).containsOnlyOnce(complaint);
    }

    private static void full(Stacks stacks) throws IOException {
        Path ballast = stacks.disk(1).resolve("ballast");
        Shell.run("dd if=/dev/zero of='%s' bs=4k 2>&1 || :".formatted(ballast));
        Shell.kill(stacks.discovery(3));
        Shell.kill(stacks.router(3));
        stacks.awaitForgotten(2, 3);
        String complaint =
                "can't write %s/discovery.json: No space left on device".formatted(stacks.state(1));
        stacks.await(() -> output(stacks.discovery(1)).contains(complaint));
        assertThat(stacks.knows(1, 3)).isTrue();
        Files.delete(ballast);
        stacks.awaitForgotten(1, 3);
        assertThat(output(stacks.discovery(1))).containsOnlyOnce(complaint);
    }

    /// The folder itself: its writer makes it again, at times before the router has missed it.
    private static void removed(Stacks stacks) throws IOException {
        Path state = stacks.state(1);
        Shell.run("mv '%1$s' '%1$s.old'; rm -r '%1$s.old'".formatted(state));
        stacks.await(() -> Files.exists(state.resolve("discovery.json")));
        stacks.startDiscovery(3);
        stacks.await(() -> Files.readString(state.resolve("discovery.json")).contains("stack-3"));
        stacks.await(() -> stacks.knows(1, 3));
        stacks.discovery(3).process().destroy();
        stacks.awaitForgotten(1, 3);
    }

    private static void replaced(Stacks stacks, String content, String why) throws IOException {
        Path file = stacks.state(1).resolve("discovery.json");
        int before = output(stacks.router(1)).length();
        // Again and again: discovery may write its own before the router has looked.
        stacks.await(() -> {
            if (Files.size(file) != content.length()) {
                Files.move(
                        Files.writeString(stacks.disk(1).resolve("other"), content),
                        file,
                        StandardCopyOption.ATOMIC_MOVE);
            }
            return output(stacks.router(1)).substring(before).contains(why);
        });
        assertThat(stacks.knows(1, 2)).isTrue();
        String over = file + ": all is well again";
        stacks.await(() -> output(stacks.router(1)).substring(before).contains(over));
        String said = output(stacks.router(1)).substring(before);
        assertThat(count(why, said)).as(said).isBetween(count(over, said), count(over, said) + 1);
        assertThat(peakKib(stacks.router(1))).isLessThan(MOST_KIB);
    }

    /// As much of it as there may be is restored, and the rest of the network is found all the
    /// same.
    private static void aStartFromTooMuch(Stacks stacks) throws IOException {
        Shell.kill(stacks.discovery(1));
        Files.writeString(stacks.state(1).resolve("discovery.json"), peers(100_000));
        stacks.startDiscovery(1);
        stacks.await(() ->
                Files.readString(stacks.state(1).resolve("discovery.json"))
                        .contains("\"stack-2\""));
        assertThat(peakKib(stacks.discovery(1))).isLessThan(MOST_KIB);
        assertThat(stacks.router(1).process().isAlive()).isTrue();
    }

    private static String peers(int count) {
        return IntStream.range(0, count)
                .mapToObj(StateFolderIT::peer)
                .collect(
                        Collectors.joining(
                                ",",
                                "{\"version\":1,\"last_update\":\"2099-01-01T00:00:00Z\",\"peers\":[",
                                "]}"));
    }

    /// With every field that must be there.
    private static String peer(int number) {
        return """
        {"stack_id":"p%1$d","host_ip":"10.%2$d.%3$d.%4$d","vxlan_endpoint":"10.%2$d.%3$d.%4$d:4789",
        "vni":1000,"last_seen":"2026-01-01T00:00:00Z","status":"active"}\
        """
                .formatted(number, number >> 16, (number >> 8) & 255, number & 255);
    }

    private static int count(String part, String text) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }

    private static String output(Running daemon) throws IOException {
        return Files.readString(daemon.output());
    }

    private static long peakKib(Running daemon) throws IOException {
        Path status = Path.of("/proc", Long.toString(daemon.process().pid()), "status");
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }
}
