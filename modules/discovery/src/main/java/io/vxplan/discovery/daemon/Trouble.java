package io.vxplan.discovery.daemon;

import io.vxplan.daemon.Log;
import java.util.Optional;

/// Something that is tried again and again: said when it begins to fail, when it fails otherwise,
/// and when it works again. For one thread.
final class Trouble {
    private final Log log;
    private final String what;
    private Optional<String> reason = Optional.empty();

    /// @param what fails, such as `can't write /a/b`
    Trouble(Log log, String what) {
        this.log = log;
        this.what = what;
    }

    void failed(String why) {
        if (!reason.equals(Optional.of(why))) {
            log.warn(what + ": " + why + "; trying again");
        }
        reason = Optional.of(why);
    }

    void over() {
        if (reason.isPresent()) {
            log.info("over: " + what);
        }
        reason = Optional.empty();
    }
}
