package io.vxplan.inventory.secret;

import java.util.List;

/// Where a secret comes from that does not stand in a setting itself. The setting has the name of
/// the one for the secret, and an ending.
public enum SecretSource {
    /// The path of a file that holds it.
    FILE("_file"),

    /// The name of an environment variable of this program.
    ENVIRONMENT("_env"),

    /// A program with its arguments, which prints it.
    COMMAND("_command");

    /// The first one that is set counts.
    public static final List<SecretSource> ALL = List.of(values());

    private final String ending;

    SecretSource(String ending) {
        this.ending = ending;
    }

    /// What the setting is called.
    public String of(String secret) {
        return secret + ending;
    }
}
