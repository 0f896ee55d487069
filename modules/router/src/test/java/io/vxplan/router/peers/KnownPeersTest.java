package io.vxplan.router.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.discovery.state.DiscoveryState;
import io.vxplan.discovery.state.Peer;
import io.vxplan.discovery.state.Stack;
import io.vxplan.model.address.Vni;
import io.vxplan.router.Samples;
import io.vxplan.router.routing.RouterSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KnownPeersTest {
    private static final Vni VNI = new Vni(1000);
    private static final String B = "b 10.0.0.2";
    private static final String C = "c 10.0.0.3";

    private static KnownPeers read(KnownPeers before, int seconds, String... stacks) {
        return before.read(written(seconds, stacks), VNI, seconds(seconds), RouterSettings.DEFAULT);
    }

    private static DiscoveryState written(int seconds, String... stacks) {
        Instant at = Instant.EPOCH.plusSeconds(seconds);
        return new DiscoveryState(
                at,
                Stream.of(stacks)
                        .map(text -> new Peer(Samples.stack(text), at, Peer.Status.STALE))
                        .toList());
    }

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }

    private static Stack[] stacks(String... texts) {
        return Stream.of(texts).map(Samples::stack).toArray(Stack[]::new);
    }

    @Test
    void whoVanishesStaysForTheHoldDown() {
        KnownPeers peers = read(read(KnownPeers.NONE, 1, B, C), 10, B);

        assertThat(peers.present()).containsExactly(stacks(B));
        assertThat(peers.all()).containsExactly(stacks(B, C));
        assertThat(peers.nextLeave()).contains(seconds(15));
        assertThat(peers.at(seconds(14)).leaving())
                .extracting(KnownPeers.Leaving::stack)
                .containsExactly(stacks(C));
        assertThat(peers.at(seconds(15)).leaving()).isEmpty();
    }

    @Test
    void aFileReadAgainDoesNotProlongIt() {
        KnownPeers peers = read(read(read(KnownPeers.NONE, 1, B, C), 10, B), 14, B);

        assertThat(peers.nextLeave()).contains(seconds(15));
    }

    @Test
    void whoComesBackHasNeverLeft() {
        KnownPeers peers = read(read(read(KnownPeers.NONE, 1, B, C), 10, B), 14, B, C);

        assertThat(peers.present()).containsExactly(stacks(B, C));
        assertThat(peers.leaving()).isEmpty();
    }

    @Test
    void whoComesBackElsewhereIsThereAtOnce() {
        KnownPeers peers = read(read(KnownPeers.NONE, 1, C), 10, "c 10.0.0.9");

        assertThat(peers.present()).containsExactly(stacks("c 10.0.0.9"));
        assertThat(peers.leaving()).isEmpty();
    }

    @Test
    void itIsSettledOnceDiscoveryHasWrittenAndHadTime() {
        KnownPeers first = read(KnownPeers.NONE, 1, B);
        KnownPeers second = read(first, 10, B);

        assertThat(first.isSettled(seconds(1000), RouterSettings.DEFAULT)).isFalse();
        assertThat(second.isSettled(seconds(60), RouterSettings.DEFAULT)).isFalse();
        assertThat(second.isSettled(seconds(61), RouterSettings.DEFAULT)).isTrue();
    }

    @Test
    void rightAfterTheStartNobodyIsNoNews() {
        KnownPeers peers = read(read(KnownPeers.NONE, 1, B, C), 2);

        assertThat(peers.present()).containsExactly(stacks(B, C));
        assertThat(read(peers, 60).present()).containsExactly(stacks(B, C));
        assertThat(read(peers, 61).present()).isEmpty();
    }

    @Test
    void rightAfterTheStartAnOlderFileIsNoNews() {
        KnownPeers first = read(KnownPeers.NONE, 10, B, C);
        DiscoveryState older = written(9, B);

        assertThat(first.read(older, VNI, seconds(69), RouterSettings.DEFAULT).present())
                .containsExactly(stacks(B, C));
    }
}
