package io.vxplan.host.confirm;

import io.vxplan.host.Holder;
import java.time.Instant;
import java.util.Optional;

/// Changes on a host that wait for a confirmation.
///
/// @param holder who made them
/// @param until when the host goes back, by its own clock; empty where it does not say
public record Pending(Holder holder, Optional<Instant> until) {
    static Pending parse(String note) {
        Optional<Instant> until =
                note.lines()
                        .filter(line -> line.matches("until \\d{1,12}"))
                        .map(line -> Instant.ofEpochSecond(Long.parseLong(line.substring(6))))
                        .findFirst();
        return new Pending(Holder.parse(note), until);
    }
}
