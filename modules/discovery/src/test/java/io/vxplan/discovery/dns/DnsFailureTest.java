package io.vxplan.discovery.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vxplan.model.Secret;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The server fails, or does not take what it is told: nobody is lost by that.
@Execution(ExecutionMode.CONCURRENT)
class DnsFailureTest extends OnBind {
    @Test
    void aStoppedServerIsNoGoodbye() throws Exception {
        Heard heard = new Heard();
        DnsDiscovery one = discovery(heard);
        one.announce(List.of(stack("a")));
        discovery(new Heard()).announce(List.of(stack("b")));
        heard.await(() -> heard.ids().contains("b"));
        bind.stop();
        heard.forget();
        assertThatThrownBy(() -> one.announce(List.of(stack("a"), stack("d"))))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("the DNS server 127.0.0.1 port ")
                .hasMessageContaining(" does not answer: nothing listens there. ")
                .hasMessageEndingWith("What was known before stays.");
        assertThat(one.deaf().orElseThrow()).contains(" does not answer: ");
        bind.start();
        discovery(new Heard()).announce(List.of(stack("c")));
        heard.await(() -> heard.ids().contains("c"));
        heard.await(() -> one.deaf().isEmpty());
        assertThat(heard.left()).isEmpty();
        assertThat(heard.ids()).containsExactly("b", "c");
        assertThat(bind.zone()).contains("d-1000.docker-router.example.test. A 10.0.1.4");
    }

    /// Signatures are of a time, so with a wrong one nothing is heard; but nobody is lost by that.
    @Test
    void aClockThatJumpsByHoursLosesNobody() throws Exception {
        AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
        InstantSource jumping = () -> Instant.now().plus(ahead.get());
        Heard heard = new Heard();
        DnsDiscovery one =
                discovery(heard, bind.settings(Bind.KEY), jumping.withZone(ZoneOffset.UTC));
        one.announce(List.of(stack("a")));
        discovery(new Heard()).announce(List.of(stack("b")));
        heard.await(() -> heard.ids().contains("b"));

        for (int hours : List.of(5, -7)) {
            ahead.set(Duration.ofHours(hours));
            heard.await(() -> one.deaf().filter(why -> why.contains("BADTIME")).isPresent());
            ahead.set(Duration.ZERO);
            heard.await(() -> one.deaf().isEmpty());
            heard.forget();
            heard.await(() -> heard.ids().contains("b"));
            assertThat(heard.left()).isEmpty();
        }
    }

    @Test
    void aServerThatLostItsRecordsIsNoGoodbye() throws Exception {
        Heard heard = new Heard();
        discovery(heard).announce(List.of(stack("a")));
        DnsDiscovery two = discovery(new Heard());
        two.announce(List.of(stack("b")));
        heard.await(() -> heard.ids().contains("b"));
        heard.forget();
        bind.stop();
        bind.loseRecords();
        // Faster than anybody notices: nobody was told that it was away.
        bind.start();
        heard.await(() -> heard.ids().contains("b"));
        assertThat(heard.left()).isEmpty();
        two.close();
        heard.await(() -> heard.left().equals(List.of("b (VNI 1000) at 10.0.1.2")));
    }

    @Test
    void keysThatDoNotFitAreToldInWords() {
        Secret other = new Secret("b3RoZXI=");
        assertThat(failure(bind.settings(new DnsSettings.Key("stacks", other)), CLOCK))
                .isEqualTo(
                        "BADSIG: its key stacks is another one than ours; compare DNS_TSIG_KEY with the server's secret");
        assertThat(failure(bind.settings(new DnsSettings.Key("nobody", Bind.KEY.secret())), CLOCK))
                .isEqualTo(
                        "BADKEY: it knows no key nobody for hmac-sha256; DNS_TSIG_NAME must be the key's name there");
        assertThat(failure(bind.settings(Bind.KEY), Clock.offset(CLOCK, Duration.ofHours(1))))
                .startsWith("BADTIME: the clocks differ too much, here it is ")
                .contains(" and there ")
                .endsWith("; set them (NTP)");
        assertThat(failure(bind.settings(new DnsSettings.Key("reader", Bind.KEY.secret())), CLOCK))
                .isEqualTo(
                        "REFUSED: it does not allow updates with the key reader; allow them there (update-policy or allow-update in BIND, an acl with action update in Knot)");
        assertThat(failure(bind.settings("example.org", Bind.KEY, Duration.ofSeconds(1)), CLOCK))
                .startsWith("REFUSED: it does not answer such questions");
    }

    private String failure(DnsSettings settings, Clock clock) {
        try {
            discovery(new Heard(), settings, clock).announce(List.of(stack("a")));
            return "none";
        } catch (IOException e) {
            String message = String.valueOf(e.getMessage());
            assertThat(message)
                    .startsWith("the DNS server 127.0.0.1 port ")
                    .doesNotContain(settings.key().orElseThrow().secret().reveal());
            return message.replaceFirst("^.*? refused [^:]*: ", "");
        }
    }
}
