package io.vxplan.inventory.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.inventory.Parsed;
import io.vxplan.inventory.yaml.YamlReader;
import io.vxplan.model.HostName;
import io.vxplan.model.Located;
import io.vxplan.model.Location;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.topology.Allocations;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the lines say, YAML says as well, places included.
class LockLinesTest {
    private static final String FILE = "topology.lock.yaml";
    private static final List<String> NAMES =
            List.of(
                    "h1",
                    "web-1.example.org",
                    "10.0.0.9",
                    "no",
                    "null",
                    "~",
                    "<<",
                    "_",
                    "a:b",
                    "#");
    private static final String SIGNS = "\n\r\t \"'\\:,.[]{}#&*!|-~<0159abfhnyz\u00e4\u0001";

    private static Parsed<Allocations> yaml(String text) {
        return LockFile.read(YamlReader.read(text, FILE));
    }

    private static Allocations allocations(Random random) {
        SortedMap<String, SortedMap<HostName, List<Located<IpAddress>>>> overlays = new TreeMap<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            SortedMap<HostName, List<Located<IpAddress>>> hosts = new TreeMap<>();
            for (int j = random.nextInt(4); j >= 0; j--) {
                hosts.put(new HostName(name(random)), addresses(random));
            }
            overlays.put(name(random), hosts);
        }
        return new Allocations(overlays);
    }

    private static String name(Random random) {
        return NAMES.get(random.nextInt(NAMES.size()));
    }

    private static List<Located<IpAddress>> addresses(Random random) {
        Located<IpAddress> four = at("10.0.0." + random.nextInt(256));
        Located<IpAddress> six = at("fd00::" + Integer.toHexString(random.nextInt(0x10000)));
        return List.of(List.of(four), List.of(six), List.of(four, six)).get(random.nextInt(3));
    }

    private static Located<IpAddress> at(String address) {
        return new Located<>(IpAddress.parse(address), new Location("", 0, 0));
    }

    @Test
    void readsAllThatIsWritten() {
        Random random = new Random(158);
        for (int i = 0; i < 500; i++) {
            String text = LockFile.text(allocations(random));

            Optional<Allocations> lines = LockLines.read(text, FILE);

            assertThat(lines).as(text).isPresent().isEqualTo(yaml(text).value());
            assertThat(LockFile.text(lines.orElseThrow())).isEqualTo(text);
        }
    }

    /// Somebody's hand, a merge, a broken disk.
    @Test
    void anotherFormIsReadInTheSameWayOrNotAtAll() {
        Random random = new Random(158);
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            String text = changed(LockFile.text(allocations(random)), random);

            Optional<Allocations> lines = LockLines.read(text, FILE);

            if (lines.isPresent()) {
                read++;
                assertThat(yaml(text)).as(text).isEqualTo(new Parsed<>(lines, List.of()));
            }
        }
        assertThat(read).isBetween(1000, 19_000);
    }

    /// One sign or one line more, less or elsewhere, behind the comment.
    private static String changed(String text, Random random) {
        int start = text.indexOf("version");
        int at = start + random.nextInt(text.length() - start);
        int lineEnd = text.indexOf('\n', at);
        int lineStart = text.lastIndexOf('\n', at) + 1;
        String line = text.substring(lineStart, lineEnd + 1);
        char sign = SIGNS.charAt(random.nextInt(SIGNS.length()));
        return switch (random.nextInt(5)) {
            case 0 -> text.substring(0, at) + text.substring(at + 1);
            case 1 -> text.substring(0, at) + sign + text.substring(at);
            case 2 -> text.substring(0, at) + sign + text.substring(at + 1);
            case 3 -> text.substring(0, lineStart) + text.substring(lineEnd + 1);
            default -> text + line;
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  blue: {}",
                "  blue:\n    h1: 10.0.0.1",
                "  blue:\n    h1: []",
                "  blue:\n    h1: [10.0.0.1, 10.0.0.2]",
                "  blue:\n    h1: [10.0.0.1]\n    h1: [10.0.0.2]",
                "  blue:\n    h1: [10.0.0.1] # the first",
                "  blue:\n    h1: [fd00::1]",
                "  blue:\n    h1: [\"10.0.0.1\"]",
                "  blue:\n    no: [10.0.0.1]",
                "  blue:\n    \"a\\tb\": [10.0.0.1]",
                "    h1: [10.0.0.1]",
            })
    void leavesTheRestToYaml(String rest) {
        assertThat(LockLines.read(LockFile.HEAD + "overlays:\n" + rest + "\n", FILE)).isEmpty();
        assertThat(LockLines.read("overlays:\n" + rest + "\n", FILE)).isEmpty();
    }
}
