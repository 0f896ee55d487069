package io.vxplan.inventory.template;

import com.hubspot.jinjava.objects.PyWrapper;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A mapping for templates whose values are made when they are asked for. A key that it lacks is
/// reported: Jinja would take it for empty text.
///
/// Public because Jinja calls the methods that Python's `dict` has.
public final class LookupMap extends AbstractMap<String, @Nullable Object> implements PyWrapper {
    /// Jinja looks for a key of the method's name before it calls the method.
    private static final Set<String> METHODS = Set.of("get", "items", "keys", "values");

    private final String path;
    private final Set<String> keys;
    private final Function<String, @Nullable Object> values;
    private final Consumer<Undefined> missed;

    LookupMap(
            String path,
            Set<String> keys,
            Function<String, @Nullable Object> values,
            Consumer<Undefined> missed) {
        this.path = path;
        this.keys = keys;
        this.values = values;
        this.missed = missed;
    }

    @Override
    public @Nullable Object get(@Nullable Object key) {
        String name = String.valueOf(key);
        if (keys.contains(name)) {
            return values.apply(name);
        }
        if (METHODS.contains(name)) {
            return null;
        }
        Undefined undefined = new Undefined(path, name, keys);
        missed.accept(undefined);
        return undefined;
    }

    public @Nullable Object get(String key, @Nullable Object otherwise) {
        return keys.contains(key) ? values.apply(key) : otherwise;
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return keys.contains(String.valueOf(key));
    }

    @Override
    public Set<String> keySet() {
        return keys;
    }

    public Set<String> keys() {
        return keys;
    }

    public Set<Map.Entry<String, @Nullable Object>> items() {
        return entrySet();
    }

    @Override
    public Set<Map.Entry<String, @Nullable Object>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Map.Entry<String, @Nullable Object>> iterator() {
                return keys.stream().map(LookupMap.this::entry).iterator();
            }

            @Override
            public int size() {
                return keys.size();
            }
        };
    }

    private Map.Entry<String, @Nullable Object> entry(String key) {
        return new SimpleImmutableEntry<>(key, values.apply(key));
    }
}
