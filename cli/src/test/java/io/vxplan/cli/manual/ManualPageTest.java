package io.vxplan.cli.manual;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.cli.Main;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

class ManualPageTest {
    @Command(
            name = "boat",
            version = "boat 1.2",
            description = "Moves over water.%n%nNot over land.",
            subcommands = Sail.class)
    static final class Boat {}

    @Command(
            name = "sail",
            header = "Go with the wind.",
            description = {"Sets .sails and goes.", "'Tis @|bold fast|@."},
            exitCodeList = {"0:arrived", "1:sunk"},
            footer = "  boat sail --to-port bergen north.yaml")
    static final class Sail {
        @Option(
                names = {"-p", "--to-port"},
                paramLabel = "PORT",
                defaultValue = "oslo",
                description = "where to (default ${DEFAULT-VALUE})")
        String port = "";

        @Option(names = "--storm", hidden = true)
        boolean storm;

        @Parameters(paramLabel = "CHART", description = "a file")
        Path chart = Path.of(".");
    }

    private static final int TERMINAL_WIDTH = 80;

    private static final CommandLine BOAT = new CommandLine(new Boat());

    @Test
    void commandWithCommands() {
        assertThat(ManualPage.of(BOAT.getCommandSpec(), "2026-01-01"))
                .isEqualTo(
                        """
                        .TH "BOAT" 1 2026-01-01 "boat 1.2"
                        .SH "NAME"
                        boat \\- Moves over water
                        .SH "SYNOPSIS"
                        boat [COMMAND]
                        .SH "DESCRIPTION"
                        Moves over water.
                        .PP
                        Not over land.
                        .SH "COMMANDS"
                        .TP
                        \\fBboat\\-sail(1)\\fR
                        Go with the wind
                        """);
    }

    @Test
    void commandWithOptions() {
        var sail = ManualPage.children(BOAT.getCommandSpec()).getFirst();

        assertThat(ManualPage.of(sail, "2026-01-01"))
                .isEqualTo(
                        """
                        .TH "BOAT\\-SAIL" 1 2026-01-01 "boat 1.2"
                        .SH "NAME"
                        boat\\-sail \\- Go with the wind
                        .SH "SYNOPSIS"
                        boat sail [\\-p=PORT] CHART
                        .SH "DESCRIPTION"
                        Sets .sails and goes.
                        \\&'Tis fast.
                        .SH "ARGUMENTS"
                        .TP
                        \\fICHART\\fR
                        a file
                        .SH "OPTIONS"
                        .TP
                        \\fB\\-p\\fR, \\fB\\-\\-to\\-port\\fR \\fIPORT\\fR
                        where to (default oslo)
                        .SH "EXIT STATUS"
                        .TP
                        \\fB0\\fR
                        arrived
                        .TP
                        \\fB1\\fR
                        sunk
                        .SH "EXAMPLES"
                        .nf
                          boat sail \\-\\-to\\-port bergen north.yaml
                        .fi
                        .SH "SEE ALSO"
                        boat(1)
                        """);
    }

    @Test
    void everyCommandIsSummedUpInASentenceAndHasExamples() {
        List<CommandSpec> all = new ArrayList<>();
        collect(Main.commandLine().getCommandSpec(), all);

        assertThat(all)
                .hasSizeGreaterThan(15)
                .allSatisfy(command -> {
                    assertThat(command.usageMessage().description()[0]).endsWith(".");
                    assertThat(ManualPage.of(command, "2026-01-01"))
                            .containsPattern("\\.SH \"EXAMPLES\"\n\\.nf\n  .*vxplan ");
                    assertThat(command.commandLine().getUsageMessage(Ansi.OFF))
                            .containsPattern("\n\nExamples:\n  .*vxplan ");
                });
    }

    /// On a terminal of 80 columns the help breaks its sentences itself, where they are not broken
    /// by hand, and examples fit.
    @Test
    void helpFitsATerminal() {
        List<CommandSpec> all = new ArrayList<>();
        collect(Main.commandLine().getCommandSpec(), all);

        assertThat(all)
                .allSatisfy(command -> {
                    assertThat(command.usageMessage().description())
                            .allMatch(line -> line.isEmpty() || line.endsWith("."));
                    assertThat(command.usageMessage().footer())
                            .allMatch(line -> line.length() < TERMINAL_WIDTH);
                });
    }

    private static void collect(CommandSpec command, List<CommandSpec> all) {
        all.add(command);
        ManualPage.children(command).forEach(child -> collect(child, all));
    }
}
