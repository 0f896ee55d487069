package io.vxplan.inventory.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.model.Diagnostic;
import io.vxplan.model.Location;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonReaderTest {
    @Test
    void keepsPlacesAndTellsStringsFromOthers() {
        Node.Mapping root = root("{\n\t\"a\": \"1\",\n\t\"b\": [1.5, null],\n\t\"<<\": {}\n}");

        assertThat(root.get("a")).contains(scalar(2, 7, "1", false));
        assertThat(((Node.Sequence) root.get("b").orElseThrow()).items())
                .containsExactly(scalar(3, 8, "1.5", true), scalar(3, 13, "null", true));
        assertThat(root.get("<<")).isPresent();
    }

    /// As YAML 1.1 writes the same number.
    @ParameterizedTest
    @CsvSource({"1e5, 1.0e+5", "-1.5E3, -1.5e+3", "2e-3, 2.0e-3", "1e+2, 1.0e+2", "12, 12"})
    void aNumberWithAnExponentIsANumber(String json, String yaml) {
        Node.Scalar number = (Node.Scalar) root("{\"n\":" + json + "}").get("n").orElseThrow();

        assertThat(number.text()).isEqualTo(yaml);
        assertThat(number.plain()).isTrue();
    }

    @Test
    void escapesAreThoseOfJson() {
        assertThat(root("{\"a\": \"\\ud83d\\ude00 \\/ \\t\"}").get("a"))
                .contains(scalar(1, 7, "\ud83d\ude00 / \t", false));
    }

    /// Ansible reads a file called .json as YAML where it is no JSON.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"f.json | a: 1", "f | {\"a\": 1, b: 2}", "f | {\"a\": 1,}", "f | ['a', b]"})
    void whatIsNoJsonMayBeYaml(String name, String text) {
        Document document = YamlReader.read(text, name);

        assertThat(document.problems()).isEmpty();
        assertThat(document.root()).isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"a": 1,\\n "a": 2}      | f:2:2: error: duplicate key 'a'; it stands in line 1 already
                    {"a": [1,\\n "b": {}}    | f:2:5: error: bad JSON: unexpected character (':' (code 58)): was expecting comma to separate Array entries
                    {"a": {"b": 1}           | f:1:14: error: bad JSON: it ends before all is closed; is it cut off?
                    {"a": "b                 | f:1:7: error: bad JSON: it ends before all is closed; is it cut off?
                    {"a": {}\\n "b": {}}     | f:2:2: error: bad JSON: unexpected character ('"' (code 34)): was expecting comma to separate Object entries
                    {"a": 1} {"b": 2}        | f:1:10: error: bad JSON: there is more after its end; keep one value in a file
                    """)
    void saysWhatIsWrong(String text, String message) {
        assertThat(YamlReader.read(text.strip().replace("\\n", "\n"), "f").problems())
                .extracting(Diagnostic::toString)
                .containsExactly(message.strip());
    }

    @Test
    void depthIsBounded() {
        assertThat(YamlReader.read("[".repeat(100_000), "f").problems())
                .hasToString(
                        "[f:1:102: error: nested deeper than 100 levels; is a bracket never closed?]");
    }

    @Test
    void noInputThrows() {
        Random random = new Random(7);
        String text = "{\"a\": [1.5e3, null, \"\\u00e9\"], \"b\": {\"c\": true}}";
        for (int i = 0; i < 5000; i++) {
            StringBuilder broken = new StringBuilder(text);
            for (int j = 0; j <= random.nextInt(3); j++) {
                broken.setCharAt(random.nextInt(text.length()), (char) random.nextInt(0x80));
            }
            Document document = YamlReader.read(broken.toString(), "f.json");
            assertThat(document.root().isPresent() || !document.problems().isEmpty())
                    .as("%s", broken)
                    .isTrue();
        }
    }

    private static Node.Mapping root(String json) {
        return (Node.Mapping) YamlReader.read(json, "f").root().orElseThrow();
    }

    private static Node.Scalar scalar(int line, int column, String text, boolean plain) {
        return new Node.Scalar(new Location("f", line, column), text, plain, Optional.empty());
    }
}
