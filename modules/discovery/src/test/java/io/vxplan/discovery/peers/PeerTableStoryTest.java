package io.vxplan.discovery.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.discovery.state.Peer;
import io.vxplan.discovery.state.Stack;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.Prefix;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Random stories of joining, leaving, conflict and silence: what always holds.
class PeerTableStoryTest {
    private static final Duration INTERVAL = Duration.ofSeconds(30);
    private static final Patience PATIENCE = new Patience(INTERVAL, Duration.ofSeconds(90));
    private static final int STEPS = 1_000;

    private static final List<Stack> OWN =
            List.of(
                    Stacks.parse("own 1 10.0.0.1 192.168.0.1 172.20.0.0/20"),
                    Stacks.parse("own 2 10.0.0.1 192.168.0.1 172.20.0.0/20"));

    private record Told(List<PeerEvent> events, List<Peer> peers) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void whatAlwaysHolds(long seed) {
        assertThat(tell(seed)).isEqualTo(tell(seed));
    }

    private static Told tell(long seed) {
        Random random = new Random(seed);
        PeerTable table = new PeerTable(PATIENCE, OWN);
        List<PeerEvent> all = new ArrayList<>();
        Map<Stack.Key, Duration> believed = new HashMap<>();
        Map<Stack.Key, Stack> followed = new HashMap<>();
        Duration now = Duration.ZERO;
        Instant wall = Instant.EPOCH;
        for (int step = 0; step < STEPS; step++) {
            // People's clocks jump; nobody may be lost by that.
            wall = wall.plusSeconds(random.nextInt(-100_000, 100_000));
            List<PeerEvent> events;
            if (random.nextInt(4) == 0) {
                Duration elapsed = Duration.ofSeconds(random.nextInt(1, 30));
                now = now.plus(elapsed);
                events = table.tick(elapsed);
            } else if (random.nextInt(20) == 0) {
                Stack stack = stack(random);
                events = table.left(stack.key(), stack.hostIp());
                events.forEach(event -> believed.remove(((PeerEvent.Gone) event).stack().key()));
            } else {
                Stack stack = stack(random);
                events = table.heard(stack, wall);
                if (table.peers().contains(new Peer(stack, wall, Peer.Status.ACTIVE))) {
                    believed.put(stack.key(), now);
                }
            }
            all.addAll(events);
            holdsWhatWasBelieved(table, believed, now);
            nothingBelongsToTwo(table.peers());
            eventsAddUp(events, followed, table);
        }
        return new Told(all, table.peers());
    }

    /// Of few ids, addresses and networks, so that they meet.
    private static Stack stack(Random random) {
        int network = random.nextInt(64);
        return Stacks.parse(
                "s%d %d 10.0.1.%d 192.168.0.%d 172.20.%d.0/%d"
                        .formatted(
                                random.nextInt(12),
                                random.nextInt(1, 4),
                                random.nextInt(1, 4),
                                random.nextInt(1, 12),
                                network * 4,
                                random.nextInt(22, 25)));
    }

    private static void holdsWhatWasBelieved(
            PeerTable table, Map<Stack.Key, Duration> believed, Duration now) {
        Map<Stack.Key, Peer> peers = new HashMap<>();
        table.peers().forEach(peer -> peers.put(peer.stack().key(), peer));
        believed.values().removeIf(heard -> now.minus(heard).compareTo(PATIENCE.goneAfter()) >= 0);
        assertThat(peers.keySet()).isEqualTo(believed.keySet());
        peers.forEach((key, peer) -> {
            Duration silence = now.minus(believed.getOrDefault(key, Duration.ZERO));
            Peer.Status expected =
                    silence.compareTo(INTERVAL.multipliedBy(2)) < 0
                            ? Peer.Status.ACTIVE
                            : silence.compareTo(PATIENCE.timeout()) < 0
                                    ? Peer.Status.SUSPECT
                                    : Peer.Status.STALE;
            assertThat(peer.status()).isEqualTo(expected);
        });
    }

    private static void nothingBelongsToTwo(List<Peer> peers) {
        List<Stack> stacks = new ArrayList<>(OWN);
        peers.forEach(peer -> stacks.add(peer.stack()));
        for (Stack one : stacks) {
            for (Stack other : stacks) {
                if (!one.key().equals(other.key()) && one.vni().equals(other.vni())) {
                    IpAddress address = one.vxlanIp().orElseThrow();
                    assertThat(other.vxlanIp()).isNotEqualTo(Optional.of(address));
                    Prefix network = one.networks().getFirst();
                    assertThat(other.networks()).noneMatch(network::overlaps);
                }
            }
        }
    }

    /// Who follows the events knows the table.
    private static void eventsAddUp(
            List<PeerEvent> events, Map<Stack.Key, Stack> followed, PeerTable table) {
        for (PeerEvent event : events) {
            switch (event) {
                case PeerEvent.Joined(Stack stack) ->
                        assertThat(followed.put(stack.key(), stack)).isNull();
                case PeerEvent.Changed(Stack before, Stack after) ->
                        assertThat(followed.replace(after.key(), before, after)).isTrue();
                case PeerEvent.Gone(Stack stack, boolean _) ->
                        assertThat(followed.remove(stack.key(), stack)).isTrue();
                case PeerEvent.Suspect(Stack stack) -> assertThat(followed).containsValue(stack);
                case PeerEvent.Stale(Stack stack) -> assertThat(followed).containsValue(stack);
                case PeerEvent.Back(Stack stack) -> assertThat(followed).containsValue(stack);
                case PeerEvent.Refused _ -> {
                    // says nothing of the table
                }
            }
        }
        assertThat(followed.values())
                .containsExactlyInAnyOrderElementsOf(
                        table.peers().stream().map(Peer::stack).toList());
    }
}
