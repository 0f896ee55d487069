package io.vxplan.host.rollout;

/// What is done with the changes that were made to a host before one failed.
public enum OnError {
    /// They stay: the next apply goes on from there.
    KEEP,

    /// They are undone.
    ROLLBACK
}
