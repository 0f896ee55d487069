package io.vxplan.cli.project;

import io.vxplan.cli.output.Terminal;
import io.vxplan.host.rollout.Fleet;
import io.vxplan.lab.Lab;
import io.vxplan.lab.LabException;
import io.vxplan.model.Diagnostic;
import io.vxplan.verify.Vantages;
import io.vxplan.verify.Verifier;
import java.nio.file.Path;
import java.util.Optional;

/// How the overlays of a workspace are proven.
///
/// @param vantages ways into the workloads behind its hosts
public record Verification(Workspace workspace, Vantages vantages) {

    /// @return empty where a lab's state can't be read: printed
    public static Optional<Verification> of(
            Workspace workspace, Path inventory, Terminal terminal) {
        try {
            return Optional.of(new Verification(workspace, Lab.vantages(inventory)));
        } catch (LabException e) {
            terminal.problem(Diagnostic.error(String.valueOf(e.getMessage()), e.advice()));
            return Optional.empty();
        }
    }

    /// @param desired what each host should be
    public Verifier verifier(Fleet fleet, Desired desired) {
        return new Verifier(
                fleet,
                vantages,
                workspace.project().topology(),
                workspace.compilation().allocations(),
                desired.states());
    }
}
