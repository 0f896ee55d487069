package io.vxplan.model.address;

/// A network: an address whose host bits are zero, and the length of its prefix. Every other one is
/// refused with a message for the user.
///
/// @param length bits, 0 to 32 or 128
public record Prefix(IpAddress network, int length) implements Comparable<Prefix> {
    public Prefix {
        if (length < 0 || length > network.family().bits()) {
            throw new IllegalArgumentException(
                    "a prefix length of "
                            + network.family()
                            + " is 0 to "
                            + network.family().bits()
                            + ", not "
                            + length);
        }
        IpAddress masked = mask(network, length);
        if (!masked.equals(network)) {
            throw new IllegalArgumentException(
                    "'"
                            + network
                            + "/"
                            + length
                            + "' has host bits set; the network is "
                            + masked
                            + "/"
                            + length);
        }
    }

    /// The network of `length` bits that holds `address`.
    public static Prefix containing(IpAddress address, int length) {
        return new Prefix(mask(address, length), length);
    }

    /// The network that is this one address.
    public static Prefix of(IpAddress address) {
        return new Prefix(address, address.family().bits());
    }

    /// Reads `address/length`.
    ///
    /// @throws IllegalArgumentException with a message for the user
    public static Prefix parse(String text) {
        InterfaceAddress parsed = InterfaceAddress.parse(text);
        return new Prefix(parsed.address(), parsed.length());
    }

    private static IpAddress mask(IpAddress address, int length) {
        int hostBits = address.family().bits() - length;
        return new IpAddress(
                address.family(),
                address.high() & highMask(hostBits),
                address.low() & lowMask(hostBits));
    }

    private static long highMask(int hostBits) {
        return hostBits >= 128 ? 0 : hostBits <= 64 ? -1 : -1L << (hostBits - 64);
    }

    private static long lowMask(int hostBits) {
        return hostBits >= 64 ? 0 : -1L << hostBits;
    }

    public Family family() {
        return network.family();
    }

    public boolean contains(IpAddress address) {
        int hostBits = family().bits() - length;
        return address.family() == family()
                && (address.low() & lowMask(hostBits)) == network.low()
                && (address.high() & highMask(hostBits)) == network.high();
    }

    /// Whether all of it lies in this one; the same does.
    public boolean contains(Prefix other) {
        return other.length >= length && contains(other.network);
    }

    /// Whether they have an address in common.
    public boolean overlaps(Prefix other) {
        return contains(other) || other.contains(this);
    }

    /// Whether an interface may carry `address` here: inside, and neither the network's own address
    /// nor the IPv4 broadcast, where the prefix is short enough to have them (RFC 3021, RFC 6164).
    public boolean isHostAddress(IpAddress address) {
        if (!contains(address)) {
            return false;
        }
        if (family().bits() - length < 2) {
            return true;
        }
        return !address.equals(network) && !(family() == Family.IPV4 && address.equals(last()));
    }

    /// The last address: the broadcast address in IPv4.
    public IpAddress last() {
        int hostBits = family().bits() - length;
        long low = network.low() | (hostBits >= 64 ? -1L : (1L << hostBits) - 1);
        long high =
                hostBits <= 64
                        ? network.high()
                        : network.high() | (hostBits == 128 ? -1L : (1L << (hostBits - 64)) - 1);
        return new IpAddress(family(), high, family() == Family.IPV4 ? low & 0xffff_ffffL : low);
    }

    /// The first address that an interface may carry.
    public IpAddress firstHost() {
        return family().bits() - length < 2 ? network : network.plus(1);
    }

    /// The last address that an interface may carry.
    public IpAddress lastHost() {
        return family() == Family.IPV4 && family().bits() - length >= 2 ? last().plus(-1) : last();
    }

    @Override
    public int compareTo(Prefix other) {
        int byNetwork = network.compareTo(other.network);
        return byNetwork != 0 ? byNetwork : Integer.compare(length, other.length);
    }

    @Override
    public String toString() {
        return network + "/" + length;
    }
}
