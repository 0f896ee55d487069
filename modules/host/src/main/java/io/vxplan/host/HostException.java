package io.vxplan.host;

import io.vxplan.model.HostName;
import io.vxplan.plan.Change;
import java.io.Serial;
import java.util.Optional;

/// The world failed: a host could not be reached, read or changed.
public final class HostException extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    private final transient HostName host;
    private final transient Optional<Progress> progress;
    private final String advice;
    private final transient Optional<Aftermath> aftermath;

    /// @param progress where changes were carried out, and it is known how far
    /// @param problem what was tried, and what the kernel or the peer said, with errno where there
    ///   is one
    /// @param advice what to do; may be empty
    public HostException(
            HostName host,
            Optional<Progress> progress,
            String problem,
            String advice,
            Optional<Throwable> cause) {
        this(host, progress, problem, advice, Optional.empty(), cause);
    }

    private HostException(
            HostName host,
            Optional<Progress> progress,
            String problem,
            String advice,
            Optional<Aftermath> aftermath,
            Optional<Throwable> cause) {
        super(problem, cause.orElse(null));
        this.host = host;
        this.progress = progress;
        this.advice = advice;
        this.aftermath = aftermath;
    }

    public HostException(HostName host, String problem, String advice) {
        this(host, Optional.empty(), problem, advice, Optional.empty());
    }

    /// With one more thing to do.
    public HostException withAdvice(String more) {
        String both = advice.isEmpty() ? more : advice + "; " + more;
        return with(both, aftermath);
    }

    /// With what became of the changes that were made before it.
    public HostException with(Aftermath known) {
        return with(advice, Optional.of(known));
    }

    private HostException with(String otherAdvice, Optional<Aftermath> known) {
        return new HostException(
                host,
                progress,
                String.valueOf(getMessage()),
                otherAdvice,
                known,
                Optional.ofNullable(getCause()));
    }

    public HostName host() {
        return host;
    }

    /// The change that failed, where it was one.
    public Optional<Change> change() {
        return progress.map(Progress::failed);
    }

    /// What became of the other changes.
    public Optional<Progress> progress() {
        return progress;
    }

    public String advice() {
        return advice;
    }

    /// Empty where it failed before anything was changed, or where nobody asked.
    public Optional<Aftermath> aftermath() {
        return aftermath;
    }
}
