package io.vxplan.model.address;

/// A VXLAN network identifier (RFC 7348), 1 to 16777215. The kernel takes 0 as well, other
/// implementations don't; nor do we.
public record Vni(int value) implements Comparable<Vni> {
    public static final int MAX = (1 << 24) - 1;

    public Vni {
        if (value < 1 || value > MAX) {
            throw new IllegalArgumentException("a VNI is 1 to " + MAX + ", not " + value);
        }
    }

    @Override
    public int compareTo(Vni other) {
        return Integer.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Integer.toString(value);
    }
}
