package io.vxplan.discovery.dns;

import static io.vxplan.discovery.dns.Leases.Word.EXPIRED;
import static io.vxplan.discovery.dns.Leases.Word.LONG_EXPIRED;
import static io.vxplan.discovery.dns.Leases.Word.VALID;
import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.discovery.state.Stacks;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Name;

class LeasesTest {
    private static final Name NAME = ServiceNames.name("a-1.example.test");
    private static final Duration LEASE = Duration.ofSeconds(90);
    private static final long NOW = 1_700_000_000;

    private final Leases leases = new Leases();

    private Leases.Word judge(long expires, long wall, int seconds) {
        Announcement announcement =
                new Announcement(
                        Stacks.full("a", 1, "10.0.0.1"),
                        Optional.of(new Announcement.Term(expires, LEASE)));
        return leases.judge(NAME, announcement, wall, Duration.ofSeconds(seconds).toNanos());
    }

    @Test
    void whoRenewsIsAliveWhateverTheClocksSay() {
        assertThat(judge(NOW + 90, NOW, 0)).isEqualTo(VALID);
        assertThat(judge(NOW + 120, NOW + 100_000, 30)).isEqualTo(VALID);
        assertThat(judge(NOW - 500_000, NOW + 100_000, 60)).isEqualTo(VALID);
        assertThat(judge(NOW - 499_999, NOW - 100_000, 1_000)).isEqualTo(VALID);
    }

    @Test
    void whoDoesNotIsDeadAfterHisLeaseAndRemovedAfterThree() {
        assertThat(judge(NOW + 500_000, NOW, 0)).isEqualTo(VALID);
        assertThat(judge(NOW + 500_000, NOW, 90)).isEqualTo(VALID);
        assertThat(judge(NOW + 500_000, NOW, 91)).isEqualTo(EXPIRED);
        assertThat(judge(NOW + 500_000, NOW, 270)).isEqualTo(EXPIRED);
        assertThat(judge(NOW + 500_000, NOW, 271)).isEqualTo(LONG_EXPIRED);
        assertThat(judge(NOW + 500_001, NOW, 272)).isEqualTo(VALID);
    }

    @Test
    void aStrangerIsHeldAgainstTheClockWithPatience() {
        assertThat(judge(NOW - 300, NOW, 0)).isEqualTo(VALID);
        leases.retain(Set.of());
        assertThat(judge(NOW - 301, NOW, 0)).isEqualTo(EXPIRED);
        assertThat(judge(NOW - 300, NOW, 30)).isEqualTo(VALID);
    }

    @Test
    void nobodyCouldRenewWhileTheServerWasAway() {
        assertThat(judge(NOW, NOW, 0)).isEqualTo(VALID);
        leases.serverCameBack(Duration.ofSeconds(1_000).toNanos());
        assertThat(judge(NOW, NOW, 1_090)).isEqualTo(VALID);
        assertThat(judge(NOW, NOW, 1_091)).isEqualTo(EXPIRED);
    }

    @Test
    void aRecordWithoutAnEndStays() {
        Announcement byHand = new Announcement(Stacks.full("a", 1, "10.0.0.1"), Optional.empty());
        assertThat(leases.judge(NAME, byHand, NOW, 0)).isEqualTo(VALID);
        assertThat(leases.judge(NAME, byHand, NOW, Long.MAX_VALUE)).isEqualTo(VALID);
    }
}
