package io.vxplan.host.iproute;

/// What every script of ours begins with.
final class Scripts {
    /// A login that is not root's has no /usr/sbin in its PATH. The messages are to be those we
    /// know.
    static final String WORDS =
            """
            PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin LC_ALL=C
            export PATH LC_ALL
            """;

    /// The same, and nothing that it starts holds the host's lock when the shell has ended.
    static final String PREAMBLE = WORDS + "exec %d<&-\n".formatted(LockScript.DESCRIPTOR);

    private Scripts() {}
}
