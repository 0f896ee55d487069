package io.vxplan.lab.capture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// Reads a capture file of Ethernet frames, as `tcpdump -w` writes it on a little-endian machine
/// (draft-ietf-opsawg-pcap).
final class PcapReader {
    private static final int FILE_HEADER = 24;
    private static final int LENGTH_OFFSET = 8;
    private static final int PACKET_HEADER = 16;

    private PcapReader() {}

    static List<byte[]> frames(byte[] file) {
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).position(FILE_HEADER);
        List<byte[]> frames = new ArrayList<>();
        while (in.hasRemaining()) {
            byte[] frame = new byte[in.getInt(in.position() + LENGTH_OFFSET)];
            in.position(in.position() + PACKET_HEADER).get(frame);
            frames.add(frame);
        }
        return frames;
    }
}
