package io.vxplan.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.model.Diagnostic;
import io.vxplan.model.HostName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectTest {
    private static final String HOSTS =
            """
            all:
              hosts:
                h1: { vxplan_underlay: 198.18.0.1 }
                h2: { vxplan_underlay: 198.18.0.2 }
            """;

    @TempDir private Path folder;

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static String topology(String name) {
        return "version: 1\nname: %s\noverlays: { blue: { vni: 1000, subnets: [10.0.0.0/24] } }\n"
                .formatted(name);
    }

    private static Project load(Path inventory, Optional<Path> topology) {
        Parsed<Project> parsed = Project.load(inventory, topology);
        assertThat(parsed.problems()).isEmpty();
        return parsed.value().orElseThrow();
    }

    private List<String> problems(Path inventory) {
        return Project.load(inventory, Optional.empty()).problems().stream()
                .map(Diagnostic::toString)
                .map(text -> text.replace(folder + "/", ""))
                .toList();
    }

    @Test
    void readsTheTopologyBesideTheInventoryAndItsLock() throws IOException {
        Path inventory = write("inventory.yaml", HOSTS);
        write("topology.yaml", topology("demo"));
        Path lock =
                write("topology.lock.yaml", "version: 1\noverlays: { blue: { h1: [10.0.0.7] } }\n");

        Project project = load(inventory, Optional.empty());

        assertThat(project.topology().name().value()).isEqualTo("demo");
        assertThat(project.lockFile()).isEqualTo(lock);
        assertThat(project.locked().of("blue", new HostName("h1"))).hasToString("[10.0.0.7]");
    }

    @Test
    void readsTheTopologyThatAVariableNames() throws IOException {
        Path inventory =
                write(
                        "inventory.yaml",
                        HOSTS
                                + "  vars: { stage: prod, vxplan_topology: \"nets/{{ stage }}.yaml\" }\n");
        write("topology.yaml", "not this one");
        Path named = write("nets/prod.yaml", topology("prod"));

        Project project = load(inventory, Optional.empty());

        assertThat(project.topology().name().value()).isEqualTo("prod");
        assertThat(project.lockFile()).isEqualTo(named.resolveSibling("prod.lock.yaml"));
    }

    @Test
    void readsTheTopologyOfTheOptionBeforeAnyOther() throws IOException {
        Path inventory =
                write("inventory.yaml", HOSTS + "  vars: { vxplan_topology: none.yaml }\n");
        Path other = write("other.yaml", topology("other"));

        assertThat(load(inventory, Optional.of(other)).topology().name().value())
                .isEqualTo("other");
    }

    @Test
    void saysWhereATopologyIsExpected() throws IOException {
        assertThat(problems(write("inventory.yaml", HOSTS)))
                .containsExactly(
                        "topology.yaml: error: there is no topology; write it there, or name it with --topology or with"
                                + " the variable vxplan_topology");
    }

    @Test
    void expectsNoTopologyWhereAnInventoryThatCannotBeReadMayNameIt() throws IOException {
        Path inventory = write("inventory.yaml", "all: { vars: { vxplan_topology: net.yaml }, [\n");

        assertThat(problems(inventory)).singleElement().asString().startsWith("inventory.yaml:");
    }

    @Test
    void reportsTheMistakesOfAllFilesAtOnce() throws IOException {
        Path inventory = write("inventory.yaml", HOSTS + "    h2: {}\n");
        write("topology.yaml", topology("demo").replace("1000", "0"));
        write("topology.lock.yaml", "version: 2\n");

        assertThat(problems(inventory))
                .containsExactly(
                        "inventory.yaml:5:5: error: duplicate key 'h2'; it stands in line 4 already",
                        "topology.yaml:3:26: error: vni is '0'; it must be a number from 1 to 16777215",
                        "topology.lock.yaml:1:10: error: version is '2'; it must be 1, the only version there is");
    }

    @Test
    void reportsBadYamlOfTheTopologyEvenWithoutAnInventory() throws IOException {
        write("topology.yaml", "name: [\n");

        assertThat(problems(folder.resolve("inventory.yaml")))
                .containsExactly(
                        "inventory.yaml: error: there is no such file",
                        "topology.yaml:2:1: error: bad YAML: expected the node content, but found '<stream end>'");
    }
}
