package io.vxplan.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.inventory.Parsed;
import io.vxplan.inventory.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every example goes through all of `lab run`, on the real kernel. Needs root.
class ExamplesTest {
    private static final Path EXAMPLES = Path.of("..", "inventory-examples");

    @TempDir Path folder;

    static List<String> examples() throws IOException {
        try (Stream<Path> folders = Files.list(EXAMPLES)) {
            return folders.filter(Files::isDirectory)
                    .map(path -> String.valueOf(path.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void runs(String example) throws Exception {
        Path inventory = copy(example);
        Parsed<Project> project = Project.load(inventory, Optional.empty());
        assertThat(project.problems()).isEmpty();
        List<String> progress = new ArrayList<>();
        Blueprint blueprint =
                new Blueprint(inventory, project.value().orElseThrow(), LabConnection.NETNS);
        new LabRun(blueprint, new PlainCommands(), progress::add).run();
        assertThat(progress.getLast()).startsWith("lab run: down: done");
        assertThat(Lab.find(inventory)).isEmpty();
    }

    /// A place of its own: another lab of the example may be up on this machine.
    private Path copy(String example) throws IOException {
        Path to = Files.createDirectory(folder.resolve(example));
        for (String file : List.of("inventory.yaml", "topology.yaml")) {
            Files.copy(EXAMPLES.resolve(example).resolve(file), to.resolve(file));
        }
        return to.resolve("inventory.yaml");
    }
}
