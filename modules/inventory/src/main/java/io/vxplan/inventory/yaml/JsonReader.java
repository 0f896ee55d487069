package io.vxplan.inventory.yaml;

import io.vxplan.model.Diagnostic;
import io.vxplan.model.Location;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;

/// Reads JSON with JSON's types: `1e5` is a number, which to YAML 1.1 is a string.
final class JsonReader {
    private static final JsonFactory FACTORY = JsonFactory.builder().build();
    private static final Pattern BEGIN = Pattern.compile("\\s*[\\[{]\\s*[\"\\[\\]{}]");

    private final String name;
    private final JsonParser json;
    private final List<Diagnostic> problems = new ArrayList<>();

    private JsonReader(String name, JsonParser json) {
        this.name = name;
        this.json = json;
    }

    /// What begins like JSON may still be YAML, as may be what a file called `.json` holds.
    static boolean isLikely(String text, String name) {
        return name.endsWith(".json") || BEGIN.matcher(text).lookingAt();
    }

    /// @return without a root where it is no JSON
    static Document read(String text, String name) {
        try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            return new JsonReader(name, json).document();
        }
    }

    private Document document() {
        try {
            JsonToken first = json.nextToken();
            if (first == null) {
                return new Document(Optional.empty(), List.of());
            }
            Node root = node(first, 0);
            return json.nextToken() == null
                    ? new Document(Optional.of(root), List.copyOf(problems))
                    : broken("there is more after its end", "keep one value in a file");
        } catch (UnexpectedEndOfInputException _) {
            return broken("it ends before all is closed", "is it cut off?");
        } catch (JacksonException e) {
            return Document.broken(
                    Diagnostic.error(at(e.getLocation()), "bad JSON: " + words(e), ""));
        } catch (NodeBuilder.TooMuch e) {
            return Document.broken(e.problem());
        }
    }

    private Document broken(String problem, String advice) {
        Location at = at(json.currentTokenLocation());
        return Document.broken(Diagnostic.error(at, "bad JSON: " + problem, advice));
    }

    /// A sentence begins with a capital letter, and these follow a colon.
    private static String words(JacksonException e) {
        String said = e.getOriginalMessage();
        return Character.toLowerCase(said.charAt(0)) + said.substring(1);
    }

    private Node node(JsonToken token, int depth) {
        Location at = at(json.currentTokenLocation());
        NodeBuilder.checkDepth(at, depth);
        return switch (token) {
            case START_OBJECT -> mapping(at, depth);
            case START_ARRAY -> sequence(at, depth);
            case VALUE_STRING -> new Node.Scalar(at, json.getString(), false, Optional.empty());
            case VALUE_NUMBER_FLOAT ->
                    new Node.Scalar(at, asInYaml(json.getString()), true, Optional.empty());
            // Whole numbers, true, false and null are written as in YAML.
            case JsonToken _ -> new Node.Scalar(at, json.getString(), true, Optional.empty());
        };
    }

    /// With a point and a sign, without which YAML 1.1 sees no number.
    private static String asInYaml(String number) {
        int exponent = number.toLowerCase(Locale.ROOT).indexOf('e');
        if (exponent < 0) {
            return number;
        }
        String digits = number.substring(0, exponent);
        String power = number.substring(exponent + 1);
        return (digits.contains(".") ? digits : digits + ".0")
                + "e"
                + (Character.isDigit(power.charAt(0)) ? "+" + power : power);
    }

    private Node sequence(Location at, int depth) {
        List<Node> items = new ArrayList<>();
        for (JsonToken token = json.nextToken();
                token != JsonToken.END_ARRAY;
                token = json.nextToken()) {
            items.add(node(token, depth + 1));
        }
        return new Node.Sequence(at, List.copyOf(items));
    }

    private Node mapping(Location at, int depth) {
        SequencedMap<String, Node.Entry> entries = new LinkedHashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            Location keyAt = at(json.currentTokenLocation());
            Node.Scalar key = new Node.Scalar(keyAt, json.currentName(), false, Optional.empty());
            Node value = node(json.nextToken(), depth + 1);
            NodeBuilder.put(entries, new Node.Entry(key, value), problems);
        }
        return new Node.Mapping(at, List.copyOf(entries.values()));
    }

    private Location at(TokenStreamLocation place) {
        return new Location(name, Math.max(place.getLineNr(), 0), Math.max(place.getColumnNr(), 0));
    }
}
