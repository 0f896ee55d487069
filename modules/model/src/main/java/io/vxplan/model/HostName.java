package io.vxplan.model;

/// The name of a host in the inventory.
public record HostName(String value) implements Comparable<HostName> {
    public HostName {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a host needs a name");
        }
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
