package io.vxplan.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListenAddressTest {
    @Test
    void anAddressAPortOrNothing() {
        assertThat(ListenAddress.parse("none").socket()).isEmpty();
        assertThat(ListenAddress.parse("9100").socket())
                .contains(new InetSocketAddress("127.0.0.1", 9100));
        assertThat(ListenAddress.parse("192.0.2.1:80").socket())
                .contains(new InetSocketAddress("192.0.2.1", 80));
        assertThat(ListenAddress.parse("[2001:db8::1]:80").socket())
                .contains(new InetSocketAddress("2001:db8::1", 80));
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
