package io.vxplan.cli.discovery;

import io.vxplan.cli.CommandGroup;
import picocli.CommandLine.Command;

@Command(
        name = "discovery",
        description = {
            "Find out who takes part in an overlay right now.",
            "The control plane: it touches no interface, and needs no privilege."
        },
        synopsisSubcommandLabel = "COMMAND",
        subcommands = DiscoveryRunCommand.class,
        footer = "  STACK_ID=stack-a VNI=1000 vxplan discovery run")
public final class DiscoveryCommand extends CommandGroup {}
