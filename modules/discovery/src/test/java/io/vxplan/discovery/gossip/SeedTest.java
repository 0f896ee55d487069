package io.vxplan.discovery.gossip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeedTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.1.5, 10.0.1.5:4790",
        "10.0.1.5:4791, 10.0.1.5:4791",
        "2001:db8::5, [2001:db8::5]:4790",
        "[2001:db8::5], [2001:db8::5]:4790",
        "[2001:db8::5]:4791, [2001:db8::5]:4791",
        "host.example, host.example:4790"
    })
    void readsWhatPeopleWrite(String text, String seed) {
        assertThat(Seed.parse(text, 4790)).hasToString(seed);
    }

    @Test
    void ports() {
        assertThatThrownBy(() -> Seed.parse("10.0.1.5:99999", 4790))
                .hasMessage("the port of a gossip seed is 1 to 65535, not 99999");
    }
}
