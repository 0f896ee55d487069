package io.vxplan.cli.output;

import io.vxplan.host.HostException;
import io.vxplan.model.Diagnostic;
import io.vxplan.plan.HostPlan;
import io.vxplan.plan.compile.Compilation;
import io.vxplan.plan.render.JsonPlan;
import io.vxplan.plan.render.LockText;
import io.vxplan.plan.render.Summary;
import io.vxplan.plan.render.TextPlan;
import java.util.List;
import java.util.Optional;

/// A plan, shown host by host as it is made.
public interface PlanView {
    void host(HostPlan plan);

    void finish(Summary summary);

    /// With what the lock file would get.
    static PlanView of(Format format, Terminal terminal, Compilation compilation) {
        if (format == Format.TEXT) {
            terminal.out().print(LockText.of(compilation, terminal.colour()));
        }
        return of(
                format,
                terminal,
                head(compilation, Optional.empty()),
                "No changes: every host is as the topology says.");
    }

    static JsonPlan.Head head(Compilation compilation, Optional<JsonPlan.Origin> madeFrom) {
        return new JsonPlan.Head(
                compilation.topology().name().value(),
                Optional.of(compilation.newAllocations()),
                madeFrom);
    }

    /// @param nothing what it means that nothing has to change
    static PlanView withoutLock(Format format, Terminal terminal, String topology, String nothing) {
        return of(
                format,
                terminal,
                new JsonPlan.Head(topology, Optional.empty(), Optional.empty()),
                nothing);
    }

    private static PlanView of(
            Format format, Terminal terminal, JsonPlan.Head head, String nothing) {
        return switch (format) {
            case TEXT -> new Text(terminal, new TextPlan(terminal.colour()), nothing);
            case JSON -> new Json(terminal, new JsonPlan(terminal.out(), head));
        };
    }

    record Text(Terminal terminal, TextPlan text, String nothing) implements PlanView {
        @Override
        public void host(HostPlan plan) {
            terminal.out().print(text.host(plan));
        }

        @Override
        public void finish(Summary summary) {
            terminal.result(summary.sentence(nothing));
            terminal.flush();
        }
    }

    record Json(Terminal terminal, JsonPlan json) implements PlanView {
        @Override
        public void host(HostPlan plan) {
            json.host(plan);
        }

        @Override
        public void finish(Summary summary) {
            json.summary(summary);
            json.flush();
            terminal.result("");
            terminal.flush();
        }
    }

    /// A host that could not be looked at has no changes, and one problem.
    static HostPlan failed(HostException failure) {
        return new HostPlan(
                failure.host(),
                List.of(),
                List.of(
                        new Diagnostic(
                                Diagnostic.Severity.ERROR,
                                String.valueOf(failure.getMessage()),
                                failure.advice(),
                                Optional.empty())));
    }
}
