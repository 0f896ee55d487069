package io.vxplan.cli.output;

import io.vxplan.host.Aftermath;
import io.vxplan.host.HostException;
import io.vxplan.host.Progress;
import io.vxplan.host.rollout.Batch;
import io.vxplan.host.rollout.Ending;
import io.vxplan.model.HostName;
import io.vxplan.plan.Change;
import io.vxplan.plan.HostPlan;
import io.vxplan.plan.Labels;
import io.vxplan.verify.render.JsonReport;
import io.vxplan.verify.result.Report;
import java.io.StringWriter;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Progress for programs: one JSON object a line.
final class ApplyEvents extends ApplyView {
    private final JsonFactory factory = JsonFactory.builder().build();
    private final Terminal terminal;

    ApplyEvents(Terminal terminal, SortedSet<HostName> hosts) {
        super(hosts);
        this.terminal = terminal;
    }

    @Override
    public void begins(Batch batch) {
        if (batch.of() > 1) {
            event(
                    "batch",
                    json -> {
                        json.writeNumberProperty("batch", batch.number());
                        json.writeNumberProperty("of", batch.of());
                        names(json, "hosts", batch.hosts());
                    });
        }
    }

    @Override
    public void verified(Batch batch, Report report) {
        event(
                "verified",
                json -> {
                    json.writeNumberProperty("batch", batch.number());
                    json.writeBooleanProperty("passed", report.passed());
                    names(json, "hosts", report.drift().keySet());
                    if (!report.passed()) {
                        StringWriter text = new StringWriter();
                        JsonReport.write(report, text);
                        json.writeName("report");
                        json.writeRawValue(text.toString().strip());
                    }
                });
    }

    private static void names(JsonGenerator json, String name, Collection<HostName> hosts) {
        json.writeArrayPropertyStart(name);
        hosts.forEach(host -> json.writeString(host.value()));
        json.writeEndArray();
    }

    @Override
    void applied(HostPlan plan) {
        event(
                "applied",
                json -> {
                    json.writeStringProperty("host", plan.host().value());
                    json.writeNumberProperty("changes", plan.changes().size());
                });
    }

    @Override
    void failed(HostName host, HostException failure) {
        event(
                "failed",
                json -> {
                    json.writeStringProperty("host", host.value());
                    failure.change()
                            .ifPresent(change ->
                                    json.writeStringProperty("change", Labels.of(change)));
                    json.writeStringProperty("problem", failure.getMessage());
                    json.writeStringProperty("advice", failure.advice());
                    failure.progress().ifPresent(progress -> write(json, progress));
                    failure.aftermath().ifPresent(aftermath -> write(json, aftermath));
                });
    }

    private static void write(JsonGenerator json, Progress progress) {
        json.writeNumberProperty("made_before", progress.madeBefore());
        write(json, "made_after", progress.madeAfter());
        write(json, "refused_too", progress.refusedToo());
        json.writeNumberProperty("not_tried", progress.notTried());
    }

    private static void write(JsonGenerator json, String name, List<Change> changes) {
        json.writeArrayPropertyStart(name);
        changes.forEach(change -> json.writeString(Labels.of(change)));
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, Aftermath aftermath) {
        json.writeStringProperty(
                "aftermath",
                switch (aftermath) {
                    case Aftermath.Undone() -> "undone";
                    case Aftermath.Kept() -> "kept";
                    case Aftermath.Uncertain _ -> "uncertain";
                });
        if (aftermath instanceof Aftermath.Uncertain(var why)) {
            json.writeStringProperty("left", why);
        }
    }

    private void event(String name, Consumer<JsonGenerator> fields) {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = factory.createGenerator(ObjectWriteContext.empty(), line)) {
            json.writeStartObject();
            json.writeStringProperty("event", name);
            fields.accept(json);
            json.writeEndObject();
        }
        terminal.result(line.toString());
        terminal.flush();
    }

    @Override
    public void ended(Ending ending) {
        event(
                "summary",
                json -> {
                    json.writeNumberProperty("applied", applied());
                    json.writeNumberProperty("failed", failures());
                    if (!(ending instanceof Ending.Complete)) {
                        names(json, "not_begun", notBegun());
                        stopped(json, ending);
                    }
                });
    }

    private static void stopped(JsonGenerator json, Ending ending) {
        switch (ending) {
            case Ending.Complete() -> {
                // nothing stopped it
            }
            case Ending.TooManyFailed(var batch, _) -> {
                json.writeStringProperty("stopped_by", "failures");
                json.writeNumberProperty("batch", batch.number());
            }
            case Ending.Unproven(var batch) -> {
                json.writeStringProperty("stopped_by", "verify");
                json.writeNumberProperty("batch", batch.number());
            }
            case Ending.Stopped() -> json.writeStringProperty("stopped_by", "user");
        }
    }
}
