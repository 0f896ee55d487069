package io.vxplan.cli.command;

import picocli.CommandLine.Option;

/// Who agrees to changes, and to which.
final class ConsentOptions {
    @Option(
            names = {"-y", "--yes"},
            description = "Make the changes without asking.")
    private boolean yes;

    @Option(
            names = "--allow-disrupt",
            description = "Agree to replacing interfaces, which interrupts what they carry.")
    private boolean allowDisrupt;

    /// Of who saved a plan and now hands it over.
    ConsentOptions given() {
        ConsentOptions given = new ConsentOptions();
        given.yes = true;
        given.allowDisrupt = allowDisrupt;
        return given;
    }

    boolean yes() {
        return yes;
    }

    boolean allowDisrupt() {
        return allowDisrupt;
    }
}
