package io.vxplan.cli.project;

import io.vxplan.host.DelegatingHost;
import io.vxplan.host.Holder;
import io.vxplan.host.Host;
import io.vxplan.host.HostException;
import io.vxplan.host.HostOpener;
import io.vxplan.model.HostName;
import io.vxplan.model.resource.HostState;
import io.vxplan.plan.Change;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/// What `-v` adds: a line for each step on a host, with the time that it took, and where in the
/// program a failure came from.
///
/// @param say takes whole lines; hosts are worked on at the same time
public record Narration(Consumer<String> say) {
    public static final Narration NONE = new Narration(_ -> {});

    HostOpener of(HostOpener opener) {
        return name -> {
            Stopwatch time = new Stopwatch(name);
            Host host = opener.open(name);
            time.done("reached");
            return new Narrated(host);
        };
    }

    void failure(HostException failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        say.accept(failure.host() + ": " + trace);
    }

    private final class Stopwatch {
        private final HostName host;
        private final long begun = System.nanoTime();

        Stopwatch(HostName host) {
            this.host = host;
        }

        void done(String what) {
            long milliseconds = (System.nanoTime() - begun) / 1_000_000;
            say.accept(String.format(Locale.ROOT, "%s: %s (%d ms)", host, what, milliseconds));
        }
    }

    private final class Narrated extends DelegatingHost {
        Narrated(Host host) {
            super(host);
        }

        @Override
        public HostState observe() throws HostException {
            Stopwatch time = new Stopwatch(name());
            HostState state = super.observe();
            time.done("read, " + state.byKey().size() + " things are there");
            return state;
        }

        @Override
        public void apply(List<Change> changes) throws HostException {
            Stopwatch time = new Stopwatch(name());
            super.apply(changes);
            time.done("changed, " + changes.size() + (changes.size() == 1 ? " time" : " times"));
        }

        @Override
        public Optional<Holder> lock(Holder mine, Duration patience) throws HostException {
            Stopwatch time = new Stopwatch(name());
            Optional<Holder> other = super.lock(mine, patience);
            time.done(other.map(holder -> "is locked by " + holder).orElse("locked"));
            return other;
        }

        @Override
        public CommandResult run(String script, Duration timeout) throws HostException {
            Stopwatch time = new Stopwatch(name());
            CommandResult result = super.run(script, timeout);
            time.done("ran a script, which ended with " + result.exitCode());
            return result;
        }

        @Override
        public CommandResult run(String script, String input, Duration timeout)
                throws HostException {
            Stopwatch time = new Stopwatch(name());
            CommandResult result = super.run(script, input, timeout);
            time.done("ran a script, which ended with " + result.exitCode());
            return result;
        }
    }
}
