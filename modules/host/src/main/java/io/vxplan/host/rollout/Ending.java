package io.vxplan.host.rollout;

/// How changing many hosts came to its end.
public sealed interface Ending {
    /// Every host had its turn.
    record Complete() implements Ending {}

    /// More hosts of a batch failed than may.
    ///
    /// @param failures so many
    record TooManyFailed(Batch batch, int failures) implements Ending {}

    /// The batch was made, and what was to be proven then did not hold.
    record Unproven(Batch batch) implements Ending {}

    /// Somebody asked to stop.
    record Stopped() implements Ending {}
}
