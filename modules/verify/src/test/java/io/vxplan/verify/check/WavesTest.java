package io.vxplan.verify.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.model.topology.Topology;
import io.vxplan.testing.Topologies;
import io.vxplan.verify.Samples;
import io.vxplan.verify.check.Waves.Wave;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WavesTest {
    private static final Topology FIFTY = Samples.mesh(50, "192.168.0.0/16");
    private static final List<Check> PINGS =
            Checks.of(FIFTY, Topologies.allocations(FIFTY)).pings();

    @Test
    void fiftyHostsNeedMoreNeighboursThanAKernelHasRoomFor() {
        assertThat(Waves.neighbours(PINGS)).isEqualTo(50 * 49).isGreaterThan(Waves.NO_NEED);
    }

    @Test
    void everyCheckIsInOneWave() {
        assertThat(Waves.of(PINGS).stream().flatMap(wave -> wave.checks().stream()))
                .containsExactlyInAnyOrderElementsOf(PINGS);
    }

    @Test
    void twoHostsPingEachOtherInTheSameWave() {
        for (Wave wave : Waves.of(PINGS)) {
            Set<String> pairs =
                    wave.checks().stream()
                            .filter(Check.Reach.class::isInstance)
                            .map(Check.Reach.class::cast)
                            .map(check -> check.source().name() + " " + check.to().name())
                            .collect(Collectors.toSet());
            assertThat(pairs)
                    .allMatch(pair -> pairs.contains(pair.replaceFirst("(\\S+) (\\S+)", "$2 $1")));
        }
    }

    @Test
    void noWaveFillsTheTableAndEachGivesItTime() {
        assertThat(Waves.of(PINGS))
                .hasSize(13)
                .allSatisfy(wave -> {
                    assertThat(Waves.neighbours(wave.checks())).isLessThanOrEqualTo(200);
                    assertThat(wave.millis()).isEqualTo(10 * Waves.neighbours(wave.checks()));
                });
    }
}
