package io.vxplan.lab.capture;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/// Reads a capture file of Ethernet frames, as `tcpdump -w` writes it (draft-ietf-opsawg-pcap).
public final class PcapReader {
    private static final int MAGIC = 0xa1b2c3d4;
    private static final int ETHERNET = 1;
    private static final int FILE_HEADER = 24;
    private static final int PACKET_HEADER = 16;
    private static final int MOST_BYTES = 1 << 18;

    private final DataInputStream in;
    private final ByteOrder order;

    private PcapReader(DataInputStream in, ByteOrder order) {
        this.in = in;
        this.order = order;
    }

    /// Reads the head of the file, which the writer sends as soon as it captures.
    ///
    /// @return empty where there is nothing at all
    public static Optional<PcapReader> open(InputStream stream) throws IOException {
        DataInputStream in = new DataInputStream(stream);
        ByteBuffer header = ByteBuffer.wrap(in.readNBytes(FILE_HEADER));
        if (header.capacity() == 0) {
            return Optional.empty();
        }
        if (header.capacity() < FILE_HEADER) {
            throw new IOException("the capture ends within its head");
        }
        // The writer's own byte order; the magic number tells which.
        ByteOrder order =
                header.getInt(0) == MAGIC ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        header.order(order);
        if (header.getInt(0) != MAGIC || header.getInt(20) != ETHERNET) {
            throw new IOException("this is no capture of Ethernet frames");
        }
        return Optional.of(new PcapReader(in, order));
    }

    /// The next frame, as much of it as was captured; empty at the end.
    public Optional<byte[]> next() throws IOException {
        ByteBuffer header = ByteBuffer.wrap(in.readNBytes(PACKET_HEADER)).order(order);
        if (header.capacity() < PACKET_HEADER) {
            return Optional.empty();
        }
        int length = header.getInt(8);
        if (length < 0 || length > MOST_BYTES) {
            throw new IOException("a frame of " + length + " bytes is in the capture");
        }
        byte[] frame = in.readNBytes(length);
        if (frame.length < length) {
            throw new EOFException("the capture ends within a frame");
        }
        return Optional.of(frame);
    }
}
