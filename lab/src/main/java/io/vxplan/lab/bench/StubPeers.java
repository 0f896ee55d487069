package io.vxplan.lab.bench;

import io.vxplan.discovery.Discovery;
import io.vxplan.discovery.daemon.Ways;
import io.vxplan.discovery.settings.Settings;
import io.vxplan.discovery.settings.SettingsReader;
import io.vxplan.discovery.state.Stack;
import io.vxplan.model.address.IpAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/// Many hosts that speak as discovery daemons do, in one process. They keep no table and make no
/// tunnel: what they hear costs them the reading of it.
public final class StubPeers {
    private StubPeers() {}

    /// Until it is killed. Says when it began, in seconds since the epoch, and that all are known.
    ///
    /// @param files the settings of one daemon each, with its address
    @SuppressWarnings("SystemOut")
    static void main(String... files) throws IOException, InterruptedException {
        Ways ways = new Ways();
        List<Runnable> peers = new ArrayList<>();
        CountDownLatch announced = new CountDownLatch(files.length);
        for (String file : files) {
            Settings settings =
                    SettingsReader.readFile(Path.of(file), Map.of()).value().orElseThrow();
            Discovery way = ways.open(settings, new Deaf());
            peers.add(() -> announce(way, settings, announced));
        }
        Instant begun = Instant.now();
        // Real threads, which are in the network namespace of this process for sure.
        peers.forEach(peer -> Thread.ofPlatform().start(peer));
        System.out.println("begun %d.%09d".formatted(begun.getEpochSecond(), begun.getNano()));
        announced.await();
        System.out.println("announced");
    }

    @SuppressWarnings("SystemOut")
    private static void announce(Discovery way, Settings settings, CountDownLatch announced) {
        IpAddress host = settings.hostIp().orElseThrow();
        List<Stack> own = settings.stacks().stream().map(stack -> stack.at(host)).toList();
        Duration pause = settings.patience().interval();
        while (true) {
            try {
                try {
                    way.announce(own);
                    announced.countDown();
                } catch (IOException e) {
                    System.err.println(own.getFirst().id() + ": " + e.getMessage());
                }
                Thread.sleep(pause);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static final class Deaf implements Discovery.Listener {
        @Override
        public void heard(Stack stack) {
            // not remembered
        }

        @Override
        public void left(Stack.Key stack, IpAddress host) {
            // not remembered
        }

        @Override
        public void refused(String from, String why) {
            // not remembered
        }
    }
}
