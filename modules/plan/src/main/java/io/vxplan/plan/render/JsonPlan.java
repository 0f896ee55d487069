package io.vxplan.plan.render;

import io.vxplan.plan.Change;
import io.vxplan.plan.HostPlan;
import io.vxplan.plan.compile.Compilation.Allocation;
import java.io.StringWriter;
import java.io.Writer;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// A plan for programs, written host by host as it is made (docs/reference/json.md).
public final class JsonPlan implements AutoCloseable {
    /// Raised when a field goes or changes its meaning; new fields may come at any time.
    public static final int FORMAT_VERSION = 1;

    private static final JsonFactory FACTORY = JsonFactory.builder().build();

    private final JsonGenerator json;
    private final Optional<Fingerprint> fingerprint;

    /// What a saved plan has to be made from once more, to see whether it still holds.
    ///
    /// @param inventory seen from the plan's folder, and `topology` too, where it was given
    /// @param fingerprint of its changes
    public record Origin(
            String inventory,
            Optional<String> topology,
            Optional<String> limit,
            boolean adopt,
            boolean allowManagement,
            Fingerprint fingerprint) {}

    /// What stands before the hosts.
    ///
    /// @param lock what the lock file would get; empty where the plan is not about it
    public record Head(
            String topology, Optional<List<Allocation>> lock, Optional<Origin> madeFrom) {}

    public JsonPlan(Writer out, Head head) {
        json = FACTORY.createGenerator(ObjectWriteContext.empty(), out);
        fingerprint = head.madeFrom().map(Origin::fingerprint);
        json.writeStartObject();
        // First, so that a plan is known by it.
        json.writeNumberProperty("format_version", FORMAT_VERSION);
        json.writeStringProperty("topology", head.topology());
        head.madeFrom().ifPresent(this::origin);
        head.lock()
                .ifPresent(allocations -> {
                    json.writeName("lock");
                    lock(json, allocations);
                });
        json.writeArrayPropertyStart("hosts");
    }

    /// One host of it.
    public static String text(HostPlan plan) {
        return text(json -> new HostJson(json, Optional.empty()).write(plan));
    }

    /// The same in a saved plan.
    public static String text(HostPlan plan, Fingerprint fingerprint) {
        return text(json -> new HostJson(json, Optional.of(fingerprint)).write(plan));
    }

    /// One change in a saved plan.
    public static String text(Change change, Fingerprint fingerprint) {
        return text(json -> new HostJson(json, Optional.of(fingerprint)).change(change));
    }

    /// What it says of the lock file.
    public static String text(List<Allocation> lock) {
        return text(json -> lock(json, lock));
    }

    private static String text(Consumer<JsonGenerator> content) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            content.accept(json);
        }
        return text.toString();
    }

    private void origin(Origin origin) {
        json.writeObjectPropertyStart("made_from");
        json.writeStringProperty("inventory", origin.inventory());
        origin.topology().ifPresent(file -> json.writeStringProperty("topology", file));
        origin.limit().ifPresent(limit -> json.writeStringProperty("limit", limit));
        json.writeBooleanProperty("adopt", origin.adopt());
        json.writeBooleanProperty("allow_management", origin.allowManagement());
        json.writeStringProperty("salt", origin.fingerprint().salt());
        json.writeEndObject();
    }

    private static void lock(JsonGenerator json, List<Allocation> allocations) {
        json.writeStartArray();
        for (Allocation allocation : allocations) {
            json.writeStartObject();
            json.writeStringProperty("overlay", allocation.overlay());
            json.writeStringProperty("host", allocation.host().value());
            json.writeStringProperty("address", allocation.address().toString());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /// Writes one host at once: plans of many hosts need not be kept.
    public void host(HostPlan plan) {
        new HostJson(json, fingerprint).write(plan);
    }

    /// Ends the document with the summary.
    public void summary(Summary summary) {
        json.writeEndArray();
        json.writeObjectPropertyStart("summary");
        json.writeNumberProperty("create", summary.create());
        json.writeNumberProperty("update", summary.update());
        json.writeNumberProperty("replace", summary.replace());
        json.writeNumberProperty("delete", summary.delete());
        json.writeNumberProperty("hosts", summary.hosts());
        json.writeEndObject();
        json.writeEndObject();
    }

    public void flush() {
        json.flush();
    }

    @Override
    public void close() {
        json.close();
    }
}
