package io.vxplan.discovery.gossip;

import io.vxplan.discovery.state.Stack;
import io.vxplan.discovery.wire.MessageException;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// What a message must have so that the library can take it. Where a field is missing it would
/// stumble, and never listen again.
final class Shape {
    /// In one message. More than fit into a datagram, anyway.
    static final int MAX_RECORDS = 1_000;

    private static final Predicate<String> ID =
            Pattern.compile("[0-9A-Za-z-]{1,36}").asMatchPredicate();
    private static final Set<String> STATUS = Set.of("ALIVE", "SUSPECT", "LEAVING", "DEAD");
    private static final Set<String> ACK = Set.of("DEST_OK", "DEST_GONE");

    private Shape() {}

    static void check(JsonNode root) throws MessageException {
        Word word = word(root);
        if (!root.path("cid").isMissingNode()) {
            text(root, "cid", ID);
        }
        JsonNode data = root.path("data");
        switch (word) {
            case PING, PING_REQUEST -> ping(data);
            case PING_ACK -> {
                ping(data);
                text(data, "ackType", ACK::contains);
            }
            case SYNC, SYNC_ACK -> {
                for (JsonNode record : list(data, "membership")) {
                    record(record);
                }
            }
            case GOSSIP -> gossip(data);
            case NEWS -> throw new MessageException("a member says that only by gossip");
            case CLAIMS_REQUEST -> member(data.path("member"));
            case CLAIMS -> {
                member(data.path("member"));
                text(data, "metadata", _ -> true);
            }
            case GOODBYE -> list(data, Claims.STACKS);
        }
    }

    private static Word word(JsonNode message) throws MessageException {
        return Word.of(message.path("q").asString(""))
                .orElseThrow(() -> new MessageException("q is no word that members say"));
    }

    private static void ping(JsonNode data) throws MessageException {
        member(data.path("from"));
        member(data.path("to"));
        if (!data.path("originalIssuer").isMissingNode()) {
            member(data.path("originalIssuer"));
        }
        if (!data.path("ackType").isMissingNode()) {
            text(data, "ackType", ACK::contains);
        }
    }

    private static void gossip(JsonNode data) throws MessageException {
        text(data, "from", ID);
        for (JsonNode gossip : list(data, "gossips")) {
            text(gossip, "gossiperId", ID);
            number(gossip, "sequenceId", Long.MAX_VALUE - 1);
            if (word(gossip.path("message")) != Word.NEWS) {
                throw new MessageException("gossip of no member");
            }
            record(gossip.path("message").path("data"));
        }
    }

    private static void record(JsonNode record) throws MessageException {
        member(record.path("member"));
        text(record, "status", STATUS::contains);
        number(record, "incarnation", Integer.MAX_VALUE / 2);
    }

    private static void member(JsonNode member) throws MessageException {
        text(member, "id", ID);
        text(member, "address", Shape::isAddress);
    }

    private static boolean isAddress(String text) {
        try {
            return Stack.Endpoint.parse(text).toString().equals(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static JsonNode list(JsonNode node, String name) throws MessageException {
        JsonNode list = node.path(name);
        if (!list.isArray() || list.size() > MAX_RECORDS) {
            throw new MessageException(name + " is no list of at most " + MAX_RECORDS);
        }
        return list;
    }

    private static void text(JsonNode node, String name, Predicate<String> valid)
            throws MessageException {
        JsonNode text = node.path(name);
        if (!text.isString() || !valid.test(text.asString())) {
            throw new MessageException(name + " is not what a member says");
        }
    }

    private static void number(JsonNode node, String name, long most) throws MessageException {
        JsonNode number = node.path(name);
        if (!number.isIntegralNumber()
                || !number.canConvertToLong()
                || number.asLong() < 0
                || number.asLong() > most) {
            throw new MessageException(name + " is no number of a member's");
        }
    }
}
