package io.vxplan.cli.saved;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import io.vxplan.cli.output.PlanView;
import io.vxplan.cli.output.Terminal;
import io.vxplan.daemon.Metrics;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.FileFailure;
import io.vxplan.plan.HostPlan;
import io.vxplan.plan.render.Summary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/// Counts how hosts differ, while that is shown, and writes it for the textfile collector of
/// node_exporter, which reads at any time: so the file is replaced as a whole.
public final class DriftFile implements PlanView {
    private final Path file;
    private final InstantSource clock;
    private final PlanView shown;
    private final Terminal terminal;
    private final Metrics metrics;
    private boolean written;

    public DriftFile(
            Path file, String topology, InstantSource clock, PlanView shown, Terminal terminal) {
        this.file = file;
        this.clock = clock;
        this.shown = shown;
        this.terminal = terminal;
        this.metrics = new Metrics().with("topology", topology);
    }

    @Override
    public void host(HostPlan plan) {
        shown.host(plan);
        Metrics ofHost = metrics.with("host", plan.host().value());
        ofHost.gauge(
                "vxplan_drift_problems",
                "Why the host could not be looked at, or apply could not repair it.",
                (double) plan.problems().stream().filter(Diagnostic::isError).count());
        if (!plan.isBlocked()) {
            ofHost.gauge(
                    "vxplan_drift_changes",
                    "Changes by which apply would repair the host.",
                    plan.changes().size());
        }
    }

    @Override
    public void finish(Summary summary) {
        shown.finish(summary);
        metrics.gauge(
                "vxplan_drift_timestamp_seconds",
                "When all hosts had been looked at.",
                (double) clock.instant().getEpochSecond());
        try {
            replace();
            written = true;
        } catch (IOException e) {
            terminal.problem(
                    Diagnostic.error("can't write " + file + ": " + FileFailure.reason(e), ""));
        }
    }

    /// The unfinished one has no name that is collected, and none of another run's.
    private void replace() throws IOException {
        Path unfinished =
                file.resolveSibling("." + file.getFileName() + "." + ProcessHandle.current().pid());
        try {
            Files.write(unfinished, metrics.text());
            Files.move(unfinished, file, ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /// Once finished.
    public boolean isWritten() {
        return written;
    }
}
