package io.vxplan.cli.lab;

import io.vxplan.cli.ExitCode;
import io.vxplan.cli.output.Terminal;
import io.vxplan.lab.LabException;
import io.vxplan.lab.LabFolder;
import io.vxplan.lab.Rootless;
import io.vxplan.model.Diagnostic;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/// The lab of a user without root is seen from inside its namespaces only: a command on its
/// inventory is run there. There, as for root, the lab may be gone.
public final class HiddenLab {
    private HiddenLab() {}

    /// @return the exit code; empty where the inventory is any other
    public static OptionalInt run(Path inventory, List<String> arguments, Terminal terminal) {
        try {
            if (Rootless.isInHolder(inventory)) {
                return OptionalInt.of(Rootless.inHolder(arguments));
            }
            if (LabFolder.isGone(inventory)) {
                throw LabFolder.missing(inventory);
            }
            return OptionalInt.empty();
        } catch (LabException e) {
            terminal.problem(Diagnostic.error(String.valueOf(e.getMessage()), e.advice()));
            return OptionalInt.of(ExitCode.ERROR);
        }
    }
}
