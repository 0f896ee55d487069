package io.vxplan.cli.command;

import io.vxplan.host.rollout.OnError;
import picocli.CommandLine.Option;

/// `--on-error`.
final class OnErrorOption {
    @Option(
            names = "--on-error",
            paramLabel = "keep|rollback",
            defaultValue = "rollback",
            description =
                    "What becomes of the changes made to a host before one fails (default: ${DEFAULT-VALUE}): rollback undoes them, keep leaves them for the next apply to go on from.")
    private OnError value;

    OnError value() {
        return value;
    }
}
