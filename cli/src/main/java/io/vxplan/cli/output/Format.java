package io.vxplan.cli.output;

/// How results are written.
public enum Format {
    TEXT,
    JSON
}
