package io.vxplan.daemon;

import io.vxplan.model.address.IpAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/// Where health and metrics are served.
///
/// @param socket empty for nowhere
public record ListenAddress(Optional<InetSocketAddress> socket) {
    private static final String LOOPBACK = "127.0.0.1";
    private static final String NOWHERE = "none";
    private static final int MAX_PORT = 65_535;

    /// Reads `ADDRESS:PORT`, `[ADDRESS]:PORT`, `PORT` of the loopback interface, or `none`.
    ///
    /// @throws IllegalArgumentException with a message for the user
    public static ListenAddress parse(String text) {
        if (text.equals(NOWHERE)) {
            return new ListenAddress(Optional.empty());
        }
        int colon = text.lastIndexOf(':');
        String address = colon < 0 ? LOOPBACK : text.substring(0, colon);
        boolean bracketed = address.startsWith("[") && address.endsWith("]");
        if (address.contains(":") && !bracketed) {
            throw new IllegalArgumentException("an IPv6 address needs brackets: " + text);
        }
        String bare = bracketed ? address.substring(1, address.length() - 1) : address;
        // In the parser's own words no name is ever looked up.
        String checked = IpAddress.parse(bare).toString();
        return new ListenAddress(
                Optional.of(new InetSocketAddress(checked, port(text.substring(colon + 1), text))));
    }

    private static int port(String digits, String text) {
        if (!digits.matches("[0-9]{1,5}") || Integer.parseInt(digits) > MAX_PORT) {
            throw new IllegalArgumentException("no ADDRESS:PORT: " + text);
        }
        return Integer.parseInt(digits);
    }
}
