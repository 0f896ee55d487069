package io.vxplan.host;

/// What became of the changes that were made to a host before one failed.
public sealed interface Aftermath {
    /// They were undone: the host is as it was.
    record Undone() implements Aftermath {}

    /// They were left, as the user asked.
    record Kept() implements Aftermath {}

    /// They could not be undone.
    ///
    /// @param why what was tried for it, and what is left
    record Uncertain(String why) implements Aftermath {}
}
