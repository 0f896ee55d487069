package io.vxplan.daemon;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Something that is tried again and again: said when it begins to fail, when it fails in a way
/// that was not said yet (several servers may be tried in turn), and when it works again. One
/// thread tries, any asks.
public final class Trouble {
    /// Some may have times or ports in them.
    private static final int MAX_REASONS = 10;

    private final Log log;
    private final String what;
    private final Set<String> reasons = new HashSet<>();
    private volatile Optional<String> last = Optional.empty();

    /// @param what fails, such as `can't write /a/b`
    public Trouble(Log log, String what) {
        this.log = log;
        this.what = what;
    }

    public void failed(String why) {
        last = Optional.of(why);
        if (reasons.size() < MAX_REASONS && reasons.add(why)) {
            log.warn(what + ": " + why + "; trying again");
        }
    }

    public void over() {
        last = Optional.empty();
        if (!reasons.isEmpty()) {
            log.info("over: " + what);
        }
        reasons.clear();
    }

    /// What fails just now, and why.
    public Optional<String> problem() {
        return last.map(why -> what + ": " + why);
    }
}
