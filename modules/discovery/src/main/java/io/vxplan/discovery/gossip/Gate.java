package io.vxplan.discovery.gossip;

import java.time.Duration;
import java.util.Iterator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/// What of a message the library gets to know. It remembers whoever is named to it, and some of
/// them for ever; so only members can bring it news, and of strangers only that they are there, as
/// long as there is room. And it gets to know the same only now and then: see [Heard].
///
/// One thread at a time.
final class Gate {
    /// When the library hears of somebody it asks him; after this time it has given that up, and
    /// may ask once more.
    private static final Duration SHORT = Pace.CLAIMS;

    /// Of a member, as news. Longer than they go around. Who missed them finds them in the next
    /// table that it is told.
    private static final Duration LONG = Duration.ofSeconds(30);

    private final String own;
    private final Members members;
    private final Heard heard = new Heard();

    /// @param own this host's id as a member
    Gate(String own, Members members) {
        this.own = own;
        this.members = members;
    }

    /// Takes out what was heard lately, before anything else is done with it.
    ///
    /// @param message any JSON
    void skimOff(JsonNode message, long now) {
        if (message.path("data").path("membership") instanceof ArrayNode records) {
            records.removeIf(record -> heard.within(SHORT, record, now));
        }
        if (message.path("data").path("gossips") instanceof ArrayNode gossips) {
            gossips.removeIf(gossip -> isStale(record(gossip), now));
        }
    }

    private boolean isStale(JsonNode record, long now) {
        return heard.within(knows(record.path("member").path("id")) ? LONG : SHORT, record, now);
    }

    private static JsonNode record(JsonNode gossip) {
        return gossip.path("message").path("data");
    }

    /// Takes out what is not to be heard.
    ///
    /// @param message as [Shape] wants it
    /// @return whether anything is left
    boolean admit(JsonNode message, long now) {
        JsonNode data = message.path("data");
        return switch (Word.of(message.path("q").asString()).orElseThrow()) {
            case SYNC, SYNC_ACK -> {
                retain(data.path("membership"));
                data.path("membership").forEach(record -> heard.add(record, now));
                yield true;
            }
            case GOSSIP -> {
                ((ArrayNode) data.path("gossips")).removeIf(gossip -> !isTaken(gossip, now));
                yield !data.path("gossips").isEmpty();
            }
            case PING, PING_REQUEST, PING_ACK, NEWS, CLAIMS_REQUEST, CLAIMS, GOODBYE -> true;
        };
    }

    /// A bundle may hold the same twice.
    private boolean isTaken(JsonNode gossip, long now) {
        JsonNode record = record(gossip);
        boolean taken =
                knows(gossip.path("gossiperId"))
                        && isToHear(record, Members.MAX - members.size())
                        && !isStale(record, now);
        if (taken) {
            heard.add(record, now);
        }
        return taken;
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
