package io.vxplan.cli.lab;

import io.vxplan.cli.ExitCode;
import io.vxplan.cli.output.Terminal;
import io.vxplan.lab.Blueprint;
import io.vxplan.lab.LabException;
import io.vxplan.lab.LabRun;
import io.vxplan.lab.Rootless;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "run",
        description = {
            "Prove a topology from an empty machine to an empty machine.",
            "Builds the lab, plans, applies, starts the daemons of overlays whose members are discovered, verifies, plans again (nothing may be left), stops the daemons, destroys, compares the hosts with what they were before, and removes the lab. Ends with 0 where every step did as it should."
        },
        footer = {
            "  vxplan lab run inventory.yaml",
            "  sudo vxplan lab run inventory.yaml --connection ssh"
        })
final class LabRunCommand implements Callable<Integer> {
    @ParentCommand private LabCommand lab;
    @Mixin private LabOptions options;

    @Override
    public Integer call() {
        return lab.attempt(() ->
                Rootless.neededFor(options.provider()) ? Rootless.inFresh(lab.arguments()) : run());
    }

    private int run() throws LabException {
        Terminal terminal = lab.terminal();
        Optional<Blueprint> blueprint = options.blueprint(terminal);
        if (blueprint.isEmpty()) {
            return ExitCode.ERROR;
        }
        new LabRun(
                        blueprint.get(),
                        args -> lab.runAnother(args.toArray(new String[0])),
                        terminal::say)
                .run();
        return ExitCode.DONE;
    }
}
