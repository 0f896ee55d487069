package io.vxplan.router.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.daemon.Log;
import io.vxplan.daemon.Supervision;
import io.vxplan.discovery.state.AtomicFile;
import io.vxplan.discovery.state.DiscoveryFile;
import io.vxplan.discovery.state.DiscoveryJson;
import io.vxplan.discovery.state.DiscoveryState;
import io.vxplan.discovery.state.Peer;
import io.vxplan.host.HostException;
import io.vxplan.host.local.LocalHost;
import io.vxplan.inventory.fields.LogLevel;
import io.vxplan.model.HostName;
import io.vxplan.model.topology.Firewall;
import io.vxplan.router.Samples;
import io.vxplan.router.routing.RouterSettings;
import io.vxplan.router.routing.Routing;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `firewall: peers` where members are discovered: the router lets them in and out as they come and
/// go, and against whoever changes that.
class PeerFirewallTest {
    private static final String B = "b 10.0.0.2 192.168.100.2 172.21.0.0/16";
    private static final String C = "c 10.0.0.3 192.168.100.3 172.22.0.0/16";
    private static final String TABLE = "ip vxplan/docker-router/vni1000";

    private static final Duration HOUR = Duration.ofHours(1);

    private final AtomicLong ahead = new AtomicLong();

    @TempDir private Path folder;

    private final Namespaces namespaces = new Namespaces(1);

    @Test
    void isKeptInStepWithThePeers() throws Exception {
        try (namespaces;
                LocalHost host = LocalHost.inNamespace(new HostName("a"), namespaces.path("a"));
                Router router = router(host)) {
            discovers(B);
            start(router);
            await("elements = { 10.0.0.2 }");
            assertThat(ruleset()).contains("@th,96,24 != 0x3e8 return");

            discovers(B, C);
            await("elements = { 10.0.0.2, 10.0.0.3 }");

            // What a former router let in would stay for an hour. So seldom does this one look at
            // everything, unless it is told of a change.
            ahead.addAndGet(HOUR.toNanos());
            namespaces.sh("a", "nft flush ruleset");
            await("elements = { 10.0.0.2, 10.0.0.3 }");
            namespaces.sh("a", "nft add element %s peers '{ 10.0.0.66 }'".formatted(TABLE));
            await("elements = { 10.0.0.2, 10.0.0.3 }");
            namespaces.sh("a", "nft flush chain %s input".formatted(TABLE));
            await("udp dport 4789 counter");

            discovers(B);
            await("elements = { 10.0.0.2 }");
        }
    }

    private Router router(LocalHost host) {
        Log log = new Log(LogLevel.DEBUG, _ -> {});
        return new Router(
                List.of(RoutingSource.of(guarded(Samples.routing()))),
                new RouterSettings(
                        true, HOUR, Duration.ofSeconds(2), Duration.ofMinutes(5), LogLevel.DEBUG),
                host,
                folder,
                folder.resolve("run"),
                log,
                Supervision.of(Map.of(), 0, log),
                () -> System.nanoTime() + ahead.get());
    }

    private static Routing guarded(Routing routing) {
        Routing.Form form = routing.form();
        return new Routing(
                routing.stackId(),
                routing.vni(),
                routing.subnet(),
                routing.address(),
                routing.port(),
                routing.mtu(),
                routing.underlay(),
                List.of(),
                List.of(),
                new Routing.Form(
                        form.origin(),
                        form.mark(),
                        form.device(),
                        form.flooding(),
                        form.learning(),
                        form.ttl(),
                        form.forwarding(),
                        Firewall.PEERS,
                        form.mac()));
    }

    private static void start(Router router) {
        Thread.ofPlatform()
                .start(() -> {
                    try {
                        router.run();
                    } catch (IOException | HostException e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    private void discovers(String... stacks) throws IOException {
        Instant now = Instant.now();
        List<Peer> peers =
                Stream.of(stacks)
                        .map(text -> new Peer(Samples.stack(text), now, Peer.Status.ACTIVE))
                        .toList();
        AtomicFile.replace(
                folder.resolve(DiscoveryFile.NAME),
                DiscoveryJson.write(new DiscoveryState(now, peers)));
    }

    private String ruleset() {
        return namespaces.sh("a", "nft list ruleset");
    }

    private void await(String rule) throws InterruptedException {
        long end = System.nanoTime() + 30_000_000_000L;
        while (!ruleset().contains(rule)) {
            assertThat(System.nanoTime()).as("%s in %s", rule, ruleset()).isLessThan(end);
            Thread.sleep(20);
        }
    }
}
