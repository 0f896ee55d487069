package io.vxplan.discovery.gossip;

import java.util.Iterator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/// What of a message the library gets to know. It remembers whoever is named to it, and some of
/// them for ever; so only members can bring it news, and of strangers only that they are there, as
/// long as there is room.
final class Gate {
    private final String own;
    private final Members members;

    /// @param own this host's id as a member
    Gate(String own, Members members) {
        this.own = own;
        this.members = members;
    }

    /// Takes out what is not to be heard.
    ///
    /// @param message as [Shape] wants it
    /// @return whether anything is left
    boolean admit(JsonNode message) {
        JsonNode data = message.path("data");
        return switch (Word.of(message.path("q").asString()).orElseThrow()) {
            case SYNC, SYNC_ACK -> {
                retain(data.path("membership"));
                yield true;
            }
            case GOSSIP -> {
                ((ArrayNode) data.path("gossips")).removeIf(gossip -> !isGossipToHear(gossip));
                yield !data.path("gossips").isEmpty();
            }
            case PING, PING_REQUEST, PING_ACK, NEWS, CLAIMS_REQUEST, CLAIMS, GOODBYE -> true;
        };
    }

    private boolean isGossipToHear(JsonNode gossip) {
        JsonNode record = gossip.path("message").path("data");
        return knows(gossip.path("gossiperId")) && isToHear(record, Members.MAX - members.size());
    }

    private void retain(JsonNode records) {
        int room = Members.MAX - members.size();
        for (Iterator<JsonNode> each = records.iterator(); each.hasNext(); ) {
            JsonNode record = each.next();
            boolean isNew = !knows(record.path("member").path("id"));
            if (!isToHear(record, room)) {
                each.remove();
            } else if (isNew) {
                room--;
            }
        }
    }

    /// A stranger that leaves would stay in the library's table for good.
    private boolean isToHear(JsonNode record, int room) {
        return knows(record.path("member").path("id"))
                || room > 0 && record.path("status").asString().equals("ALIVE");
    }

    private boolean knows(JsonNode id) {
        return id.asString().equals(own) || members.isKnown(id.asString());
    }
}
