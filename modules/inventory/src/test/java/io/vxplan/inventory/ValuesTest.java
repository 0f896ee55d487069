package io.vxplan.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.inventory.yaml.Node;
import io.vxplan.inventory.yaml.YamlReader;
import io.vxplan.model.Diagnostic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValuesTest {
    private static Node node(String text) {
        return YamlReader.read(text, "f").root().orElseThrow();
    }

    /// What PyYAML makes of them.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    yes          | Boolean | true
                    Off          | Boolean | false
                    y            | String  | y
                    oN           | String  | oN
                    'no'         | String  | no
                    0            | Long    | 0
                    -17          | Long    | -17
                    010          | Long    | 8
                    08           | String  | 08
                    0o10         | String  | 0o10
                    0x1F         | Long    | 31
                    0b101        | Long    | 5
                    1_000        | Long    | 1000
                    1:30         | Long    | 90
                    -1:30        | Long    | -90
                    1:75         | String  | 1:75
                    22:22:22     | Long    | 80542
                    9223372036854775808 | BigInteger | 9223372036854775808
                    1.5          | Double  | 1.5
                    1.           | Double  | 1.0
                    .5           | Double  | 0.5
                    1e5          | String  | 1e5
                    1.0e5        | String  | 1.0e5
                    1.0e+5       | Double  | 100000.0
                    1:30.5       | Double  | 90.5
                    -.inf        | Double  | -Infinity
                    .nan         | Double  | NaN
                    2001-12-14   | String  | 2001-12-14
                    10.0.0.1     | String  | 10.0.0.1
                    !!str 010    | String  | 010
                    !!int "10"   | Long    | 10
                    ! "10"       | Long    | 10
                    """)
    void typesPlainScalarsAsAnsible(String text, String type, String value) {
        Object typed = Values.of(node(text));

        assertThat(typed).extracting(it -> it.getClass().getSimpleName()).isEqualTo(type);
        assertThat(typed).hasToString(value);
    }

    @Test
    void keepsNullsInListsAndMaps() {
        assertThat(Values.of(node("{a: [1, ~, x], 010: null, yes: }")))
                .hasToString("{a=[1, null, x], 8=null, true=null}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    [a, !vault x]              | f:1:5: error: the value is encrypted with ansible-vault, and vxplan does not decrypt; give it in plain text, or use an SSH key, the agent and sudo without a password
                    {"__ansible_vault": "x"}   | f:1:1: error: the value is encrypted with ansible-vault, and vxplan does not decrypt; give it in plain text, or use an SSH key, the agent and sudo without a password
                    a: !mine x                 | f:1:4: error: unknown tag '!mine'; leave it out, or quote the value where '!' is part of it
                    a: !!binary eA==           | f:1:4: error: unknown tag '!!binary'; leave it out, or quote the value where '!' is part of it
                    !!int many                 | f:1:1: error: 'many' is no !!int; write a value of that type, or leave the tag out
                    """)
    void saysWhatItCantRead(String text, String message) {
        assertThat(Values.problems(node(text)))
                .extracting(Diagnostic::toString)
                .containsExactly(message);
    }

    @Test
    void unsafeIsLiteral() {
        Node yaml = node("!unsafe '{{ x }}'");
        Node json = node("{\"__ansible_unsafe\": \"{{ x }}\"}");

        assertThat(Values.isUnsafe(yaml)).isTrue();
        assertThat(Values.isUnsafe(json)).isTrue();
        assertThat(Values.of(yaml)).isEqualTo("{{ x }}");
        assertThat(Values.of(json)).isEqualTo("{{ x }}");
        assertThat(Values.problems(yaml)).isEmpty();
    }
}
