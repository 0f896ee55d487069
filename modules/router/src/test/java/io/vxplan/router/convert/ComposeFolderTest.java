package io.vxplan.router.convert;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.discovery.settings.Settings;
import io.vxplan.discovery.settings.SettingsReader;
import io.vxplan.discovery.state.Stack;
import io.vxplan.inventory.Parsed;
import io.vxplan.inventory.Project;
import io.vxplan.inventory.discovery.Way;
import io.vxplan.inventory.yaml.Node;
import io.vxplan.inventory.yaml.YamlReader;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.HostName;
import io.vxplan.model.resource.HostState;
import io.vxplan.plan.compile.Compilation;
import io.vxplan.router.Samples;
import io.vxplan.router.overlay.Claims;
import io.vxplan.router.overlay.Decision;
import io.vxplan.router.overlay.Remnants;
import io.vxplan.router.routing.Routing;
import io.vxplan.router.routing.RoutingReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The folders in `src/test/resources` were looked at. `-Dgolden.write` writes them anew: look
/// again.
class ComposeFolderTest {
    private static final Path GOLDEN = Path.of("src/test/resources/io/vxplan/router/convert");

    private static final String INVENTORY =
            """
            all:
              hosts:
                a: { ansible_host: 10.0.0.1 }
                b: { ansible_host: 10.0.0.2 }
                "010": { ansible_host: 10.0.0.3 }
            """;
    private static final String STATIC =
            """
            version: 1
            name: docker-router
            overlays:
              vni1000:
                vni: 1000
                subnets: [192.168.100.0/24]
                members:
                  a: { address: 192.168.100.1 }
                  b: { address: 192.168.100.2 }
                  "010": { address: 192.168.100.3 }
                networks:
                  172.20.0.0/16: { behind: a, gateway: 172.20.0.2 }
                  172.21.0.0/16: { behind: b }
                  172.22.0.0/16: { behind: b }
            """;
    private static final String DISCOVERED =
            STATIC.replace(
                            "    vni: 1000\n",
                            "    vni: 1000\n    membership: { discovered: prod }\n")
                    + """
                    discovery:
                      prod:
                        mode: etcd
                        etcd_endpoints: [10.0.9.1:2379, 10.0.9.2:2379]
                        announce_interval: 10s
                        username: "010"
                        password_file: password
                        tls_ca: /etc/ssl/ca.pem
                    """;

    @TempDir private Path folder;

    private Parsed<ComposeFolder> rendered(String topology, boolean single) throws IOException {
        Compilation compilation = compiled(topology);
        return ComposeFolder.of(
                compilation.topology(),
                compilation.allocations(),
                compilation.topology().overlays().getFirst(),
                new HostName("a"),
                single);
    }

    private Compilation compiled(String topology) throws IOException {
        Files.writeString(folder.resolve("topology.yaml"), topology);
        Files.writeString(folder.resolve("password"), "it's $a \"secret\"\n");
        Parsed<Project> project =
                Project.load(
                        Files.writeString(folder.resolve("inventory.yaml"), INVENTORY),
                        Optional.empty());
        assertThat(project.problems()).isEmpty();
        return Compilation.of(
                project.value().orElseThrow().topology(), project.value().orElseThrow().locked());
    }

    private SortedMap<String, String> files(String topology, boolean single) throws IOException {
        Parsed<ComposeFolder> rendered = rendered(topology, single);
        assertThat(rendered.problems()).isEmpty();
        return rendered.value().orElseThrow().files();
    }

