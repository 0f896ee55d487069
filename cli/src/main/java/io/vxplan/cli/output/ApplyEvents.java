package io.vxplan.cli.output;

import io.vxplan.host.Aftermath;
import io.vxplan.host.HostException;
import io.vxplan.host.Progress;
import io.vxplan.model.HostName;
import io.vxplan.plan.Change;
import io.vxplan.plan.HostPlan;
import io.vxplan.plan.Labels;
import java.io.StringWriter;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Progress for programs: one JSON object a line.
final class ApplyEvents extends ApplyView {
    private final JsonFactory factory = JsonFactory.builder().build();
    private final Terminal terminal;

    ApplyEvents(Terminal terminal) {
        this.terminal = terminal;
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
    public void close() {
        event(
                "summary",
                json -> {
                    json.writeNumberProperty("applied", count() - failures());
                    json.writeNumberProperty("failed", failures());
                });
    }
}
