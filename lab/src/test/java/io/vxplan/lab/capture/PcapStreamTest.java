package io.vxplan.lab.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What tcpdump writes on a little-endian machine, [VxlanFrameTest] reads.
class PcapStreamTest {
    private static final int MICROSECONDS = 0xa1b2c3d4;
    private static final int NANOSECONDS = 0xa1b23c4d;

    private static ByteBuffer header(int magic, int linkType) {
        return ByteBuffer.allocate(64)
                .order(ByteOrder.BIG_ENDIAN)
                .putInt(magic)
                .putShort((short) 2)
                .putShort((short) 4)
                .putLong(0)
                .putInt(256)
                .putInt(linkType);
    }

    private static ByteBuffer frameHeader(ByteBuffer file, int captured) {
        return file.putInt(1).putInt(2).putInt(captured).putInt(1500);
    }

    private static PcapStream stream(ByteBuffer file) throws IOException {
        byte[] bytes = new byte[file.position()];
        file.get(0, bytes);
        return new PcapStream(new ByteArrayInputStream(bytes));
    }

    @ParameterizedTest
    @ValueSource(ints = {MICROSECONDS, NANOSECONDS})
    void readsWhatABigEndianMachineWrote(int magic) throws IOException {
        PcapStream stream = stream(frameHeader(header(magic, 1), 3).put(new byte[] {7, 8, 9}));

        assertThat(stream.next()).contains(ByteBuffer.wrap(new byte[] {7, 8, 9}));
        assertThat(stream.next()).isEmpty();
    }

    @Test
    void aFrameThatIsCutOffIsNoFrame() throws IOException {
        PcapStream stream = stream(frameHeader(header(MICROSECONDS, 1), 3).put((byte) 7));

        assertThatThrownBy(stream::next)
                .isInstanceOf(EOFException.class)
                .hasMessage("it ended within a frame");
    }

    @Test
    void anImpossibleLengthIsNotWaitedFor() throws IOException {
        PcapStream stream = stream(frameHeader(header(MICROSECONDS, 1), Integer.MAX_VALUE));

        assertThatThrownBy(stream::next).isInstanceOf(EOFException.class);
    }

    @Test
    void onlyEthernetIsUnderstood() {
        assertThatThrownBy(() -> stream(header(MICROSECONDS, 276)))
                .hasMessage("the frames are not Ethernet's, but of link type 276");
        assertThatThrownBy(() -> stream(header(0x0a0d0d0a, 1)))
                .hasMessage("this is no capture file");
        assertThatThrownBy(() -> stream(ByteBuffer.allocate(0)))
                .isInstanceOf(EOFException.class)
                .hasMessage("it ended before a frame was captured");
    }
}
