package io.vxplan.cli.command;

import picocli.CommandLine.Option;

/// `--allow-management`: to touch the way by which a host is reached.
final class ManagementOption {
    @Option(
            names = "--allow-management",
            description =
                    "Agree to changing the interface, address or route by which our own SSH session reaches a host.")
    private boolean allowed;

    boolean allowed() {
        return allowed;
    }
}
