package io.vxplan.host.iproute;

/// What every script of ours begins with.
final class Scripts {
    /// A login that is not root's has no /usr/sbin in its PATH. The messages are to be those we
    /// know.
    static final String PREAMBLE =
            """
            PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin LC_ALL=C
            export PATH LC_ALL
            """;

    private Scripts() {}
}
