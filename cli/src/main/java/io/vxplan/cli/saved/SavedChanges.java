package io.vxplan.cli.saved;

import io.vxplan.model.HostName;
import io.vxplan.plan.Change;
import io.vxplan.plan.Labels;
import io.vxplan.plan.render.Fingerprint;
import io.vxplan.plan.render.JsonPlan;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// What a saved plan has for one host, object by object: read once more, and only where that host
/// is another by now, for a plan may be large.
final class SavedChanges {
    private static final JsonFactory FACTORY = JsonFactory.builder().build();

    private final Map<String, List<String>> byObject = new LinkedHashMap<>();

    private SavedChanges() {}

    static SavedChanges of(Path file, HostName host) {
        SavedChanges changes = new SavedChanges();
        try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), file)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean hosts = json.currentName().equals("hosts");
                json.nextToken();
                while (hosts && json.nextToken() == JsonToken.START_OBJECT) {
                    changes.host(json, host.value());
                }
                json.skipChildren();
            }
        } catch (JacksonException e) {
            // Somebody took it away meanwhile: then all is another.
        }
        return changes;
    }

    /// Its name stands first.
    private void host(JsonParser json, String wanted) {
        String name = "";
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = json.currentName();
            json.nextToken();
            if (key.equals("host")) {
                name = json.getString();
            } else if (key.equals("changes") && name.equals(wanted)) {
                while (json.nextToken() == JsonToken.START_OBJECT) {
                    change(json);
                }
            } else {
                json.skipChildren();
            }
        }
    }

    private void change(JsonParser json) {
        String object = "";
        StringWriter text = new StringWriter();
        try (JsonGenerator copy = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            copy.writeStartObject();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String key = json.currentName();
                copy.writeName(key);
                json.nextToken();
                if (key.equals("resource")) {
                    object = json.getString();
                }
                copy.copyCurrentStructure(json);
            }
            copy.writeEndObject();
        }
        byObject.computeIfAbsent(object, _ -> new ArrayList<>()).add(text.toString());
    }

    private static String object(Change change) {
        return Labels.of(change.resource());
    }

    /// The objects to which something else would be done now, or that were found otherwise.
    Set<String> differences(List<Change> now, Fingerprint fingerprint) {
        Map<String, List<String>> present = new LinkedHashMap<>();
        for (Change change : now) {
            present.computeIfAbsent(object(change), _ -> new ArrayList<>())
                    .add(JsonPlan.text(change, fingerprint));
        }
        Set<String> all = new LinkedHashSet<>(present.keySet());
        all.addAll(byObject.keySet());
        all.removeIf(object -> Objects.equals(present.get(object), byObject.get(object)));
        return all;
    }
}
