package io.vxplan.cli;

import io.vxplan.cli.output.Terminal;
import io.vxplan.cli.project.Narration;

/// What a command has of the program that it is part of.
public interface Program {
    Terminal terminal();

    /// What `-v` asks for; else nothing.
    Narration narration();

    /// Runs another command.
    ///
    /// @return its exit code
    int run(String... arguments);
}
