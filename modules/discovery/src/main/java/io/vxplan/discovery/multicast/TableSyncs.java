package io.vxplan.discovery.multicast;

import io.vxplan.discovery.state.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// A table as TABLE_SYNC messages, as many as it takes for each to fit into a datagram.
final class TableSyncs {
    /// Of what is around the entries, but for the peer's id, the numbers at their longest.
    private static final int HEAD = 120;

    private TableSyncs() {}

    private record Entry(boolean isRoute, ObjectNode node) {
        /// With the comma.
        int bytes() {
            return MessageJson.bytes(node).length + 1;
        }
    }

    /// @param own are told with their routes
    /// @param sequence of the first message
    /// @param maxBytes of a message; an entry that is larger by itself is left out
    static List<ObjectNode> of(
            String peerId, List<Stack> own, List<Stack> others, long sequence, int maxBytes) {
        Stream<Entry> peers =
                Stream.concat(own.stream(), others.stream())
                        .map(stack -> new Entry(false, MessageJson.peer(stack)));
        Stream<Entry> routes =
                own.stream()
                        .flatMap(stack -> MessageJson.routes(stack).stream())
                        .map(route -> new Entry(true, route));
        List<ObjectNode> messages = new ArrayList<>();
        for (List<Entry> part :
                parts(
                        Stream.concat(peers, routes).toList(),
                        maxBytes - HEAD - 2 * peerId.length())) {
            messages.add(
                    MessageJson.tableSync(
                            peerId,
                            sequence + messages.size(),
                            nodes(part, false),
                            nodes(part, true)));
        }
        return messages;
    }

    private static List<List<Entry>> parts(List<Entry> entries, int maxBytes) {
        List<List<Entry>> parts = new ArrayList<>();
        int room = 0;
        for (Entry entry : entries) {
            int bytes = entry.bytes();
            if (bytes > maxBytes) {
                continue;
            }
            if (bytes > room) {
                parts.add(new ArrayList<>());
                room = maxBytes;
            }
            parts.getLast().add(entry);
            room -= bytes;
        }
        return parts;
    }

    private static List<ObjectNode> nodes(List<Entry> part, boolean routes) {
        return part.stream().filter(entry -> entry.isRoute() == routes).map(Entry::node).toList();
    }
}
