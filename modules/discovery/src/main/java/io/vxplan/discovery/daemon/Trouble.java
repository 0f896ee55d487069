package io.vxplan.discovery.daemon;

import io.vxplan.daemon.Log;
import java.util.HashSet;
import java.util.Set;

/// Something that is tried again and again: said when it begins to fail, when it fails in a way
/// that was not said yet (several servers may be tried in turn), and when it works again. For one
/// thread.
final class Trouble {
    /// Some may have times or ports in them.
    private static final int MAX_REASONS = 10;

    private final Log log;
    private final String what;
    private final Set<String> reasons = new HashSet<>();

    /// @param what fails, such as `can't write /a/b`
    Trouble(Log log, String what) {
        this.log = log;
        this.what = what;
    }

    void failed(String why) {
        if (reasons.size() < MAX_REASONS && reasons.add(why)) {
            log.warn(what + ": " + why + "; trying again");
        }
    }

    void over() {
        if (!reasons.isEmpty()) {
            log.info("over: " + what);
        }
        reasons.clear();
    }
}
