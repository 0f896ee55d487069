package io.vxplan.cli.lab;

import io.vxplan.cli.ExitCode;
import io.vxplan.cli.output.Terminal;
import io.vxplan.lab.LabException;
import io.vxplan.lab.Rootless;
import io.vxplan.model.Diagnostic;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/// The lab of a user without root is seen from inside its namespaces only: a command on its
/// inventory is run there.
public final class HiddenLab {
    private HiddenLab() {}

    /// @return the exit code; empty where the inventory is any other
    public static OptionalInt run(Path inventory, List<String> arguments, Terminal terminal) {
        try {
            return Rootless.isInHolder(inventory)
                    ? OptionalInt.of(Rootless.inHolder(arguments))
                    : OptionalInt.empty();
        } catch (LabException e) {
            terminal.problem(Diagnostic.error(String.valueOf(e.getMessage()), e.advice()));
            return OptionalInt.of(ExitCode.ERROR);
        }
    }
}
