package io.vxplan.inventory.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.vxplan.inventory.Inventories;
import io.vxplan.inventory.Inventory;
import io.vxplan.inventory.Parsed;
import io.vxplan.inventory.yaml.Node;
import io.vxplan.inventory.yaml.YamlReader;
import io.vxplan.model.topology.Allocations;
import io.vxplan.model.topology.Topology;
import io.vxplan.plan.compile.Compilation;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The published JSON Schema and the reader say the same, each way.
class SchemaTest {
    private static final Path ROOT = Path.of("../..");
    private static final Path FILE = ROOT.resolve("docs/reference/topology.schema.json");
    private static final Inventory INVENTORY = Inventories.numbered(RandomTopology.HOSTS);
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final JsonNode SOURCE = source();
    private static final Schema SCHEMA =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(SOURCE);

    private static JsonNode source() {
        return new ObjectMapper().readTree(FILE.toFile());
    }

    private static List<Error> schemaErrors(String text) {
        return SCHEMA.validate(
                YamlReader.read(text, "t").root().map(SchemaTest::json).orElse(JSON.nullNode()));
    }

    /// As YAML 1.2's core schema has it, which is what editors go by.
    private static JsonNode json(Node node) {
        return switch (node) {
            case Node.Scalar scalar when !scalar.plain() -> JSON.stringNode(scalar.text());
            case Node.Scalar scalar -> plain(scalar.text());
            case Node.Sequence sequence -> {
                ArrayNode array = JSON.arrayNode();
                sequence.items().forEach(item -> array.add(json(item)));
                yield array;
            }
            case Node.Mapping mapping -> {
                ObjectNode object = JSON.objectNode();
                mapping.entries()
                        .forEach(entry -> object.set(entry.key().text(), json(entry.value())));
                yield object;
            }
        };
    }

    private static JsonNode plain(String text) {
        if (text.matches("|~|null|Null|NULL")) {
            return JSON.nullNode();
        }
        if (text.matches("true|True|TRUE|false|False|FALSE")) {
            return JSON.booleanNode(text.equalsIgnoreCase("true"));
        }
        if (text.matches("[-+]?[0-9]+")) {
            return JSON.numberNode(new BigInteger(text));
        }
        return text.matches("[-+]?([0-9]+\\.[0-9]*|\\.[0-9]+)")
                ? JSON.numberNode(Double.parseDouble(text))
                : JSON.stringNode(text);
    }

    static Stream<Path> examples() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve("inventory-examples"))) {
            return files.filter(file -> file.endsWith("topology.yaml")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void takesEveryExample(Path example) throws IOException {
        assertThat(schemaErrors(Files.readString(example))).isEmpty();
    }

    static LongStream seeds() {
        return LongStream.range(0, 120);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void bothTakeWhatIsValid(long seed) {
        String text = new RandomTopology(seed).text();
        Parsed<Topology> parsed = TopologyReader.read(text, "t", INVENTORY);

        assertThat(parsed.problems()).as(text).isEmpty();
        assertThat(Compilation.of(parsed.value().orElseThrow(), Allocations.EMPTY).problems())
                .as(text)
                .isEmpty();
        assertThat(schemaErrors(text)).as(text).isEmpty();
    }

    static Stream<Case> knownToTheSchema() throws IOException {
        return Case.in("bad-topologies.txt").stream().filter(Case::schemaKnows);
    }

    @ParameterizedTest
    @MethodSource("knownToTheSchema")
    void bothRefuseWhatIsBad(Case bad) {
        assertThat(schemaErrors(bad.part("topology"))).isNotEmpty();
    }

    /// The other cases are beyond the schema: it would say so if it knew them after all.
    static Stream<Case> beyondTheSchema() throws IOException {
        return Case.in("bad-topologies.txt").stream()
                .filter(bad -> !bad.schemaKnows())
                .filter(bad -> YamlReader.read(bad.part("topology"), "t").problems().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("beyondTheSchema")
    void onlyTheReaderKnows(Case bad) {
        assertThat(schemaErrors(bad.part("topology"))).isEmpty();
    }

    /// One value of a valid topology is replaced by junk: where the reader takes it, the schema
    /// must not refuse it.
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theSchemaIsNeverStricter(long seed) {
        List<String> junk =
                List.of(
                        "0",
                        "-1",
                        "7",
                        "70000",
                        "x",
                        "[]",
                        "{}",
                        "[x]",
                        "~",
                        "on",
                        "10.0.0.0/8",
                        "h1");
        Random random = new Random(seed);
        List<String> lines = new RandomTopology(seed).text().lines().toList();
        for (int i = 0; i < 3; i++) {
            int line = random.nextInt(lines.size());
            List<String> mutant = new ArrayList<>(lines);
            mutant.set(
                    line,
                    lines.get(line)
                            .replaceFirst(": .+", ": " + junk.get(random.nextInt(junk.size()))));
            String text = String.join("\n", mutant);
            if (TopologyReader.read(text, "t", INVENTORY).problems().isEmpty()) {
                assertThat(schemaErrors(text)).as(text).isEmpty();
            }
        }
    }

    @Test
    void hasExactlyTheKeysOfTheReader() {
        assertThat(keys(SOURCE)).containsExactlyInAnyOrderElementsOf(TopologyReader.KEYS);
        JsonNode underlay = SOURCE.path("properties").path("underlay");
        assertThat(keys(underlay)).containsExactlyInAnyOrderElementsOf(Underlays.KEYS);
        JsonNode parts = SOURCE.path("$defs");
        assertThat(keys(parts.path("overlay")))
                .containsExactlyInAnyOrderElementsOf(OverlayReader.KEYS);
        assertThat(keys(parts.path("network")))
                .containsExactlyInAnyOrderElementsOf(NetworkReader.KEYS);
        assertThat(keys(parts.path("member")))
                .containsExactlyInAnyOrderElementsOf(MemberReader.KEYS);
        assertThat(keys(parts.path("discovery")))
                .containsExactlyInAnyOrderElementsOf(DiscoveryReader.KEYS);
        assertThat(keys(parts.path("endpoint")))
                .containsExactlyInAnyOrderElementsOf(EndpointReader.KEYS);
    }

    private static List<String> keys(JsonNode part) {
        return List.copyOf(part.path("properties").propertyNames());
    }
}
