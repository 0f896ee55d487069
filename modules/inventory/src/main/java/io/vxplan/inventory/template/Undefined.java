package io.vxplan.inventory.template;

import com.hubspot.jinjava.objects.PyWrapper;
import java.util.AbstractMap;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a name stands for that nobody has defined. Whoever uses it makes a mistake; asking whether
/// it is defined, or giving it a default, excuses it.
///
/// To Jinja it is an empty mapping, so that `a.b | default(1)` works where there is no `a`.
final class Undefined extends AbstractMap<String, @Nullable Object> implements PyWrapper {
    private final String path;
    private final String name;
    private final Collection<String> known;
    private final @Nullable Undefined parent;
    private boolean excused;

    Undefined(String name, Collection<String> known) {
        this(name, name, known, null);
    }

    /// @param path of the mapping that has no such key
    /// @param known the keys that it has
    Undefined(String path, String name, Collection<String> known) {
        this(path.isEmpty() ? name : path + "." + name, name, known, null);
    }

    private Undefined(
            String path, String name, Collection<String> known, @Nullable Undefined parent) {
        this.path = path;
        this.name = name;
        this.known = List.copyOf(known);
        this.parent = parent;
    }

    String path() {
        return path;
    }

    String name() {
        return name;
    }

    Collection<String> known() {
        return known;
    }

    boolean isExcused() {
        return excused;
    }

    void excuse() {
        excused = true;
        if (parent != null) {
            parent.excuse();
        }
    }

    @Override
    public Object get(@Nullable Object key) {
        return new Undefined(path + "." + key, String.valueOf(key), List.of(), this);
    }

    @Override
    public Set<Map.Entry<String, @Nullable Object>> entrySet() {
        return Set.of();
    }
}
