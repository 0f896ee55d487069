package io.vxplan.host;

import io.vxplan.plan.Change;
import java.util.List;

/// How far changes were carried out when one of them failed. A [Host] stops there, but entries and
/// routes go to the kernel in batches, and it goes on with a batch after an error.
///
/// @param madeBefore how many changes
/// @param failed where it stopped
/// @param refusedToo later ones that failed as well
/// @param madeAfter later ones that were made nevertheless
/// @param notTried how many changes
public record Progress(
        int madeBefore,
        Change failed,
        List<Change> refusedToo,
        List<Change> madeAfter,
        int notTried) {

    /// Nothing after the failed one was tried.
    public static Progress upTo(Change failed, List<Change> changes) {
        int before = changes.indexOf(failed);
        return new Progress(before, failed, List.of(), List.of(), changes.size() - before - 1);
    }

    /// Nothing after the failed one was tried, and those from the first on that went along with it
    /// were not made either.
    public static Progress without(Change first, Change failed, List<Change> changes) {
        int before = changes.indexOf(first);
        return new Progress(before, failed, List.of(), List.of(), changes.size() - before - 1);
    }

    /// There was no other change.
    public boolean ofOne() {
        return madeBefore + refusedToo.size() + madeAfter.size() + notTried == 0;
    }
}