    private Path written(SortedMap<String, String> files) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
        return folder;
    }

    @ParameterizedTest
    @ValueSource(strings = {"compose", "compose-single"})
    void writesTheGoldenFolder(String name) throws IOException {
        Path golden = GOLDEN.resolve(name);
        SortedMap<String, String> files = files(DISCOVERED, name.endsWith("single"));
        if (System.getProperty("golden.write") != null) {
            Files.createDirectories(golden);
            for (Map.Entry<String, String> file : files.entrySet()) {
                Files.writeString(golden.resolve(file.getKey()), file.getValue());
            }
        }

        SortedMap<String, String> expected = new TreeMap<>();
        try (Stream<Path> paths = Files.list(golden)) {
            for (Path path : paths.toList()) {
                expected.put(path.getFileName().toString(), Files.readString(path));
            }
        }
        assertThat(files).isEqualTo(expected);
    }

    @Test
    void onlyTheRouterMayChangeInterfacesAndItOnlyReads() throws IOException {
        Node.Mapping services = services(files(DISCOVERED, false));

        for (Node.Entry service : services.entries()) {
            assertThat(text(service.value(), "network_mode")).isEqualTo("host");
            assertThat(texts(service.value(), "cap_drop")).containsExactly("ALL");
        }
        Node discovery = services.get("discovery").orElseThrow();
        Node router = services.get("router").orElseThrow();
        assertThat(((Node.Mapping) discovery).get("cap_add")).isEmpty();
        assertThat(texts(router, "cap_add")).containsExactly("NET_ADMIN");
        assertThat(texts(router, "volumes")).allMatch(volume -> volume.endsWith(":ro"));
        assertThat(((Node.Mapping) router).get("env_file")).as("secrets").isEmpty();
    }

    /// The keys of a service that the Compose specification knows, as far as they are used.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void composeKnowsEveryKey(boolean single) throws IOException {
        SortedMap<String, String> files = files(DISCOVERED, single);

        for (Node.Entry service : services(files).entries()) {
            assertThat(((Node.Mapping) service.value()).entries())
                    .extracting(entry -> entry.key().text())
                    .isSubsetOf(
                            "build",
                            "image",
                            "network_mode",
                            "cap_drop",
                            "cap_add",
                            "security_opt",
                            "read_only",
                            "tmpfs",
                            "env_file",
                            "environment",
                            "volumes",
                            "depends_on",
                            "restart");
            Node.Mapping build =
                    (Node.Mapping) ((Node.Mapping) service.value()).get("build").orElseThrow();
            assertThat(files)
                    .containsKey(
                            build.get("dockerfile")
                                    .map(name -> ((Node.Scalar) name).text())
                                    .orElse("Dockerfile"));
        }
    }

    @Test
    void theDaemonsReadWhatItWrites() throws IOException {
        Path written = written(files(DISCOVERED, false));

        Parsed<Settings> settings =
                SettingsReader.readFile(
                        written.resolve("discovery.yaml"),
                        Map.of("ETCD_USERNAME", "010", "ETCD_PASSWORD", "x"));
        assertThat(settings.problems()).isEmpty();
        assertThat(settings.value().orElseThrow().stacks())
                .singleElement()
                .satisfies(stack -> assertThat(stack.networks()).hasSize(1));
        assertThat(settings.value().orElseThrow().way())
                .isInstanceOfSatisfying(
                        Way.Etcd.class,
                        etcd ->
                                assertThat(etcd.endpoints())
                                        .containsExactly("10.0.9.1:2379", "10.0.9.2:2379"));
        assertThat(RoutingReader.readFile(written.resolve("routing.yaml"), Map.of()).problems())
                .isEmpty();
    }

    @Test
    void theContainersSetWhatTheTopologySays() throws IOException {
        HostState compiled = compiled(STATIC).compiler().stateOf(new HostName("a"));
        Path written = written(files(STATIC, false));

        Parsed<Routing> routing = RoutingReader.readFile(written.resolve("routing.yaml"), Map.of());

        assertThat(routing.problems()).isEmpty();
        List<Stack> present = Stream.of("b 10.0.0.2", "010 10.0.0.3").map(Samples::stack).toList();
        assertThat(
                        Decision.of(
                                        routing.value().orElseThrow(),
                                        new Claims(present, List.of(), Set.of()),
                                        Samples.host(),
                                        Remnants.GO)
                                .desired())
                .isEqualTo(compiled);
    }

    @Test
    void aSecretIsInItsFileAlone() throws IOException {
        files(DISCOVERED, false)
                .forEach((name, text) -> {
                    if (name.equals(ComposeFolder.SECRETS)) {
                        assertThat(text).contains("ETCD_PASSWORD=\"it's \\$a \\\"secret\\\"\"\n");
                    } else {
                        assertThat(text).doesNotContain("secret\"");
                    }
                });
    }

    @Test
    void whatDockerRouterHasNoWordsForIsAnError() throws IOException {
        String unlike =
                STATIC.replace("[192.168.100.0/24]", "[192.168.100.0/24, 'fd00::/64']")
                        .replace("behind: a, gateway: 172.20.0.2", "behind: [a, b]")
                        .replace("    vni: 1000\n", "    vni: 1000\n    learning: off\n");

        assertThat(
                        rendered(unlike, false).problems().stream()
                                .map(Diagnostic::toString)
                                .map(problem -> problem.replace(folder + "/", "") + "\n")
                                .collect(joining()))
                .isEqualTo(
                        """
                        topology.yaml:4:3: error: overlay 'vni1000' has not exactly one subnet; docker-router needs one, and no more
                        topology.yaml:4:3: error: overlay 'vni1000' floods otherwise than to every peer, or does not learn; docker-router does both: say `flooding: replicate`, `learning: auto`
                        topology.yaml:13:7: error: network 172.20.0.0/16 is behind several hosts; to docker-router a network is behind one
                        """);
    }

    private Node.Mapping services(SortedMap<String, String> files) {
        String compose = files.getOrDefault("compose.yaml", "");
        Node root = YamlReader.read(compose, "compose.yaml").root().orElseThrow();
        return (Node.Mapping) ((Node.Mapping) root).get("services").orElseThrow();
    }

    private static String text(Node mapping, String key) {
        return ((Node.Scalar) ((Node.Mapping) mapping).get(key).orElseThrow()).text();
    }

    private static List<String> texts(Node mapping, String key) {
        return ((Node.Sequence) ((Node.Mapping) mapping).get(key).orElseThrow())
                .items().stream().map(item -> ((Node.Scalar) item).text()).toList();
    }
}
