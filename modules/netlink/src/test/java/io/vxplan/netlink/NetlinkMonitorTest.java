package io.vxplan.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.netlink.NetlinkMonitor.Notice;
import io.vxplan.netlink.message.LinkMessage;
import io.vxplan.netlink.message.NeighbourMessage;
import io.vxplan.netlink.message.NetlinkMessage;
import io.vxplan.netlink.message.RouteMessage;
import io.vxplan.testing.TestNamespace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Who is told nothing waits for ever, in the kernel, where no interrupt reaches.
@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NetlinkMonitorTest {
    private static final int FLOOD = 50_000;

    private final TestNamespace file;
    private final NetworkNamespace namespace;
    private final NetlinkSocket socket;
    private final NetlinkMonitor monitor;
    private int vxlan;

    NetlinkMonitorTest() throws Exception {
        file = TestNamespace.bare();
        namespace = NetworkNamespace.at(file.path());
        socket = namespace.call(NetlinkSocket::open);
        monitor = namespace.call(NetlinkMonitor::open);
    }

    @BeforeEach
    void device() throws Exception {
        file.ip("link add vx type vxlan id 1 local 198.18.0.1 dstport 4789");
        file.ip("link set dev vx up");
        file.ip("link set dev lo up"); // of a link that is down, aliases are not told
        Request byName = Request.get(LinkMessage.of(0, LinkMessage.NAME.is("vx")));
        vxlan = ((LinkMessage) socket.get(byName)).index();
        monitor.skip();
    }

    @AfterEach
    void close() throws Exception {
        monitor.close();
        socket.close();
        namespace.close();
        file.close();
    }

    @Test
    void itIsToldWhatOthersChange() throws Exception {
        file.ip("route add 172.21.0.0/16 dev vx proto 158");

        NetlinkMessage message = told().getFirst();

        assertThat(message.body()).isInstanceOf(RouteMessage.class);
        assertThat(((RouteMessage) message.body()).protocol()).isEqualTo(158);
    }

    @Test
    void itIsToldWhatThisProcessChanges() throws Exception {
        socket.request(Request.append(entry(1)));

        assertThat(told().getFirst().body()).isInstanceOf(NeighbourMessage.class);
    }

    @Test
    void itHearsOfEveryKind() throws Exception {
        file.ip("neigh add 192.168.100.2 lladdr 02:00:00:00:00:02 dev vx");
        assertThat(told().getFirst().body()).hasSameClassAs(entry(1));
        file.ip("addr add 192.168.100.1/24 dev vx");
        assertThat(types()).contains(20, 24);
        file.ip("addr add fd00:100::1/64 dev vx nodad");
        assertThat(types()).contains(20, 24);
        file.ip("link del dev vx");
        assertThat(types()).contains(17);
    }

    /// What was told up to now.
    private List<Integer> types() throws Exception {
        file.ip("link set dev lo alias end");
        List<Integer> types = new ArrayList<>();
        while (true) {
            for (NetlinkMessage message : told()) {
                boolean isEnd =
                        message.body() instanceof LinkMessage link
                                && link.attributes()
                                        .get(LinkMessage.ALIAS)
                                        .equals(Optional.of("end"));
                if (isEnd) {
                    file.ip("link set dev lo alias ''");
                    return types;
                }
                types.add(message.type());
            }
        }
    }

    @Test
    void itWaitsUntilItIsTold() throws Exception {
        FutureTask<Optional<Notice>> waiting = new FutureTask<>(monitor::next);
        Thread thread = Thread.ofPlatform().start(waiting);

        socket.request(Request.append(entry(1)));

        assertThat(waiting.get()).isPresent();
        thread.join();
    }

    @Test
    void afterAFloodEverythingIsToBeLookedAt() throws Exception {
        flood();

        assertThat(monitor.next()).containsInstanceOf(Notice.Missed.class);
    }

    /// The kernel drops all in silence until its buffer was read empty.
    @Test
    void nothingIsMissedAfterThat() throws Exception {
        flood();
        assertThat(monitor.next()).containsInstanceOf(Notice.Missed.class);

        isToldOf(FLOOD + 1);
    }

    private void isToldOf(int number) throws IOException {
        socket.request(Request.append(entry(number)));

        NeighbourMessage told = (NeighbourMessage) told().getFirst().body();
        assertThat(told.attributes().get(NeighbourMessage.LINK_ADDRESS))
                .isEqualTo(entry(number).attributes().get(NeighbourMessage.LINK_ADDRESS));
    }

    @Test
    void aFloodIsPassedOver() throws Exception {
        flood();

        monitor.skip();

        isToldOf(FLOOD + 1);
    }

    @Test
    void closingEndsTheWait() throws Exception {
        FutureTask<Optional<Notice>> waiting = new FutureTask<>(monitor::next);
        Thread thread = Thread.ofPlatform().start(waiting);

        monitor.close();

        assertThat(waiting.get()).isEmpty();
        thread.join();
    }

    @Test
    void onceClosedItTellsNothing() throws Exception {
        socket.request(Request.append(entry(1)));
        monitor.close();
        monitor.close();

        assertThat(monitor.next()).isEmpty();
        monitor.skip();
    }

    private List<NetlinkMessage> told() throws IOException {
        return ((Notice.Told) monitor.next().orElseThrow()).messages();
    }

    private void flood() throws IOException {
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < FLOOD; i++) {
            requests.add(Request.append(entry(i)));
        }
        socket.request(requests);
    }

    private NeighbourMessage entry(int number) {
        return FdbEntries.entry(vxlan, number);
    }
}
