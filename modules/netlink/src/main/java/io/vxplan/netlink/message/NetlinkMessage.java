package io.vxplan.netlink.message;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// A message: its header (`struct nlmsghdr`) and what it says.
///
/// @param flags `NLM_F_*`
/// @param type `RTM_*`, `NFT_MSG_*`, [#ERROR] or [#DONE]
/// @param sequence what ties an answer to its request
/// @param port the socket that asked; 0 is the kernel
public record NetlinkMessage(int type, int flags, int sequence, int port, Body body) {
    public static final int ERROR = 2;
    public static final int DONE = 3;

    /// `NLM_F_DUMP_INTR`: what is dumped changed meanwhile; things may be missing.
    public static final int INTERRUPTED = 0x10;

    private static final int HEADER = 16;

    /// The messages in what one `recv` brought.
    ///
    /// @param from in native byte order
    public static List<NetlinkMessage> readAll(ByteBuffer from) throws MalformedMessageException {
        List<NetlinkMessage> messages = new ArrayList<>();
        while (from.hasRemaining()) {
            messages.add(read(from));
        }
        return messages;
    }

    private static NetlinkMessage read(ByteBuffer from) throws MalformedMessageException {
        Buffers.require(from, HEADER, "a message");
        int length = from.getInt();
        int type = Buffers.u16(from);
        int flags = Buffers.u16(from);
        int sequence = from.getInt();
        int port = from.getInt();
        int size = length - HEADER;
        if (size < 0 || size > from.remaining()) {
            throw new MalformedMessageException(
                    "message of type " + type + " says it has " + length + " bytes");
        }
        Body body = body(type, flags, Buffers.take(from, size));
        from.position(Math.min(from.limit(), from.position() + Buffers.padding(size)));
        return new NetlinkMessage(type, flags, sequence, port, body);
    }

    /// In each group of types come new, delete, get, set.
    private static Body body(int type, int flags, ByteBuffer content)
            throws MalformedMessageException {
        return switch (type) {
            case ERROR -> Acknowledgement.readError(content, flags);
            case DONE -> Acknowledgement.readDone(content, flags);
            case 16, 17, 18, 19, 108, 109 -> LinkMessage.read(content);
            case 20, 21, 22 -> AddressMessage.read(content);
            case 24, 25, 26 -> RouteMessage.read(content);
            case 28, 29, 30 -> NeighbourMessage.read(content);
            default ->
                    TableMessage.isType(type)
                            ? TableMessage.read(content)
                            : new UnknownMessage(Octets.read(content));
        };
    }

    /// Writes header and body, filled up to four bytes.
    ///
    /// @param to in native byte order
    public void write(ByteBuffer to) {
        int start = to.position();
        to.putInt(0).putShort((short) type).putShort((short) flags);
        to.putInt(sequence).putInt(port);
        body.write(to);
        int length = to.position() - start;
        to.putInt(start, length);
        Buffers.pad(to, length);
    }
}
