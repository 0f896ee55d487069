package io.vxplan.discovery.wire;

/// A message from the network is not to be believed.
public final class MessageException extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int MAX_LENGTH = 300;

    private final String reason;

    /// @param reason may quote the datagram: it goes to a log, so it is cut short and bare of
    ///   control characters
    public MessageException(String reason) {
        super(printable(reason));
        this.reason = printable(reason);
    }

    public String reason() {
        return reason;
    }

    private static String printable(String text) {
        String start = text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) + "..." : text;
        return start.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
