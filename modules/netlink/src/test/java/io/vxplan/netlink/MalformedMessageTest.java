package io.vxplan.netlink;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.vxplan.netlink.message.MalformedMessageException;
import io.vxplan.netlink.message.NetlinkMessage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever the bytes are, the decoder gives messages or its own exception.
class MalformedMessageTest {
    private static final int ATTEMPTS = 100_000;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1000000010000000 | a message has 16 bytes at least, not 8",
                "0f000000100000000100000000000000 | message of type 16 says it has 15 bytes",
                "20000000100000000100000000000000 | message of type 16 says it has 32 bytes",
                "14000000100000000100000000000000 00000000 | a link has 16 bytes at least, not 4",
                "28000000100000000100000000000000 00000000000000000000000000000000 0c00030041414141 | attribute 3 says it has 12 bytes, and 8 are left",
                "24000000100000000100000000000000 00000000000000000000000000000000 03000400 | attribute 4 says it has 3 bytes, and 4 are left",
                "28000000100000000100000000000000 00000000000000000000000000000000 0600040041410000 | a value of 4 bytes expected, not 2",
                "28000000180000000100000000000000 000000000000000000000000 0c000900 0700000000000000 | a next hop says it has 7 bytes"
            })
    void saysWhatIsWrong(String hex, String message) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));

        assertThatThrownBy(() -> decode(bytes))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessage(message);
    }

    @Test
    void nothingIsNoMessage() {
        assertThatCode(() -> decode(new byte[0])).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void nothingElseIsThrownForMutatedMessages(long seed) {
        Random random = new Random(seed);
        List<byte[]> seeds = new ArrayList<>(Fixtures.dumps().all());
        seeds.addAll(Fixtures.requests().all());
        seeds.addAll(Fixtures.notifications().all());
        for (int i = 0; i < ATTEMPTS; i++) {
            tryToDecode(mutated(seeds.get(random.nextInt(seeds.size())), random), seed);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void nothingElseIsThrownForRandomBytes(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < ATTEMPTS; i++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            if (bytes.length >= 16) {
                // a plausible header, for most would end there
                ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
                header.putInt(0, bytes.length).putShort(4, (short) random.nextInt(2, 32));
            }
            tryToDecode(bytes, seed);
        }
    }

    /// Bytes changed, mostly small ones as lengths and types are, and sometimes the end cut off.
    private static byte[] mutated(byte[] original, Random random) {
        int length = random.nextInt(8) == 0 ? random.nextInt(original.length) : original.length;
        byte[] bytes = Arrays.copyOf(original, length);
        for (int i = random.nextInt(4); i >= 0 && length > 0; i--) {
            int value = random.nextBoolean() ? random.nextInt(16) : random.nextInt(256);
            bytes[random.nextInt(length)] = (byte) value;
        }
        return bytes;
    }

    private static void tryToDecode(byte[] bytes, long seed) {
        try {
            decode(bytes);
        } catch (MalformedMessageException e) {
            // as it should be
        } catch (RuntimeException e) {
            fail("seed " + seed + ": " + HexFormat.of().formatHex(bytes), e);
        }
    }

    private static void decode(byte[] bytes) throws MalformedMessageException {
        NetlinkMessage.readAll(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
    }
}
