package io.vxplan.discovery.etcd;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/// What this host knows of the keys under the prefix, folder by folder. For one thread.
///
/// Who may write there may write anything: what has not the form of `PREFIX/STACK/FIELD` is
/// refused, and nothing grows without a limit.
final class Registry {
    static final int MAX_FOLDERS = 10_000;
    static final int MAX_VALUE = 4_096;

    private final String start;
    private final BiConsumer<String, String> refused;
    private SortedMap<String, Folder> folders = new TreeMap<>();

    /// Of the last whole reading: what is not younger is in it already.
    private long revision;

    /// Fields by name.
    record Folder(SortedMap<String, Item> fields) {
        static final Folder EMPTY = new Folder(Collections.emptySortedMap());

        Optional<Item> field(String name) {
            return Optional.ofNullable(fields.get(name));
        }

        /// Who registers here has said where it is.
        Optional<Item> registration() {
            return field(StackKeys.HOST_IP);
        }
    }

    /// @param start of all keys, with a `/` at its end
    /// @param refused takes the key and why
    Registry(String start, BiConsumer<String, String> refused) {
        this.start = start;
        this.refused = refused;
    }

    String key(String folder, String field) {
        return start + folder + "/" + field;
    }

    Folder folder(String name) {
        return folders.getOrDefault(name, Folder.EMPTY);
    }

    SortedSet<String> names() {
        return new TreeSet<>(folders.keySet());
    }

    /// Takes all that is there now. Where there is too much of it, what was there before stays.
    ///
    /// @return the names of folders that are or were there
    SortedSet<String> replace(Collection<Item> all, long at) {
        SortedSet<String> names = names();
        folders = new TreeMap<>();
        all.stream().filter(item -> names.contains(name(item))).forEach(this::put);
        all.stream().filter(item -> !names.contains(name(item))).forEach(this::put);
        revision = at;
        names.addAll(folders.keySet());
        return names;
    }

    /// Takes what became different.
    ///
    /// @return the names of the folders
    SortedSet<String> apply(Collection<Item> changes) {
        SortedSet<String> names = new TreeSet<>();
        for (Item item : changes) {
            if (item.revision() > revision) {
                put(item).ifPresent(names::add);
            }
        }
        return names;
    }

    private String name(Item item) {
        int slash = item.key().indexOf('/', start.length());
        return slash < 0 ? "" : item.key().substring(start.length(), slash);
    }

    /// @return the name of the folder, where the key is one of a stack
    private Optional<String> put(Item item) {
        String name = name(item);
        String field = item.key().substring(item.key().lastIndexOf('/') + 1);
        boolean isOfStack = !name.isEmpty() && item.key().equals(key(name, field));
        if (!isOfStack || !StackKeys.FIELDS.contains(field)) {
            if (item.value().isPresent()) {
                refused.accept(item.key(), "it is no key of a stack");
            }
            return Optional.empty();
        }
        Folder folder = folders.get(name);
        Item known = folder == null ? null : folder.fields().get(field);
        if (known != null && known.revision() > item.revision()) {
            return Optional.empty();
        }
        if (item.value().isEmpty()) {
            remove(name, field);
        } else if (item.value().get().length() > MAX_VALUE) {
            remove(name, field);
            refused.accept(item.key(), "its value has more than %,d bytes".formatted(MAX_VALUE));
        } else if (folder == null && folders.size() >= MAX_FOLDERS) {
            refused.accept(item.key(), "%,d stacks are there already".formatted(MAX_FOLDERS));
        } else {
            folders.computeIfAbsent(name, _ -> new Folder(new TreeMap<>()))
                    .fields()
                    .put(field, item);
        }
        return Optional.of(name);
    }

    private void remove(String name, String field) {
        Folder folder = folders.get(name);
        if (folder != null) {
            folder.fields().remove(field);
            if (folder.fields().isEmpty()) {
                folders.remove(name);
            }
        }
    }

    /// What the keys of a folder are called in a transaction, and when they were last written.
    Map.Entry<String, Long> registrationAt(String folder) {
        return Map.entry(
                key(folder, StackKeys.HOST_IP),
                folder(folder).registration().map(Item::revision).orElse(0L));
    }
}
