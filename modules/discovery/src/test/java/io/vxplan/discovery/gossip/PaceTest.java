package io.vxplan.discovery.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {
    @Test
    void theDefaultIsThatOfALan() {
        assertThat(Pace.of(Duration.ofSeconds(30))).isEqualTo(new Pace(1_000, 200, 5_000));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 100, 500, 1_000, 2_000, 7_000, 30_000, 3_600_000})
    void nobodyIsRushed(long interval) {
        Pace pace = Pace.of(Duration.ofMillis(interval));

        assertThat(pace.pingTimeout()).isGreaterThanOrEqualTo(250);
        assertThat(pace.ping() - pace.pingTimeout()).isGreaterThanOrEqualTo(250);
        assertThat(pace.answer()).isGreaterThanOrEqualTo(pace.ping());
    }
}
