package io.vxplan.model.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrefixTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.255.255, 10.0.0.1",
        "192.0.2.0/31, 192.0.2.1, 192.0.2.0",
        "192.0.2.7/32, 192.0.2.7, 192.0.2.7",
        "0.0.0.0/0, 255.255.255.255, 0.0.0.1",
        "2001:db8::/64, 2001:db8::ffff:ffff:ffff:ffff, 2001:db8::1",
        "2001:db8::/32, 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff, 2001:db8::1",
        "::/0, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, ::1",
    })
    void knowsItsEnds(String text, String last, String firstHost) {
        Prefix prefix = Prefix.parse(text);

        assertThat(prefix).hasToString(text);
        assertThat(prefix.last()).hasToString(last);
        assertThat(prefix.firstHost()).hasToString(firstHost);
        assertThat(prefix.contains(IpAddress.parse(last))).isTrue();
    }

    @Test
    void refusesHostBitsAndSaysWhatWouldBeRight() {
        assertThatThrownBy(() -> Prefix.parse("10.0.0.1/8"))
                .hasMessage("'10.0.0.1/8' has host bits set; the network is 10.0.0.0/8");
    }

    @Test
    void networkAndBroadcastAreNoHostAddresses() {
        Prefix prefix = Prefix.parse("192.0.2.0/24");

        assertThat(prefix.isHostAddress(IpAddress.parse("192.0.2.0"))).isFalse();
        assertThat(prefix.isHostAddress(IpAddress.parse("192.0.2.255"))).isFalse();
        assertThat(prefix.isHostAddress(IpAddress.parse("192.0.2.254"))).isTrue();
        assertThat(prefix.isHostAddress(IpAddress.parse("192.0.3.1"))).isFalse();
    }
}
