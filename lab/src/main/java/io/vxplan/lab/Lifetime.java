package io.vxplan.lab;

/// How long what a lab starts stays.
public enum Lifetime {
    /// Until the lab is removed, whatever becomes of the command that started it.
    OF_THE_LAB,
    /// No longer than the command, even where that is killed: the namespaces of a user without root
    /// may be gone with it, and with them whoever could find what is left.
    OF_THE_COMMAND
}
