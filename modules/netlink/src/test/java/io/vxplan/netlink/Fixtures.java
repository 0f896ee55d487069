package io.vxplan.netlink;

import io.vxplan.netlink.message.MalformedMessageException;
import io.vxplan.netlink.message.NetlinkMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/// Messages captured with strace (`-e trace=sendto,sendmsg,recvfrom -e write=all -e read=all`) on
/// x86-64: a line with what produced it, then its bytes.
final class Fixtures {
    private final Map<String, byte[]> bytes;

    private Fixtures(String file) {
        this.bytes = read(file);
    }

    static Fixtures requests() {
        return new Fixtures("requests.txt");
    }

    static Fixtures dumps() {
        return new Fixtures("dumps.txt");
    }

    static Fixtures notifications() {
        return new Fixtures("notifications.txt");
    }

    Set<String> names() {
        return bytes.keySet();
    }

    byte[] bytes(String name) {
        return Objects.requireNonNull(bytes.get(name), name).clone();
    }

    List<byte[]> all() {
        return List.copyOf(bytes.values());
    }

    private static Map<String, byte[]> read(String file) {
        try (var in = Objects.requireNonNull(Fixtures.class.getResourceAsStream(file))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            Map<String, byte[]> fixtures = new TreeMap<>();
            for (String section : text.substring(2).split("\n# ", -1)) {
                List<String> lines = section.lines().toList();
                String digits = String.join("", lines.subList(1, lines.size()));
                fixtures.put(lines.getFirst(), HexFormat.of().parseHex(digits));
            }
            return fixtures;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static NetlinkMessage decode(byte[] bytes) throws MalformedMessageException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        return NetlinkMessage.readAll(buffer).getFirst();
    }

    static byte[] encode(NetlinkMessage message) {
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
        message.write(buffer);
        return Arrays.copyOf(buffer.array(), buffer.position());
    }
}
