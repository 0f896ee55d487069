package io.vxplan.cli.saved;

import io.vxplan.inventory.Parsed;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.Sha256;
import io.vxplan.plan.render.Fingerprint;
import io.vxplan.plan.render.JsonPlan;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// A plan that was read from a file.
///
/// @param origin what it was made from
/// @param hosts digests of what is to be done on each host: a plan may be large, and is only
///   compared
/// @param lock what it says of the lock file
public record SavedPlan(Path file, JsonPlan.Origin origin, Set<String> hosts, String lock) {
    private static final JsonFactory FACTORY = JsonFactory.builder().build();

    /// How every plan in JSON begins, and no inventory.
    private static final String FIRST = "format_version";

    /// @return empty with no problem where the file is no plan at all
    public static Parsed<SavedPlan> read(Path file) {
        if (!Files.isRegularFile(file) || !beginsWithBrace(file)) {
            return new Parsed<>(Optional.empty(), List.of());
        }
        try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), file)) {
            return isPlan(json)
                    ? new Reading(file, json).plan()
                    : new Parsed<>(Optional.empty(), List.of());
        } catch (JacksonException e) {
            // No JSON, so an inventory, whose reader says what is wrong with it.
            return new Parsed<>(Optional.empty(), List.of());
        }
    }

    /// The inventory a command on this file is about: where it is no plan, the file itself.
    public static Path inventoryOf(Path file) {
        return read(file).value().map(SavedPlan::inventory).orElse(file);
    }

    public Path inventory() {
        return beside(origin.inventory());
    }

    public Optional<Path> topology() {
        return origin.topology().map(this::beside);
    }

    /// Most inventories are known by this not to be one, which spares them a JSON parser.
    private static boolean beginsWithBrace(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return in.read() == '{';
        } catch (IOException e) {
            return false;
        }
    }

    /// As text, as it was written: a `..` behind a symbolic link would lead elsewhere.
    private Path beside(String other) {
        return file.resolveSibling(other).normalize();
    }

    private static boolean isPlan(JsonParser json) {
        return json.nextToken() == JsonToken.START_OBJECT
                && json.nextToken() == JsonToken.PROPERTY_NAME
                && FIRST.equals(json.currentName());
    }

    /// From the first key on.
    private static final class Reading {
        private final Path file;
        private final JsonParser json;
        private final Set<String> hosts = new HashSet<>();
        private JsonPlan.@Nullable Origin origin;
        private String lock = "";
        private int version;
        private boolean complete;

        Reading(Path file, JsonParser json) {
            this.file = file;
            this.json = json;
        }

        Parsed<SavedPlan> plan() {
            try {
                do {
                    String key = json.currentName();
                    json.nextToken();
                    value(key);
                } while (json.nextToken() == JsonToken.PROPERTY_NAME);
            } catch (JacksonException e) {
                return refused("it is damaged: " + e.getOriginalMessage());
            }
            if (version != JsonPlan.FORMAT_VERSION) {
                return refused("its format_version is " + version + ", not 1");
            }
            if (origin == null) {
                return refused("it does not say what it was made from");
            }
            if (!complete) {
                return refused("it is damaged: its end is missing");
            }
            return new Parsed<>(
                    Optional.of(new SavedPlan(file, origin, Set.copyOf(hosts), lock)), List.of());
        }

        private void value(String key) {
            switch (key) {
                case FIRST -> version = json.getIntValue();
                case "made_from" -> origin = origin();
                case "lock" -> lock = Sha256.hex(text());
                case "hosts" -> {
                    while (json.nextToken() == JsonToken.START_OBJECT) {
                        hosts.add(Sha256.hex(work()));
                    }
                }
                case "summary" -> {
                    json.skipChildren();
                    complete = true;
                }
                default -> json.skipChildren();
            }
        }

        private JsonPlan.Origin origin() {
            String inventory = "";
            Optional<String> topology = Optional.empty();
            Optional<String> limit = Optional.empty();
            boolean adopt = false;
            boolean allowManagement = false;
            String salt = "";
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String key = json.currentName();
                json.nextToken();
                switch (key) {
                    case "inventory" -> inventory = json.getString();
                    case "topology" -> topology = Optional.of(json.getString());
                    case "limit" -> limit = Optional.of(json.getString());
                    case "adopt" -> adopt = json.getBooleanValue();
                    case "allow_management" -> allowManagement = json.getBooleanValue();
                    case "salt" -> salt = json.getString();
                    default -> json.skipChildren();
                }
            }
            return new JsonPlan.Origin(
                    inventory, topology, limit, adopt, allowManagement, new Fingerprint(salt));
        }

        /// A host without its warnings: they come and go while there is nothing else to do than
        /// before. Another topology's apply that is at work at the moment causes one.
        private String work() {
            StringWriter text = new StringWriter();
            try (JsonGenerator copy = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
                copy.writeStartObject();
                while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                    if (json.currentName().equals("problems")) {
                        json.nextToken();
                        json.skipChildren();
                        copy.writeArrayPropertyStart("problems");
                        copy.writeEndArray();
                    } else {
                        copy.copyCurrentStructure(json);
                    }
                }
                copy.writeEndObject();
            }
            return text.toString();
        }

        /// Without white space, as it was written.
        private String text() {
            StringWriter text = new StringWriter();
            try (JsonGenerator copy = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
                copy.copyCurrentStructure(json);
            }
            return text.toString();
        }

        private Parsed<SavedPlan> refused(String why) {
            return new Parsed<>(
                    Optional.empty(),
                    List.of(
                            Diagnostic.error(
                                    file + " is no saved plan: " + why,
                                    "`vxplan plan --out FILE` saves one")));
        }
    }
}
