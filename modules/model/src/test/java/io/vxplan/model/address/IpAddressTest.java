package io.vxplan.model.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "0.0.0.0, 0.0.0.0",
        "255.255.255.255, 255.255.255.255",
        "::, ::",
        "::1, ::1",
        "2001:DB8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "1:0:0:2:0:0:0:3, 1:0:0:2::3",
        "::ffff:192.0.2.1, ::ffff:c000:201",
        "1::, 1::",
    })
    void readsAndPrintsCanonically(String text, String canonical) {
        IpAddress address = IpAddress.parse(text);

        assertThat(address).hasToString(canonical);
        assertThat(IpAddress.of(address.bytes())).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.256",
                "01.2.3.4",
                "1.2.3.x",
                "host",
                ":",
                ":::",
                "1::2::3",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "12345::",
                "fe80::1%eth0",
                "1:2:3:4:5:6:7:8::"
            })
    void refusesWhatIsNoAddress(String text) {
        assertThatThrownBy(() -> IpAddress.parse(text))
                .hasMessage("'" + text + "' is not an IPv4 or IPv6 address");
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.255, 1, 10.0.1.0",
        "10.0.1.0, -1, 10.0.0.255",
        "::ffff:ffff:ffff:ffff, 1, 0:0:0:1::",
        "0:0:0:1::, -1, ::ffff:ffff:ffff:ffff",
    })
    void addsWithCarry(String text, long offset, String sum) {
        assertThat(IpAddress.parse(text).plus(offset)).isEqualTo(IpAddress.parse(sum));
    }
}
