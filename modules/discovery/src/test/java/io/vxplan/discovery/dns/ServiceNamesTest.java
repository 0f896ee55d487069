package io.vxplan.discovery.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vxplan.discovery.dns.DnsSettings.HostPort;
import io.vxplan.discovery.state.Stack;
import io.vxplan.model.Secret;
import io.vxplan.model.address.Vni;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceNamesTest {
    private static String target(String id, int vni) {
        return ServiceNames.of("d.test").target(new Stack.Key(new Vni(vni), id)).toString();
    }

    @Test
    void plainIdsAreReadable() {
        assertThat(target("stack-a", 1000)).isEqualTo("stack-a-1000.docker-router.d.test.");
    }

    @Test
    void idsThatDnsCanNotTellApartHaveNamesOfTheirOwn() {
        assertThat(target("Stack-A", 1)).startsWith("xstack-a-").isNotEqualTo(target("stack-a", 1));
        assertThat(target("a.b", 1)).isNotEqualTo(target("a_b", 1));
        assertThat(target("x".repeat(253), Vni.MAX).indexOf('.')).isLessThanOrEqualTo(63);
        assertThat(target("x".repeat(253), 1)).isNotEqualTo(target("x".repeat(252), 1));
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.53, 192.0.2.53:53",
        "192.0.2.53:5353, 192.0.2.53:5353",
        "2001:db8::53, [2001:db8::53]:53",
        "[2001:db8::53], [2001:db8::53]:53",
        "[2001:db8::53]:5353, [2001:db8::53]:5353",
        "ns.example.test:5353, ns.example.test:5353"
    })
    void servers(String text, String canonical) {
        assertThat(HostPort.parse(text)).hasToString(canonical);
    }

    @ParameterizedTest
    @CsvSource({"ns:", "ns:0", "ns:65536", "ns:x", ":53"})
    void noServers(String text) {
        assertThatThrownBy(() -> HostPort.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aKeyThatIsNoneIsNotShown() {
        assertThatThrownBy(() -> new DnsSettings.Key("k", new Secret("s3cr3t!")))
                .hasMessage("the TSIG key k is not base64, as tsig-keygen prints it")
                .hasNoCause();
    }
}
