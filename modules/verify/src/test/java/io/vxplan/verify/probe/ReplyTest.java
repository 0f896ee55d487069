package io.vxplan.verify.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplyTest {
    private static final String STATISTICS =
            "|--- 10.0.0.2 ping statistics ---|1 packets transmitted, 0 received, 100% packet loss, time 0ms|";

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            textBlock =
                    """
                    PING 10.0.0.2 (10.0.0.2) 56(84) bytes of data.                                            > no answer within 1 s
                    From 10.0.0.1 icmp_seq=1 Destination Host Unreachable                                     > From 10.0.0.1 icmp_seq=1 Destination Host Unreachable
                    ping: local error: message too long, mtu=1450                                             > ping: local error: message too long, mtu=1450
                    ping: connect: Network is unreachable                                                     > ping: connect: Network is unreachable
                    """)
    void keepsWhatPingSaidBesidesItsStatistics(String text, String said) {
        assertThat(new Reply(1, text + STATISTICS).said()).isEqualTo(said);
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    'ping: local error: message too long, mtu=1450', 1450
                    'ping: local error: message too long, mtu: 1450', 1450
                    'From 198.18.0.9 icmp_seq=1 Frag needed and DF set (mtu = 1400)', 1400
                    'From fd00::9 icmp_seq=1 Packet too big: mtu=1400', 1400
                    """)
    void readsTheMtuThatWouldHavePassed(String text, int mtu) {
        assertThat(new Reply(1, text).mtu()).isEqualTo(OptionalInt.of(mtu));
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    '64 bytes from 10.0.0.2: icmp_seq=1 ttl=64 time=0.051 ms', 0.051
                    '64 bytes from 10.0.0.2: icmp_seq=1 ttl=64 time=12 ms', 12
                    '64 bytes from 10.0.0.2: seq=0 ttl=64 time=0.047 ms', 0.047
                    """)
    void readsTheTime(String text, double milliseconds) {
        assertThat(new Reply(0, text).milliseconds()).isEqualTo(OptionalDouble.of(milliseconds));
    }
}
