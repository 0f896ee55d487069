package io.vxplan.plan.render;

import io.vxplan.model.Diagnostic;
import io.vxplan.model.resource.Resource;
import io.vxplan.plan.Change;
import io.vxplan.plan.Fields;
import io.vxplan.plan.HostPlan;
import io.vxplan.plan.Labels;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/// One host's plan as JSON.
///
/// @param fingerprint of each change, where the plan is to be carried out later
record HostJson(JsonGenerator json, Optional<Fingerprint> fingerprint) {

    void write(HostPlan plan) {
        json.writeStartObject();
        json.writeStringProperty("host", plan.host().value());
        json.writeArrayPropertyStart("changes");
        plan.changes().forEach(this::change);
        json.writeEndArray();
        json.writeArrayPropertyStart("problems");
        plan.problems().forEach(this::problem);
        json.writeEndArray();
        json.writeEndObject();
    }

    void change(Change change) {
        json.writeStartObject();
        switch (change) {
            case Change.Create(var after) -> {
                head("create", after);
                fields("after", after);
            }
            case Change.Update(var before, var after) -> {
                head("update", after);
                fields("before", before);
                fields("after", after);
                strings("changed", List.copyOf(Fields.difference(before, after).keySet()));
            }
            case Change.Replace(var before, var after, var forcedBy, var lost) -> {
                head("replace", after);
                fields("before", before);
                fields("after", after);
                strings("forced_by", forcedBy);
                strings("lost", lost.stream().map(Labels::of).toList());
            }
            case Change.Delete(var before, var lost) -> {
                head("delete", before);
                fields("before", before);
                strings("lost", lost.stream().map(Labels::of).toList());
            }
        }
        fingerprint.ifPresent(of -> json.writeStringProperty("fingerprint", of.of(change)));
        json.writeEndObject();
    }

    private void head(String action, Resource resource) {
        json.writeStringProperty("action", action);
        json.writeStringProperty("resource", Labels.of(resource));
    }

    private void fields(String name, Resource resource) {
        json.writeObjectPropertyStart(name);
        for (Map.Entry<String, String> field : Fields.of(resource).entrySet()) {
            json.writeStringProperty(field.getKey(), field.getValue());
        }
        json.writeEndObject();
    }

    private void strings(String name, List<String> values) {
        json.writeArrayPropertyStart(name);
        values.forEach(json::writeString);
        json.writeEndArray();
    }

    private void problem(Diagnostic problem) {
        json.writeStartObject();
        json.writeStringProperty("severity", problem.isError() ? "error" : "warning");
        json.writeStringProperty("summary", problem.summary());
        json.writeStringProperty("detail", problem.detail());
        json.writeEndObject();
    }
}
