package io.vxplan.model;

import org.jspecify.annotations.Nullable;

/// The name of a host in the inventory, never blank. The inventory's reader refuses more.
public record HostName(String value) implements Comparable<HostName> {
    public HostName {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a host needs a name");
        }
    }

    // By hand as in Key.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HostName name && value.equals(name.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public int compareTo(HostName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
