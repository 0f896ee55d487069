package io.vxplan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.cli.command.Said;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageMistakeTest {
    private static Said vxplan(String command) {
        return Said.in(Path.of("/nonexistent"), command);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    paln x                  | there is no command 'paln'; did you mean 'plan'? (see `vxplan --help`)
                    lab star x              | there is no command 'star'; see `vxplan lab --help`
                    plan --limt h1 x        | there is no option '--limt'; did you mean '--limit'? (see `vxplan plan --help`)
                    plan x y                | 'y' is one argument too many; see `vxplan plan --help`
                    plan                    | INVENTORY is missing; see `vxplan plan --help`
                    lab exec x h1           | COMMAND is missing; see `vxplan lab exec --help`
                    plan x --limit          | PATTERN of --limit is missing; see `vxplan plan --help`
                    plan x --limit a --limit b | --limit is given twice; see `vxplan plan --help`
                    plan x --output yaml    | --output is 'yaml': it must be text or json; see `vxplan plan --help`
                    plan x --forks 0        | --forks is '0': it must be a whole number, 1 or more; see `vxplan plan --help`
                    plan x --forks many     | --forks is 'many': it must be a whole number, 1 or more; see `vxplan plan --help`
                    completion fish         | SHELL is 'fish': it must be bash or zsh; see `vxplan completion --help`
                    lab run x --connection docker | --connection is 'docker': it must be netns or ssh; see `vxplan lab run --help`
                    """)
    void isToldInALine(String typed, String message) {
        Said said = vxplan(typed);

        assertThat(said.messages()).isEqualTo("error: " + message + "\n");
        assertThat(said.results()).isEmpty();
        assertThat(said.exitCode()).isEqualTo(ExitCode.ERROR);
    }

    /// Whoever types only the program's name wants to know what there is.
    @ParameterizedTest
    @ValueSource(strings = {"lab", "-v"})
    void withoutACommandAllAreListed(String typed) {
        Said said = vxplan(typed);

        assertThat(said.messages()).startsWith("Usage: vxplan ").contains("\nCommands:\n");
        assertThat(said.exitCode()).isEqualTo(ExitCode.ERROR);
    }
}
