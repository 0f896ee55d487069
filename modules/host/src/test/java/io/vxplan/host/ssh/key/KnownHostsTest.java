package io.vxplan.host.ssh.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.host.ssh.key.KnownHosts.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownHostsTest {
    private static final SshKey KEY = new SshKey("ssh-ed25519", "AAAAC3NzaC1lZDI1NTE5AAAA");

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    h1                       | h1         | 22   | true
                    H1.Example.COM           | h1.example.com | 22 | true
                    h1                       | h1         | 2222 | false
                    [h1]:2222                | h1         | 2222 | true
                    [h1]:2222                | h1         | 22   | false
                    192.0.2.1,h1             | h1         | 22   | true
                    *.example.com            | a.example.com | 22 | true
                    *.example.com            | example.com   | 22 | false
                    web?                     | web1       | 22   | true
                    web?                     | web10      | 22   | false
                    *,!bad                   | good       | 22   | true
                    *,!bad                   | bad        | 22   | false
                    *.example.com,!bad       | other.net  | 22   | false
                    !bad                     | good       | 22   | false
                    2001:db8::1              | 2001:db8::1 | 22  | true
                    '|1|F1E1KeoE/eEWhi10WpGv4OdiO6Y=|3988QV0VE8wmZL7suNrYQLITLCg=' | 192.168.1.61 | 22 | true
                    '|1|F1E1KeoE/eEWhi10WpGv4OdiO6Y=|3988QV0VE8wmZL7suNrYQLITLCg=' | 192.168.1.62 | 22 | false
                    '|1|not base64|nor this' | h1         | 22   | false
                    """)
    void patterns(String patterns, String host, int port, boolean known) throws IOException {
        Verdict verdict = known(patterns + " " + KEY).check(host, port, KEY);

        assertThat(verdict instanceof Verdict.Known).isEqualTo(known);
    }

    @Test
    void anotherKeyOfTheTypeIsAChange() throws IOException {
        KnownHosts known = known("# comment", "h1 ssh-ed25519 AAAAother");

        assertThat(known.check("h1", 22, KEY))
                .isInstanceOfSatisfying(
                        Verdict.Changed.class,
                        changed -> assertThat(changed.line().place()).endsWith("known_hosts:2"));
    }

    @Test
    void oneOfSeveralKeysOfTheTypeSuffices() throws IOException {
        KnownHosts known = known("h1 ssh-ed25519 AAAAother", "h1 " + KEY + " comment");

        assertThat(known.check("h1", 22, KEY)).isEqualTo(new Verdict.Known());
    }

    @Test
    void aKeyOfAnotherTypeIsUnknown() throws IOException {
        KnownHosts known = known("h1 ssh-rsa AAAA", "@cert-authority * ssh-rsa BBBB");

        assertThat(known.check("h1", 22, KEY))
                .isInstanceOfSatisfying(
                        Verdict.Unknown.class,
                        unknown -> {
                            assertThat(unknown.others()).hasSize(1);
                            assertThat(unknown.authorities()).hasSize(1);
                        });
        assertThat(known.keyTypes("h1", 22)).isEqualTo(List.of("ssh-rsa"));
    }

    @Test
    void aRevokedKeyStaysSo() throws IOException {
        KnownHosts known = known("h1 " + KEY, "@revoked * " + KEY);

        assertThat(known.check("h1", 22, KEY)).isInstanceOf(Verdict.Revoked.class);
    }

    @Test
    void linesThatAreNoneAreLeftOut() throws IOException {
        KnownHosts known = known("", "h1", "h1 ssh-rsa", "@unknown-marker h1 " + KEY, "#h1 " + KEY);

        assertThat(known.lines()).isEmpty();
    }

    private KnownHosts known(String... lines) throws IOException {
        Path file = Files.write(folder.resolve("known_hosts"), List.of(lines));
        return KnownHosts.read(List.of(file, folder.resolve("missing")));
    }
}
