package io.vxplan.netlink.message;

import java.nio.ByteBuffer;

/// The kernel's answer to a request (`NLMSG_ERROR`), or the end of a dump (`NLMSG_DONE`).
///
/// @param errno 0 for success
/// @param attributes the extended acknowledgement
public record Acknowledgement(int errno, Octets request, Attributes attributes) implements Body {
    /// `NLMSGERR_ATTR_MSG`: the kernel's own words.
    public static final Attribute<String> TEXT = Attribute.string(1);

    private static final Schema SCHEMA = Schema.of(TEXT);
    private static final int REQUEST_HEADER = 16;

    /// `NLM_F_CAPPED`: of the request that is answered only the header is there.
    private static final int CAPPED = 0x100;

    /// `NLM_F_ACK_TLVS`: attributes follow.
    private static final int HAS_ATTRIBUTES = 0x200;

    static Acknowledgement readError(ByteBuffer from, int flags) throws MalformedMessageException {
        Buffers.require(from, 4 + REQUEST_HEADER, "an error");
        int errno = -from.getInt();
        int length = (flags & CAPPED) != 0 ? REQUEST_HEADER : from.getInt(from.position());
        if (length < REQUEST_HEADER || length > from.remaining()) {
            throw new MalformedMessageException(
                    "an error answers a request of " + length + " bytes");
        }
        Octets request = Octets.read(Buffers.take(from, length));
        from.position(Math.min(from.limit(), from.position() + Buffers.padding(length)));
        return new Acknowledgement(errno, request, attributes(from, flags));
    }

    static Acknowledgement readDone(ByteBuffer from, int flags) throws MalformedMessageException {
        int errno = from.remaining() >= 4 ? -from.getInt() : 0;
        return new Acknowledgement(errno, Octets.of(), attributes(from, flags));
    }

    private static Attributes attributes(ByteBuffer from, int flags)
            throws MalformedMessageException {
        return (flags & HAS_ATTRIBUTES) == 0 ? Attributes.NONE : Attributes.read(from, SCHEMA);
    }

    @Override
    public void write(ByteBuffer to) {
        to.putInt(-errno);
        request.write(to);
        Buffers.pad(to, request.length());
        attributes.write(to);
    }
}
