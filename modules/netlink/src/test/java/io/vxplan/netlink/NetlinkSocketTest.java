package io.vxplan.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vxplan.netlink.message.Attributes;
import io.vxplan.netlink.message.LinkInfo;
import io.vxplan.netlink.message.LinkMessage;
import io.vxplan.netlink.message.NeighbourMessage;
import io.vxplan.testing.TestNamespace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NetlinkSocketTest {
    private final TestNamespace file;
    private final NetworkNamespace namespace;
    private final NetlinkSocket socket;
    private int vxlan;

    NetlinkSocketTest() throws Exception {
        file = TestNamespace.bare();
        namespace = NetworkNamespace.at(file.path());
        socket = namespace.call(NetlinkSocket::open);
    }

    @BeforeEach
    void device() throws Exception {
        file.ip("link add vx type vxlan id 1 local 198.18.0.1 dstport 4789");
        vxlan = index("vx");
    }

    @AfterEach
    void close() throws Exception {
        socket.close();
        namespace.close();
        file.close();
    }

    @Test
    void manyRequestsAreAllCarriedOut() throws Exception {
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            requests.add(Request.append(FdbEntries.entry(vxlan, i)));
        }

        socket.request(requests);

        assertThat(entries()).hasSize(1000);
    }

    @Test
    void theFirstFailureIsReportedAndNoFurtherBatchIsSent() throws Exception {
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            boolean fails = i == 200 || i == 230 || i == 900;
            requests.add(Request.append(FdbEntries.entry(fails ? 9999 : vxlan, i)));
        }

        NetlinkException failure =
                catchThrowableOfType(NetlinkException.class, () -> socket.request(requests));

        assertThat(failure.errno()).contains(Errno.ENODEV);
        assertThat(failure.refusal())
                .contains(new NetlinkException.Refusal(List.of(200, 230), 256));
        // the kernel went on with the batch, and the rest was not sent
        assertThat(entries()).hasSize(256 - 2);
    }

    @Test
    void errorsOfAWholeBatchFitIntoTheBuffer() {
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            requests.add(Request.append(FdbEntries.entry(9999, i)));
        }

        NetlinkException failure =
                catchThrowableOfType(NetlinkException.class, () -> socket.request(requests));

        assertThat(failure.errno()).contains(Errno.ENODEV);
        assertThat(failure.refusal().orElseThrow().refused())
                .isEqualTo(IntStream.range(0, 128).boxed().toList());
    }

    @Test
    void theSocketIsFitForUseAfterAFailure() throws Exception {
        List<Request> requests =
                List.of(
                        Request.append(FdbEntries.entry(9999, 1)),
                        Request.append(FdbEntries.entry(vxlan, 2)));
        assertThatThrownBy(() -> socket.request(requests)).isInstanceOf(NetlinkException.class);

        socket.request(Request.append(FdbEntries.entry(vxlan, 3)));

        assertThat(entries()).hasSize(2);
    }

    @Test
    void theKernelsOwnWordsAreKept() {
        Attributes info =
                Attributes.of(
                        LinkInfo.KIND.is(LinkInfo.VXLAN_KIND),
                        LinkInfo.VXLAN.is(
                                Attributes.of(LinkInfo.VNI.is(1), LinkInfo.PORT_NUMBER.is(4789))));
        Request same =
                Request.create(
                        LinkMessage.of(
                                0, LinkMessage.NAME.is("other"), LinkMessage.LINK_INFO.is(info)));

        NetlinkException failure =
                catchThrowableOfType(NetlinkException.class, () -> socket.request(same));

        assertThat(failure)
                .hasMessage(
                        "the kernel refused: A VXLAN device with the specified VNI already exists: EEXIST (exists already)");
        assertThat(failure.kernelText())
                .isEqualTo("A VXLAN device with the specified VNI already exists");
    }

    @Test
    void whatIsNotThereIsNoDevice() {
        NetlinkException failure =
                catchThrowableOfType(NetlinkException.class, () -> index("nothing"));

        assertThat(failure.errno()).contains(Errno.ENODEV);
    }

    private int index(String name) throws IOException {
        Request byName = Request.get(LinkMessage.of(0, LinkMessage.NAME.is(name)));
        return ((LinkMessage) socket.get(byName)).index();
    }

    private List<NeighbourMessage> entries() throws IOException {
        Request all = Request.dump(new NeighbourMessage(7, 0, 0, 0, 0, Attributes.NONE));
        return socket.dump(all).stream()
                .map(NeighbourMessage.class::cast)
                .filter(entry -> entry.index() == vxlan)
                .toList();
    }
}
