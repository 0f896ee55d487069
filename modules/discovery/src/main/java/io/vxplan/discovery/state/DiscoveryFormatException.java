package io.vxplan.discovery.state;

/// What was read is not of the form of `discovery.json` or of a peer's message.
public final class DiscoveryFormatException extends Exception {
    private static final long serialVersionUID = 1L;

    public DiscoveryFormatException(String message) {
        super(message);
    }
}
