package io.vxplan.host.iproute;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IprouteVersionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    'ip utility, iproute2-6.1.0, libbpf 1.1.0'  | ''
                    'ip utility, iproute2-v5.10.0, libbpf 0.4'  | ''
                    'ip utility, iproute2-5.5.0'                | ''
                    'ip utility, iproute2-ss200127'             | ''
                    'ip utility, iproute2-ss191125'             | 'an iproute2 that is too old: `ip -V` says "ip utility, iproute2-ss191125"'
                    'ip utility, iproute2-4.20.0'               | 'an iproute2 that is too old: `ip -V` says "ip utility, iproute2-4.20.0"'
                    'ip: unrecognized option: V'                | 'no iproute2: `ip -V` says "ip: unrecognized option: V"'
                    """)
    void oldAndNew(String said, String problem) {
        assertThat(IprouteVersion.problem(said + "\n").orElse("")).isEqualTo(problem);
    }
}
