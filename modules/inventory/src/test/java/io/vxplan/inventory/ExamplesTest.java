package io.vxplan.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.plan.compile.Compilation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExamplesTest {
    static List<Path> examples() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("../../inventory-examples"))) {
            return files.filter(file -> file.endsWith("inventory.yaml")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void isReadAndCompiledWithoutAWord(Path inventory) {
        Parsed<Project> parsed = Project.load(inventory, Optional.empty());

        assertThat(parsed.problems()).isEmpty();
        Project project = parsed.value().orElseThrow();
        assertThat(Compilation.of(project.topology(), project.locked()).problems()).isEmpty();
        assertThat(project.topology().overlays()).isNotEmpty();
    }
}
