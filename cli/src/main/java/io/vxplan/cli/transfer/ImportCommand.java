package io.vxplan.cli.transfer;

import io.vxplan.cli.CommandGroup;
import picocli.CommandLine.Command;

@Command(
        name = "import",
        description = "Make an inventory and a topology from what another program has.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = ImportDockerRouterCommand.class,
        footer = "  vxplan import docker-router routing.yaml --output-dir stacks")
public final class ImportCommand extends CommandGroup {}
