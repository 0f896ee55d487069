package io.vxplan.discovery.gossip;

import io.vxplan.discovery.wire.MessageException;
import java.nio.ByteBuffer;

/// A datagram: who speaks, what tells that it is of now, and what is said.
///
/// @param session of the speaker's process, made up at its start
/// @param sequence of this datagram in that session
/// @param mine the speaker's nonce: who wants to be believed by the speaker repeats it
/// @param yours the listener's nonce, as far as the speaker knows it, else 0
/// @param payload empty where nothing is said but the above
record Envelope(long session, long sequence, long mine, long yours, ByteBuffer payload) {
    /// All that IPv4 carries.
    static final int MAX_DATAGRAM = 65_507;

    /// "vxg", and the version.
    private static final int MAGIC = 0x76786701;

    private static final int HEAD = Integer.BYTES + 4 * Long.BYTES;

    static final int MAX_PAYLOAD = MAX_DATAGRAM - HEAD - Seal.CODE;

    byte[] sealed(Seal seal) {
        byte[] datagram = new byte[HEAD + payload.remaining() + Seal.CODE];
        ByteBuffer.wrap(datagram)
                .putInt(MAGIC)
                .putLong(session)
                .putLong(sequence)
                .putLong(mine)
                .putLong(yours)
                .put(payload.duplicate());
        seal.close(datagram);
        return datagram;
    }

    /// @throws MessageException where it is not from somebody who has the key
    static Envelope open(byte[] datagram, Seal seal) throws MessageException {
        if (datagram.length < HEAD + Seal.CODE || ByteBuffer.wrap(datagram).getInt() != MAGIC) {
            throw new MessageException("no gossip of vxplan's");
        }
        seal.check(datagram);
        ByteBuffer in = ByteBuffer.wrap(datagram, 0, datagram.length - Seal.CODE);
        in.getInt();
        return new Envelope(in.getLong(), in.getLong(), in.getLong(), in.getLong(), in.slice());
    }
}
