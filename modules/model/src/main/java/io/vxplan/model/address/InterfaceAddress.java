package io.vxplan.model.address;

import java.util.Comparator;

/// An address as an interface carries it: the address itself and the length of its network's
/// prefix.
public record InterfaceAddress(IpAddress address, int length)
        implements Comparable<InterfaceAddress> {
    private static final Comparator<InterfaceAddress> ORDER =
            Comparator.comparing(InterfaceAddress::address).thenComparing(InterfaceAddress::length);

    public InterfaceAddress {
        if (length < 0 || length > address.family().bits()) {
            throw new IllegalArgumentException(
                    "a prefix length of "
                            + address.family()
                            + " is 0 to "
                            + address.family().bits()
                            + ", not "
                            + length);
        }
    }

    /// Reads `address/length`.
    ///
    /// @throws IllegalArgumentException with a message for the user
    public static InterfaceAddress parse(String text) {
        int slash = text.indexOf('/');
        String length = text.substring(slash + 1);
        if (slash < 0
                || length.isEmpty()
                || length.length() > 3
                || !length.chars().allMatch(Character::isDigit)) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a prefix like 192.0.2.0/24 or 2001:db8::/64");
        }
        return new InterfaceAddress(
                IpAddress.parse(text.substring(0, slash)), Integer.parseInt(length));
    }

    /// The network that it is on: the same without host bits.
    public Prefix prefix() {
        return Prefix.containing(address, length);
    }

    @Override
    public int compareTo(InterfaceAddress other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return address + "/" + length;
    }
}
