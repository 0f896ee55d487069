package io.vxplan.discovery.gossip;

import io.scalecube.cluster.Cluster;
import io.scalecube.cluster.ClusterConfig;
import io.scalecube.cluster.ClusterImpl;
import io.scalecube.cluster.ClusterMessageHandler;
import io.scalecube.cluster.membership.MembershipEvent;
import io.scalecube.cluster.metadata.MetadataCodec;
import io.scalecube.cluster.transport.api.Message;
import io.vxplan.discovery.Discovery.Listener;
import io.vxplan.discovery.state.Stack;
import io.vxplan.discovery.wire.Counts;
import io.vxplan.discovery.wire.MessageException;
import io.vxplan.model.address.IpAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// This host as a member, at one address.
final class Swim {
    private static final Duration LAST_WORDS = Duration.ofMillis(1_500);

    private final GossipSettings settings;
    private final Members members;
    private final Listener listener;
    private final Socket socket;
    private final Seeds seeds;
    private final SealedTransport transport;
    private final Cluster cluster;

    /// Sockets are opened by the thread that calls, and in its network namespace. Returns when a
    /// seed has answered, or some time has passed.
    ///
    /// @param host the address of this host
    /// @param claims what it says of itself
    Swim(
            GossipSettings settings,
            IpAddress host,
            byte[] claims,
            Members members,
            Listener listener,
            Counts counts)
            throws IOException {
        this.settings = settings;
        this.members = members;
        this.listener = listener;
        this.seeds = new Seeds(settings.seeds());
        requireHostName();
        seeds.find(host.family());
        String id = UUID.randomUUID().toString();
        this.socket = new Socket(host, settings.port());
        this.transport =
                new SealedTransport(
                        socket, settings.key(), seeds, new Gate(id, members), listener, counts);
        try {
            this.cluster = start(id, claims);
        } catch (RuntimeException e) {
            socket.close();
            throw new IOException("gossip can't start: " + e, e);
        }
    }

    /// The library asks for it, and ends where there is no answer.
    private static void requireHostName() throws IOException {
        try {
            InetAddress.getLocalHost();
        } catch (UnknownHostException e) {
            // Not what Java says: it is another text each time.
            throw new IOException("the name of this host has no address: add it to /etc/hosts", e);
        }
    }

    private Cluster start(String id, byte[] claims) {
        ClusterImpl member =
                new ClusterImpl(config(id, claims))
                        .transportFactory(() -> _ -> transport)
                        .handler(_ -> new Handler());
        return member.startAwait();
    }

    private ClusterConfig config(String id, byte[] claims) {
        Pace pace = settings.pace();
        return new ClusterConfig()
                .memberId(id)
                .metadata(claims)
                .metadataCodec(new AsItIs())
                .metadataTimeout((int) Pace.CLAIMS.toMillis())
                .failureDetector(it -> it.pingInterval(pace.ping()).pingTimeout(pace.pingTimeout()))
                .gossip(it ->
                        it.gossipInterval(pace.gossip())
                                .gossipRepeatMult(Pace.ROUNDS)
                                .gossipSegmentationThreshold(100))
                .membership(it ->
                        it.namespace(MessageJson.NAMESPACE)
                                .seedMembers(seeds.names())
                                .syncInterval(pace.sync())
                                .syncTimeout(pace.answer()));
    }

    IpAddress host() {
        return IpAddress.of(socket.own().getAddress().getAddress());
    }

    /// Why nothing leaves this host.
    Optional<String> deaf() {
        return socket.deaf();
    }

    Seeds seeds() {
        return seeds;
    }

    /// Whether there is anybody to look for.
    boolean isAlone() {
        return members.size() == 0 && seeds.isAnyBeside(socket.own());
    }

    void become(byte[] claims) {
        cluster.updateMetadata(claims).block(LAST_WORDS);
    }

    /// Tells all members that stacks leave: each, for who has left can't be asked again. Seeds too,
    /// for whom SWIM has just given up may hear it all the same.
    void sayGoodbye(List<Stack> stacks) {
        Message goodbye =
                Message.withQualifier(Word.GOODBYE.qualifier()).data(Claims.tree(stacks)).build();
        Stream.concat(members.addresses().stream(), seeds.names().stream())
                .distinct()
                .forEach(address -> transport.send(address, goodbye).subscribe(_ -> {}, _ -> {}));
    }

    /// SWIM spreads it as well, which takes a while.
    void leave() {
        cluster.shutdown();
        cluster.onShutdown().timeout(LAST_WORDS).onErrorComplete().block();
        socket.close();
    }

    /// What is thrown here would end the library's listening.
    private final class Handler implements ClusterMessageHandler {
        @Override
        public void onMessage(Message message) {
            if (message.qualifier().equals(Word.GOODBYE.qualifier())
                    && message.data() instanceof JsonNode claims) {
                try {
                    members.goodbye(message.sender(), Claims.read(claims));
                } catch (MessageException e) {
                    listener.refused(message.sender(), e.reason());
                }
            }
        }

        @Override
        public void onMembershipEvent(MembershipEvent event) {
            String id = event.member().id();
            switch (event.type()) {
                case ADDED, UPDATED ->
                        members.told(id, event.member().address(), bytes(event.newMetadata()));
                case LEAVING -> members.leaving(id);
                case REMOVED -> members.removed(id);
            }
        }

        private static byte[] bytes(@Nullable ByteBuffer claims) {
            byte[] bytes = new byte[claims == null ? 0 : claims.remaining()];
            if (claims != null) {
                claims.duplicate().get(bytes);
            }
            return bytes;
        }
    }

    /// What a member says of itself goes through the library unread.
    private static final class AsItIs implements MetadataCodec {
        @Override
        public Object deserialize(ByteBuffer buffer) {
            return buffer;
        }

        @Override
        public ByteBuffer serialize(Object metadata) {
            return ByteBuffer.wrap((byte[]) metadata);
        }
    }
}
