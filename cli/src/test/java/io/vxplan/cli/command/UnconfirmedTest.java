package io.vxplan.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.model.HostName;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnconfirmedTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    /// The first hosts were changed long ago, the others just now.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    0 | 1 | h1 goes back 2m after its first change was made; `vxplan confirm net.yaml` keeps what was done, `vxplan revert net.yaml` undoes it now
                    0 | 2 | h1, h2 go back, each 2m after its first change was made; `vxplan confirm net.yaml` keeps what was done, `vxplan revert net.yaml` undoes it now
                    1 | 0 | h1 has gone back 2m after its first change was made; give --confirm more time than the whole run takes, verify included
                    2 | 1 | h1, h2 have gone back; h3 goes back, each 2m after its first change was made; give --confirm more time than the whole run takes, verify included; `vxplan confirm net.yaml` keeps what was done, `vxplan revert net.yaml` undoes it now
                    0 | 22 | h1, h10, h11, h12, h13, h14, h15, h16, h17, h18, h19, h2, h20, h21, h22, h3, h4, h5, h6, h7 and 2 more go back, each 2m after its first change was made; `vxplan confirm net.yaml` keeps what was done, `vxplan revert net.yaml` undoes it now
                    """)
    void saysWhoGoesBackAndWhatToDo(int late, int waiting, String words) {
        SortedMap<HostName, Instant> until = new TreeMap<>();
        IntStream.rangeClosed(1, late + waiting)
                .forEach(number ->
                        until.put(
                                new HostName("h" + number),
                                NOW.plusSeconds(number <= late ? 0 : 1)));
        Unconfirmed unconfirmed =
                new Unconfirmed(until, Duration.ofMinutes(2), Path.of("net.yaml"));

        assertThat(unconfirmed.isLate(NOW)).isEqualTo(late > 0);
        assertThat(unconfirmed.because("verify failed", NOW))
                .hasToString("error: not confirmed, because verify failed: " + words);
    }
}
