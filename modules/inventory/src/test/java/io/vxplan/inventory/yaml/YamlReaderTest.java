package io.vxplan.inventory.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.model.Diagnostic;
import io.vxplan.model.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlReaderTest {
    @Test
    void keepsPlacesAndQuotes() {
        Node root = YamlReader.read("a: 1\nb:\n  - 'x'\n", "f.yaml").root().orElseThrow();

        Node.Mapping mapping = (Node.Mapping) root;
        Node.Scalar a = (Node.Scalar) mapping.get("a").orElseThrow();
        assertThat(a.plain()).isTrue();
        assertThat(a.at()).isEqualTo(new Location("f.yaml", 1, 4));
        Node.Scalar x =
                (Node.Scalar) ((Node.Sequence) mapping.get("b").orElseThrow()).items().getFirst();
        assertThat(x.plain()).isFalse();
        assertThat(x.at()).isEqualTo(new Location("f.yaml", 3, 5));
    }

    @Test
    void mergesAndResolves() {
        String text = "base: &b { port: 1, ttl: 2 }\nmine: { <<: *b, ttl: 3 }\n";
        Node.Mapping root = (Node.Mapping) YamlReader.read(text, "f").root().orElseThrow();

        Node.Mapping mine = (Node.Mapping) root.get("mine").orElseThrow();
        assertThat(mine.get("ttl")).get().extracting(n -> ((Node.Scalar) n).text()).isEqualTo("3");
        assertThat(mine.get("port")).get().extracting(n -> ((Node.Scalar) n).text()).isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    a: 1\\na: 2\\n                   | f:2:1: error: duplicate key 'a'; it stands in line 1 already
                    a: [1, 2\\n                      | f:2:1: error: bad YAML: expected ',' or ']'; the '[' in line 1 is not closed yet
                    a: {b: 1\\nc: 2\\n               | f:2:2: error: bad YAML: expected ',' or '}'; the '{' in line 1 is not closed yet
                    a: "b\\nc: d\\n                  | f:1:4: error: bad YAML: the quotes that are opened here are never closed; close them with '"'
                    a: 'it's'\\n                     | f:1:8: error: bad YAML: there is more after the end of the value; quote all of it
                    a:\\n  b: 1\\n c: 2\\n           | f:3:2: error: bad YAML: this is no part of what begins in line 1; mend the indentation
                    a: 1\\n- b\\n                    | f:2:1: error: bad YAML: this is no part of what begins in line 1; mend the indentation
                    a: b: c\\n                       | f:1:5: error: bad YAML: no ':' can stand here; quote the value, or mend the indentation
                    a: @b\\n                         | f:1:4: error: bad YAML: nothing begins with '@'; quote the value
                    a: *\\n                          | f:1:5: error: bad YAML: a name belongs behind '*' and '&'; quote the value
                    a: {{ x }}\\n                    | f:1:5: error: a key must be a word or a string; a value that begins with '{{' must be quoted
                    a: *b\\n                         | f:1:4: error: there is no anchor '&b' before; where '*b' is meant as it stands, quote it
                    a: &x [*x]\\n                    | f:1:8: error: there is no anchor '&x' before; where '*x' is meant as it stands, quote it
                    a: 1\\n---\\nb: 2\\n             | f:2:1: error: a second document begins here; keep one in a file
                    a:\\n\\tb: 1\\n                  | f:2:1: error: bad YAML: no tab can stand here; indent with spaces
                    a:\\n<<<<<<< x\\n  b: 1\\n       | f:2:1: error: bad YAML: a merge conflict is not solved; keep one of both sides, and take out the lines with '<<<<<<<', '=======' and '>>>>>>>'
                    """)
    void saysWhatIsWrong(String text, String message) {
        String unescaped = text.strip().replace("\\n", "\n").replace("\\t", "\t");

        assertThat(YamlReader.read(unescaped, "f").problems())
                .extracting(Diagnostic::toString)
                .containsExactly(message.strip());
    }

    @Test
    void saysWhereACharacterIsNoText() {
        assertThat(YamlReader.read("a: \ud83d\ude00\nb: \u0001c\n", "f").problems())
                .hasToString(
                        "[f:2:4: error: bad YAML: the character U+0001 is no text; is this the right file?]");
    }

    @Test
    void refusesBombs() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (int i = 1; i < 12; i++) {
            String alias = "*a" + (i - 1);
            bomb.append("a%d: &a%d [%s]\n".formatted(i, i, (alias + ",").repeat(9) + alias));
        }

        assertThat(YamlReader.read(bomb.toString(), "f").problems())
                .singleElement()
                .asString()
                .contains("unfolds to more than 5000000 nodes");
    }

    @Test
    void refusesDepth() {
        assertThat(YamlReader.read("[".repeat(100_000), "f").problems())
                .singleElement()
                .asString()
                .contains("nested deeper than 100 levels");
    }

    @Test
    void refusesHugeAndForeignFiles(@TempDir Path folder) throws IOException {
        Path huge = folder.resolve("huge.yaml");
        Files.writeString(huge, "#".repeat(100 << 20));
        Path latin = folder.resolve("latin.yaml");
        Files.write(latin, new byte[] {'a', ':', ' ', (byte) 0xe4});

        assertThat(YamlReader.readFile(huge, "huge.yaml").problems())
                .hasToString(
                        "[huge.yaml: error: the file has more than 64 MiB; is it the right one? An inventory can be split, with group_vars/ and host_vars/]");
        assertThat(YamlReader.readFile(latin, "latin.yaml").problems())
                .hasToString("[latin.yaml: error: the file is not UTF-8; convert it, with iconv]");
        assertThat(YamlReader.readFile(folder.resolve("none"), "none").problems())
                .hasToString("[none: error: there is no such file]");
        assertThat(YamlReader.readFile(folder, "dir").problems())
                .hasToString("[dir: error: can't read the file: it is a directory]");
    }

    @Test
    void noInputThrows() {
        Random random = new Random(158);
        String alphabet = "ab:-[]{}&*!|>'\"%#,?\n\n  \t<@`\u0001\u00e9\ud83d";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(40); j > 0; j--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            assertThat(YamlReader.read(text.toString(), "f")).isNotNull();
        }
    }
}
