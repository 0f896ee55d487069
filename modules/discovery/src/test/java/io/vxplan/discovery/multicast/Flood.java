package io.vxplan.discovery.multicast;

import io.vxplan.discovery.multicast.Message.Hello;
import io.vxplan.discovery.multicast.Message.Purpose;
import io.vxplan.discovery.peers.Patience;
import io.vxplan.discovery.peers.PeerTable;
import io.vxplan.discovery.state.Stack;
import io.vxplan.discovery.state.Stacks;
import io.vxplan.model.address.Family;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.Prefix;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// What a daemon hears without a key while a stranger floods its segment, in a JVM of its own: each
/// datagram is from another address, of another stack, with as many networks as are believed.
final class Flood {
    private static final int DATAGRAMS = 30_000;

    private Flood() {}

    public static void main(String[] none) {
        Stack own = Stacks.plain("own", 1000, "192.0.2.1");
        PeerTable table =
                new PeerTable(
                        new Patience(Duration.ofSeconds(30), Duration.ofSeconds(90)), List.of(own));
        Conversation conversation =
                new Conversation(
                        io.vxplan.discovery.multicast.Stacks.settings(Optional.empty(), "own"),
                        RandomGenerator.getDefault(),
                        0);
        for (int i = 0; i < DATAGRAMS; i++) {
            Stack stranger = stranger(i);
            byte[] datagram = datagram(stranger);
            for (News news : conversation.hear(datagram, stranger.hostIp(), i)) {
                if (news instanceof News.Heard(Stack stack)) {
                    table.heard(stack, Instant.EPOCH);
                }
            }
        }
        System.out.println(table.peers().size() + " peers");
    }

    static byte[] datagram(Stack stranger) {
        return MessageJson.bytes(MessageJson.hello(new Hello("stranger", stranger, Purpose.ASK)));
    }

    private static Stack stranger(int number) {
        IpAddress host = new IpAddress(Family.IPV4, 0, (10 << 24) + number);
        return stranger(number, host, PeerTable.MAX_NETWORKS);
    }

    static Stack stranger(int number, IpAddress host, int count) {
        List<Prefix> networks =
                IntStream.range(0, count)
                        .mapToObj(network ->
                                Prefix.of(
                                        new IpAddress(
                                                Family.IPV6, 0xfd00L << 48 | number, network)))
                        .toList();
        return new Stack(
                "stranger-" + number,
                Stacks.plain("own", 1000, "192.0.2.1").vni(),
                host,
                new Stack.Endpoint(host, 4789),
                Optional.empty(),
                networks,
                Optional.empty());
    }
}
