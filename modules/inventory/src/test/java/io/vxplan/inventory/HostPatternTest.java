package io.vxplan.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vxplan.inventory.HostPattern.Selection;
import io.vxplan.model.HostName;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostPatternTest {
    private static final Inventory INVENTORY = inventory();

    private static Inventory inventory() {
        String text =
                """
                all:
                  children:
                    web: { hosts: { "web[1:4]": } }
                    db: { hosts: { "db[1:2]": , web4: } }
                    north: { hosts: { web2: , web3: , db1: } }
                    empty:
                  hosts:
                    "2001:db8::1":
                    spare.example.com:
                """;
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Parsed<Inventory> parsed =
                InventoryReader.read(new ByteArrayInputStream(bytes), "standard input");
        assertThat(parsed.problems()).isEmpty();
        return parsed.value().orElseThrow();
    }

    private static Selection select(String pattern) {
        return HostPattern.parse(pattern).select(INVENTORY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    all                  | 2001:db8::1 spare.example.com web1 web2 web3 web4 db1 db2
                    web                  | web1 web2 web3 web4
                    web2                 | web2
                    db:web               | db1 db2 web4 web1 web2 web3
                    db,web2              | db1 db2 web4 web2
                    web:!web2            | web1 web3 web4
                    !web2:web            | web1 web3 web4
                    web:&north           | web2 web3
                    web:&north:!web3     | web2
                    !web:!ungrouped      | db1 db2
                    &north               | web2 web3 db1
                    web*:!*4             | web1 web2 web3
                    web?                 | web1 web2 web3 web4
                    web[12]              |
                    web[!1-2],empty      | web3 web4
                    ~web[12]             | web1 web2
                    `~(web|db)1`         | web1 db1
                    web[0]               | web1
                    web[-1]              | web4
                    web[1:2]             | web2 web3
                    web[1:]              | web2 web3 web4
                    web[2:9]             | web3 web4
                    web[0]:db[0]         | web1 db1
                    2001:db8::1          | 2001:db8::1
                    2001:db8::1,web1     | 2001:db8::1 web1
                    *.example.com        | spare.example.com
                    ungrouped            | 2001:db8::1 spare.example.com
                    """)
    void selectsAsAnsible(String pattern, @Nullable String hosts) {
        String selected =
                select(pattern).hosts().stream()
                        .map(HostName::value)
                        .collect(Collectors.joining(" "));
        assertThat(selected).isEqualTo(hosts == null ? "" : hosts);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    web,bd       | 'bd' matches no host or group; did you mean 'db'?
                    web:!nroth   | '!nroth' matches no host or group; did you mean 'north'?
                    web9*        | 'web9*' matches no host or group
                    we[1:3]      | 'we[1:3]' matches no host or group; [x:y] picks from a group; for names use a glob: 'we*'
                    web[7]       | 'web[7]' matches no host or group; 'web' has 4 hosts, counted from 0
                    """)
    void saysWhatMatchesNobody(String pattern, String message) {
        assertThat(select(pattern).unmatched().stream().map(Object::toString))
                .containsExactly(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    ` `     | the pattern is empty
                    ,,      | the pattern is empty
                    web:!   | '!' names nothing
                    web[1   | 'web[1': the brackets don't match
                    ~web(   | '~web(' is no pattern: Unclosed group
                    [z-a],x | '[z-a]' is no pattern: Illegal character range
                    """)
    void refusesWhatIsNoPattern(String pattern, String message) {
        assertThatThrownBy(() -> HostPattern.parse(pattern))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void longPatternsAreOnlyLong() {
        String names = "x".repeat(10_000) + ":web1:[" + "x".repeat(10_000) + "]";

        assertThat(select(names).hosts()).containsExactly(new HostName("web1"));
    }
}
