package io.vxplan.cli.output;

import picocli.CommandLine.Option;

/// `--output`.
public final class OutputOption {
    @Option(
            names = "--output",
            paramLabel = "text|json",
            defaultValue = "text",
            description = "Form of the result (default: ${DEFAULT-VALUE}).")
    private Format format;

    public Format format() {
        return format;
    }
}
