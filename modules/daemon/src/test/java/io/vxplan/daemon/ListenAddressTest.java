package io.vxplan.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ListenAddressTest {
    @Test
    void anAddressAPortOrNothing() {
        assertThat(socket("none")).isEmpty();
        assertThat(socket("9100")).contains("/127.0.0.1:9100");
        assertThat(socket("192.0.2.1:80")).contains("/192.0.2.1:80");
        assertThat(socket("[2001:db8::1]:80")).contains("/[2001:db8:0:0:0:0:0:1]:80");
    }

    private static Optional<String> socket(String text) {
        return ListenAddress.parse(text).socket().map(InetSocketAddress::toString);
    }

    @Test
    void allElseIsRefused() {
        for (String text :
                List.of("", "localhost:80", "::1:80", "1.2.3.4:65536", "1.2.3.4:x", ":80", "-1")) {
            assertThatThrownBy(() -> ListenAddress.parse(text))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
