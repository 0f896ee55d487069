package io.vxplan.discovery.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.discovery.Discovery;
import io.vxplan.discovery.dns.Bind;
import io.vxplan.discovery.etcd.EtcdServer;
import io.vxplan.discovery.multicast.Lan;
import io.vxplan.discovery.settings.Settings;
import io.vxplan.discovery.settings.SettingsReader;
import io.vxplan.discovery.state.Stack;
import io.vxplan.model.address.IpAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What has to hold by whatever way peers are found: a whole daemon, whose wall clock jumps at each
/// look, and peers that speak as daemons do. All are on one host with several addresses.
class EveryWayTest {
    private static final long PAUSE = 500;
    private static final Clock JUMPING = RunningDaemon.JUMPING.withZone(ZoneOffset.UTC);

    private final List<AutoCloseable> open = new ArrayList<>();

    @TempDir private Path folder;

    enum Mode {
        MULTICAST,
        GOSSIP,
        ETCD,
        DNS
    }

    private interface Work<T> {
        T done() throws Exception;
    }

    /// A network with this way in it.
    ///
    /// @param keys of `discovery:`
    /// @param clock that jumps; but the signatures of DNS are of a time, so that without one nobody
    ///   hears anybody
    private record World(Map<String, String> keys, Optional<Lan> lan, Clock clock) {
        <T> T in(Work<T> work) throws Exception {
            return lan.isPresent() ? lan.get().host(1).<T, Exception>call(work::done) : work.done();
        }

        /// @param stack as it stands under `stacks`
        Settings settings(String host, String stack) throws IOException {
            Path file = Files.createTempFile("discovery", ".yaml");
            StringBuilder text = new StringBuilder("stacks:\n  - {%s}\n".formatted(stack));
            text.append("discovery:\n  host_ip: %s\n".formatted(host));
            keys.forEach((key, value) -> text.append("  %s: %s\n".formatted(key, value)));
            Files.writeString(file, text);
            Settings settings = SettingsReader.readFile(file, Map.of()).value().orElseThrow();
            Files.delete(file);
            return settings;
        }
    }

    private World world(Mode mode) throws Exception {
        Map<String, String> keys = new HashMap<>();
        // Long enough for nobody to be late.
        keys.put("announce_interval", "5s");
        keys.put("peer_timeout", "15s");
        keys.put("mode", mode.name().toLowerCase(Locale.ROOT));
        return switch (mode) {
            case MULTICAST -> new World(keys, Optional.of(lan()), JUMPING);
            case GOSSIP -> {
                keys.put("gossip_seeds", "[10.0.0.1]");
                yield new World(keys, Optional.of(lan()), JUMPING);
            }
            case ETCD -> {
                EtcdServer etcd = EtcdServer.start(folder);
                open.add(etcd);
                keys.put("etcd_endpoints", "[\"" + etcd.endpoint() + "\"]");
                yield new World(keys, Optional.empty(), JUMPING);
            }
            case DNS -> {
                Bind bind = new Bind(folder);
                open.add(bind::stop);
                keys.putAll(bind.keys());
                keys.put("update_interval", "1s");
                yield new World(keys, Optional.empty(), Clock.systemUTC());
            }
        };
    }

    private Lan lan() throws Exception {
        Lan lan = new Lan(1);
        open.add(lan::close);
        for (int i = 2; i <= 7; i++) {
            lan.ip(1, "address add 10.0.0." + i + "/24 dev eth0");
        }
        return lan;
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    private RunningDaemon daemon(World world) throws Exception {
        RunningDaemon daemon =
                world.in(() ->
                        new RunningDaemon(
                                world.settings(
                                        "10.0.0.1",
                                        "stack_id: own, vni: 7, vxlan_ip: 192.168.7.1, networks: [172.20.0.0/16]"),
                                new Ways(world.clock()),
                                folder,
                                Optional.empty(),
                                Map.of()));
        open.add(daemon);
        return daemon;
    }

    private Peer peer(World world, String host, String stack) throws Exception {
        Peer peer = world.in(() -> new Peer(world.settings(host, stack)));
        open.add(peer);
        return peer;
    }

    /// Announces its stack twice a second, and notes what is told to it.
    private static final class Peer implements Discovery.Listener, AutoCloseable {
        final List<String> lines = new CopyOnWriteArrayList<>();
        private final Discovery way;
        private final Settings settings;
        private final Thread thread;
        private volatile IpAddress host;

        Peer(Settings settings) throws IOException {
            this.settings = settings;
            this.host = settings.hostIp().orElseThrow();
            this.way = new Ways().open(settings, this);
            this.thread = Thread.ofPlatform().start(this::announce);
        }

        private void announce() {
            try {
                while (true) {
                    try {
                        way.announce(
                                settings.stacks().stream().map(stack -> stack.at(host)).toList());
                    } catch (IOException e) {
                        lines.add(String.valueOf(e.getMessage()));
                    }
                    Thread.sleep(PAUSE);
                }
            } catch (InterruptedException e) {
                way.close();
            }
        }

        void move(String to) {
            host = IpAddress.parse(to);
        }

        @Override
        public void heard(Stack stack) {
            // no matter
        }

        @Override
        public void left(Stack.Key stack, IpAddress from) {
            // no matter
        }

        @Override
        public void refused(String from, String why) {
            lines.add(why);
        }

        @Override
        public void close() {
            thread.interrupt();
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void contradictionsAreReportedAndNothingIsLost(Mode mode) throws Exception {
        World world = world(mode);
        RunningDaemon daemon = daemon(world);
        Peer good =
                peer(
                        world,
                        "10.0.0.2",
                        "stack_id: good, vni: 7, vxlan_ip: 192.168.7.2, networks: [172.21.0.0/16]");
        daemon.awaitPeers("good 10.0.0.2 active");

        Peer thief = peer(world, "10.0.0.3", "stack_id: good, vni: 7");
        peer(world, "10.0.0.4", "stack_id: same, vni: 7, vxlan_ip: 192.168.7.2");
        peer(world, "10.0.0.5", "stack_id: elsewhere, vni: 8");
        peer(world, "10.0.0.6", "stack_id: wide, vni: 7, networks: [172.16.0.0/12]");

        awaitTold(mode, daemon, thief);
        awaitEvent(daemon, "vxlan_ip 192.168.7.2 belongs to good");
        awaitEvent(daemon, "VNI 8 is not served here");
        awaitEvent(daemon, "network 172.16.0.0/12 overlaps 172.2");
        assertThat(daemon.peers()).containsExactly("good 10.0.0.2 active");

        thief.close();
        good.move("10.0.0.7");
        daemon.awaitPeers("good 10.0.0.7 active");
        assertThat(daemon.events()).noneMatch(line -> line.contains("silence"));
    }

    /// A server knows each stack once, so it is the second who is told; else whoever hears both.
    private static void awaitTold(Mode mode, RunningDaemon daemon, Peer thief)
            throws InterruptedException {
        switch (mode) {
            case MULTICAST, GOSSIP -> awaitEvent(daemon, "the id belongs to the stack at 10.0.0.2");
            case ETCD, DNS ->
                    RunningDaemon.await(
                            "the thief is told",
                            () -> thief.lines.stream().anyMatch(line -> line.contains("regist")));
        }
    }

    private static void awaitEvent(RunningDaemon daemon, String why) throws InterruptedException {
        RunningDaemon.await(
                why,
                () -> {
                    try {
                        return daemon.events().stream().anyMatch(line -> line.contains(why));
                    } catch (IOException e) {
                        return false;
                    }
                });
    }
}
