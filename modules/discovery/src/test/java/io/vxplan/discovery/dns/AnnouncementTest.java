package io.vxplan.discovery.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vxplan.discovery.state.Stack;
import io.vxplan.discovery.state.Stacks;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.Prefix;
import io.vxplan.model.address.Vni;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.TXTRecord;

class AnnouncementTest {
    private static final Announcement.Term TERM =
            new Announcement.Term(1_700_000_000, Duration.ofSeconds(90));

    private static Announcement read(String... strings) {
        return Announcement.read(
                List.of(strings).stream()
                        .map(it -> it.getBytes(StandardCharsets.ISO_8859_1))
                        .toList());
    }

    @Test
    void readsAsInTheDocumentation() {
        assertThat(
                        new Announcement(Stacks.full("a", 1000, "10.0.0.1"), Optional.of(TERM))
                                .strings())
                .containsExactly(
                        "txtvers=1",
                        "stack_id=a",
                        "vni=1000",
                        "host_ip=10.0.0.1",
                        "vxlan_endpoint=10.0.0.1:4789",
                        "vxlan_ip=192.168.100.1",
                        "networks=172.20.0.0/16,fd00:20::/64",
                        "mac=02:00:00:00:00:01",
                        "exp=1700000000",
                        "lease=90");
    }

    /// Through the record itself, where some characters have a meaning.
    @ParameterizedTest
    @CsvSource({"0, a", "1, A\\065\"=;b", "100, stack", "150, stack"})
    void whatIsWrittenIsRead(int networks, String id) {
        IpAddress host = IpAddress.parse("2001:db8::1");
        Stack stack =
                new Stack(
                        id,
                        new Vni(Vni.MAX),
                        host,
                        new Stack.Endpoint(host, 8472),
                        Optional.empty(),
                        IntStream.range(0, networks)
                                .mapToObj(i -> Prefix.parse("172.20." + i + ".0/24"))
                                .toList(),
                        Optional.empty());
        Announcement announcement = new Announcement(stack, Optional.of(TERM));
        TXTRecord txt =
                Entry.of(ServiceNames.of("example.test"), announcement, Duration.ofSeconds(60))
                        .txt();
        assertThat(Announcement.read(txt.getStringsAsByteArrays())).isEqualTo(announcement);
    }

    @Test
    void whatDoesNotFitIsTold() {
        Stack long_ = Stacks.full("x".repeat(253), 1, "10.0.0.1");
        assertThatThrownBy(() -> new Announcement(long_, Optional.empty()).strings())
                .hasMessageStartingWith("the stack xxx")
                .hasMessageEndingWith("does not fit into a TXT record: its id is too long");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vni=1 | the TXT record has no stack_id=",
                "stack_id=a;vni=0 | a VNI is 1 to 16777215, not 0",
                "stack_id=a;vni=16777216 | the TXT record's vni: no number up to 16777215",
                "stack_id=a;vni=1;host_ip=localhost | the TXT record's host_ip: ",
                "stack_id=a;vni=1;host_ip=10.0.0.1 | the TXT record has no vxlan_endpoint=",
                "stack_id=a;vni=1;host_ip=10.0.0.1;vxlan_endpoint=10.0.0.1:0 | the TXT record's vxlan_endpoint: a port is 1 to 65535, not 0",
                "stack_id=a b;vni=1;host_ip=10.0.0.1;vxlan_endpoint=10.0.0.1:1 | a stack's id has",
                "stack_id=a;vni=1;host_ip=10.0.0.1;vxlan_endpoint=10.0.0.1:1;networks=, | the TXT record's networks: ",
                "stack_id=a;vni=1;host_ip=10.0.0.1;vxlan_endpoint=10.0.0.1:1;exp=-1 | the TXT record's exp: no number",
            })
    void whatIsWrongIsSaid(String strings, String message) {
        assertThatThrownBy(() -> read(strings.split(";", -1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void theFirstOfTwoCounts() {
        Announcement announcement =
                read(
                        "stack_id=a",
                        "stack_id=b",
                        "vni=1",
                        "host_ip=10.0.0.1",
                        "other",
                        "vxlan_endpoint=10.0.0.1:4789",
                        "=x");
        assertThat(announcement.stack().id()).isEqualTo("a");
        assertThat(announcement.term()).isEmpty();
    }
}
