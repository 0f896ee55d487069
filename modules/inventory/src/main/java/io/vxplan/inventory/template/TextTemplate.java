package io.vxplan.inventory.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Renders a text file that comes with the program. Every name that it uses must be given: what is
/// wrong with it is a bug and not the user's mistake.
public final class TextTemplate {
    private final String name;
    private final String text;
    private final List<Undefined> missing = new ArrayList<>();

    private TextTemplate(String name, String text) {
        this.name = name;
        this.text = text;
    }

    /// @param name of the template, for the message of a bug
    /// @param values strings, numbers, booleans, lists of them and maps to them
    public static String render(String name, String text, Map<String, ?> values) {
        return new TextTemplate(name, text).render(values);
    }

    private String render(Map<String, ?> values) {
        LookupMap names = map("", values);
        Engine.Result result = Engine.lines(text, names::get);
        missing.stream()
                .filter(undefined -> !undefined.isExcused())
                .findFirst()
                .ifPresent(gone -> {
                    throw new IllegalStateException(
                            "template %s: '%s' is undefined".formatted(name, gone.path()));
                });
        result.error()
                .ifPresent(error -> {
                    throw new IllegalStateException("template %s: %s".formatted(name, error));
                });
        return String.valueOf(result.value());
    }

    private @Nullable Object value(String path, @Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> map(path, map);
            case List<?> items -> items.stream().map(item -> value(path, item)).toList();
            case null -> null;
            case Object scalar -> scalar;
        };
    }

    private LookupMap map(String path, Map<?, ?> map) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        map.forEach((key, value) ->
                values.put(
                        String.valueOf(key),
                        value(path.isEmpty() ? String.valueOf(key) : path + "." + key, value)));
        return new LookupMap(path, values.keySet(), values::get, missing::add);
    }
}
