package io.vxplan.cli.router;

import io.vxplan.cli.CommandGroup;
import picocli.CommandLine.Command;

@Command(
        name = "router",
        description = {
            "The data plane of an overlay whose members come and go.",
            "Keeps this host's VXLAN device, FDB entries and routes as discovery says."
        },
        synopsisSubcommandLabel = "COMMAND",
        subcommands = RouterRunCommand.class,
        footer = "  vxplan router run --config routing.yaml")
public final class RouterCommand extends CommandGroup {}
