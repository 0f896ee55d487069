package io.vxplan.host.iproute;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/// One object of what `ip -j` or `bridge -j` prints.
///
/// Values are text, long, double, boolean, lists and objects. Which type iproute2 chooses for a
/// number differs between its versions and with `-N`: [#number] takes both.
record JsonObject(Map<String, Object> values) {
    /// iproute2 escapes an apostrophe as `\'`, which JSON does not have, and leaves rare control
    /// characters as they are.
    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
                    .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
                    .build();

    /// Hands over the objects of an array one by one, for there may be 50,000. Empty ones, which
    /// `ip` leaves behind where it filtered, are left out; no output at all is no object.
    ///
    /// @throws IllegalArgumentException where the text is not JSON
    static void each(String json, Consumer<JsonObject> consumer) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            JsonToken token;
            while ((token = parser.nextToken()) != null) {
                if (token == JsonToken.START_OBJECT) {
                    JsonObject object = object(parser);
                    if (!object.values.isEmpty()) {
                        consumer.accept(object);
                    }
                }
            }
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static JsonObject object(JsonParser parser) {
        Map<String, Object> values = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            values.put(name, value(parser));
        }
        return new JsonObject(values);
    }

    private static Object value(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> {
                List<Object> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(parser));
                }
                yield list;
            }
            case VALUE_NUMBER_INT -> parser.getNumberValue().longValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_STRING -> parser.getString();
            case VALUE_NULL,
                    VALUE_EMBEDDED_OBJECT,
                    PROPERTY_NAME,
                    END_OBJECT,
                    END_ARRAY,
                    NOT_AVAILABLE ->
                    "";
        };
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name))
                .filter(String.class::isInstance)
                .map(String.class::cast);
    }

    /// A number, or a text of digits, decimal or with 0x.
    ///
    /// @throws IllegalArgumentException where it is something else
    Optional<Long> number(String name) {
        return Optional.ofNullable(values.get(name))
                .map(value -> value instanceof Long number ? number : decode(name, value));
    }

    int number(String name, int otherwise) {
        return number(name).map(Math::toIntExact).orElse(otherwise);
    }

    private static Long decode(String name, Object value) {
        try {
            return Long.decode(value.toString());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " is '" + value + "' and no number", e);
        }
    }

    /// A boolean, or a number that is not 0; false where there is none.
    boolean flag(String name) {
        return switch (values.get(name)) {
            case Boolean flag -> flag;
            case Long number -> number != 0;
            case null -> false;
            case Object _ -> false;
        };
    }

    Optional<JsonObject> object(String name) {
        return Optional.ofNullable(values.get(name))
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast);
    }

    List<JsonObject> objects(String name) {
        return list(name, JsonObject.class);
    }

    List<String> texts(String name) {
        return list(name, String.class);
    }

    private <T> List<T> list(String name, Class<T> type) {
        return values.get(name) instanceof List<?> list
                ? list.stream().filter(type::isInstance).<T>map(type::cast).toList()
                : List.of();
    }
}
