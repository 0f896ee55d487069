package io.vxplan.lab.capture;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/// Reads Ethernet frames as `tcpdump -w` writes them (draft-ietf-opsawg-pcap), while they come.
public final class PcapStream {
    private static final int FILE_HEADER = 24;
    private static final int FRAME_HEADER = 16;
    private static final int LINK_TYPE_OFFSET = 20;
    private static final int LENGTH_OFFSET = 8;
    private static final int ETHERNET = 1;

    /// More than any device sends: what claims to be longer is no frame.
    private static final int LONGEST = 1 << 18;

    private final InputStream in;
    private final ByteOrder order;

    /// Reads what stands before the first frame.
    ///
    /// @throws IOException where it is no capture of Ethernet frames, or ends before one
    public PcapStream(InputStream in) throws IOException {
        this.in = in;
        ByteBuffer header = ByteBuffer.wrap(in.readNBytes(FILE_HEADER));
        if (header.limit() < FILE_HEADER) {
            throw new EOFException("it ended before a frame was captured");
        }
        // The writer's own byte order; with time stamps in micro- or nanoseconds.
        this.order =
                switch (header.getInt(0)) {
                    case 0xa1b2c3d4, 0xa1b23c4d -> ByteOrder.BIG_ENDIAN;
                    case 0xd4c3b2a1, 0x4d3cb2a1 -> ByteOrder.LITTLE_ENDIAN;
                    default -> throw new IOException("this is no capture file");
                };
        int linkType = header.order(order).getInt(LINK_TYPE_OFFSET) & 0xffff;
        if (linkType != ETHERNET) {
            throw new IOException("the frames are not Ethernet's, but of link type " + linkType);
        }
    }

    /// The next frame, as much of it as was captured; empty at the end.
    public Optional<ByteBuffer> next() throws IOException {
        ByteBuffer header = ByteBuffer.wrap(in.readNBytes(FRAME_HEADER)).order(order);
        if (header.limit() == 0) {
            return Optional.empty();
        }
        int length = header.limit() < FRAME_HEADER ? -1 : header.getInt(LENGTH_OFFSET);
        byte[] frame = length < 0 || length > LONGEST ? new byte[0] : in.readNBytes(length);
        if (frame.length != length) {
            throw new EOFException("it ended within a frame");
        }
        return Optional.of(ByteBuffer.wrap(frame));
    }
}
