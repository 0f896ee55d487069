package io.vxplan.verify.result;

import io.vxplan.model.address.MacAddress;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// What became of a check.
public sealed interface Verdict {
    /// @param milliseconds of the round trip, where `ping` says it
    record Ok(OptionalDouble milliseconds) implements Verdict {}

    /// No answer.
    ///
    /// @param said by `ping` or the kernel
    record Lost(String said) implements Verdict {}

    /// Somebody else answered.
    ///
    /// @param owner whose MAC it is, in words, where one of the overlays knows it
    record WrongPeer(MacAddress expected, MacAddress mac, Optional<String> owner)
            implements Verdict {}

    /// Small packets pass, those of the wanted size don't.
    ///
    /// @param size of the IP packet that was tried, bytes
    /// @param fits what would pass, where somebody said so
    record TooBig(int size, OptionalInt fits, String said) implements Verdict {}

    /// It answered, but no entry of the neighbour table says with which MAC.
    record Unidentified() implements Verdict {}

    /// It could not be tried though it should have been possible.
    record NotRun(String why) implements Verdict {}

    /// Nothing to try it from or with; no failure.
    record NotChecked(String why) implements Verdict {}

    default boolean isFailure() {
        return switch (this) {
            case Ok _, NotChecked _ -> false;
            case Lost _, WrongPeer _, TooBig _, Unidentified _, NotRun _ -> true;
        };
    }

    /// Whether it may only have been bad luck. Not so where a router or the kernel named the size
    /// that fits, nor where somebody else answered: two may be racing to.
    default boolean mayPass() {
        return switch (this) {
            case Lost _, Unidentified _ -> true;
            case TooBig tooBig -> tooBig.fits().isEmpty();
            case Ok _, WrongPeer _, NotRun _, NotChecked _ -> false;
        };
    }
}
