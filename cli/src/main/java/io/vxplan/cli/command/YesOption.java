package io.vxplan.cli.command;

import picocli.CommandLine.Option;

/// `--yes`.
final class YesOption {
    @Option(
            names = {"-y", "--yes"},
            description = "Make the changes without asking.")
    private boolean given;

    boolean given() {
        return given;
    }
}
