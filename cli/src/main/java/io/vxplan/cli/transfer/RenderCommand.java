package io.vxplan.cli.transfer;

import io.vxplan.cli.CommandGroup;
import picocli.CommandLine.Command;

@Command(
        name = "render",
        description = "Write what the topology says in the form of another program.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = RenderComposeCommand.class,
        footer = "  vxplan render compose inventory.yaml --host stack-a --output-dir stack-a")
public final class RenderCommand extends CommandGroup {}
