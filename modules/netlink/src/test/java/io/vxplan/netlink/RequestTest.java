package io.vxplan.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.netlink.message.NetlinkMessage;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Requests as `ip` and `bridge` send them (links are made by vxplan's own), to the byte.
class RequestTest {
    private static final Fixtures CAPTURED = Fixtures.requests();

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void isEncodedAsCaptured(String command, Request request) throws Exception {
        byte[] captured = CAPTURED.bytes(command);
        NetlinkMessage header = Fixtures.decode(captured);
        int added = header.flags() & 5; // a request, and whether it wants an acknowledgement
        NetlinkMessage message =
                new NetlinkMessage(
                        request.type(),
                        request.flags() | added,
                        header.sequence(),
                        0,
                        request.body());

        assertThat(Fixtures.encode(message)).isEqualTo(captured);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void isDecodedToTheSame(String command, Request request) throws Exception {
        byte[] captured = CAPTURED.bytes(command);

        NetlinkMessage decoded = Fixtures.decode(captured);

        // An alias has a NUL at its end in the kernel's messages, and none in requests.
        if (!command.contains("alias")) {
            assertThat(decoded.body()).isEqualTo(request.body());
            assertThat(Fixtures.encode(decoded)).isEqualTo(captured);
        }
    }

    @Test
    void everyCapturedRequestHasItsValue() {
        assertThat(CapturedRequests.values().keySet()).isEqualTo(CAPTURED.names());
    }

    private static Stream<Arguments> requests() {
        return CapturedRequests.values().entrySet().stream()
                .map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }
}
