package io.vxplan.discovery.gossip;

/// A host that is likely to be there, to begin with.
///
/// @param host a name or an address
public record Seed(String host, int port) {
    /// @throws IllegalArgumentException with a message for the user
    public Seed {
        if (host.isEmpty()) {
            throw new IllegalArgumentException("a gossip seed has a name or an address");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException(
                    "the port of a gossip seed is 1 to 65535, not " + port);
        }
    }

    /// Reads `10.0.1.5`, `10.0.1.5:4790`, `2001:db8::5`, `[2001:db8::5]:4790` or a name.
    ///
    /// @param port where the text has none
    /// @throws IllegalArgumentException with a message for the user
    public static Seed parse(String text, int port) {
        int colon = text.lastIndexOf(':');
        boolean bareIpv6 = text.indexOf(':') != colon && !text.startsWith("[");
        boolean noPort = colon < 0 || bareIpv6 || text.endsWith("]");
        String host = noPort ? text : text.substring(0, colon);
        String number = text.substring(colon + 1);
        return new Seed(
                host.replaceAll("^\\[|]$", ""),
                noPort ? port : number.matches("[0-9]{1,5}") ? Integer.parseInt(number) : 0);
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
