package io.vxplan.doctor.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// The page of reference, which people look a finding up in.
class AilmentTest {
    private static final Path PAGE = Path.of("../../docs/reference/doctor.md");

    @Test
    void thePageHasASectionForEachAndNoOther() throws IOException {
        assertThat(Files.readAllLines(PAGE).stream().filter(line -> line.startsWith("### ")))
                .containsExactlyElementsOf(
                        Arrays.stream(Ailment.values())
                                .map(ailment ->
                                        "### `" + ailment.id() + "`: " + ailment.severity().word())
                                .toList());
    }
}
