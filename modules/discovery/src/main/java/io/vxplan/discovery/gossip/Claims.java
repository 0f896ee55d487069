package io.vxplan.discovery.gossip;

import io.vxplan.discovery.state.DiscoveryFormatException;
import io.vxplan.discovery.state.DiscoveryJson;
import io.vxplan.discovery.state.Stack;
import io.vxplan.discovery.wire.MessageException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a member says of itself: `{"stacks": [...]}`, each as in `discovery.json`.
final class Claims {
    static final String STACKS = "stacks";

    /// In bytes. It travels in base64, in one datagram.
    static final int MAX = 48_000;

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private Claims() {}

    /// @throws IOException where it is too much to tell
    static byte[] write(List<Stack> stacks) throws IOException {
        byte[] bytes = MAPPER.writeValueAsBytes(tree(stacks));
        if (bytes.length > MAX) {
            throw new IOException(
                    "the networks of this host's stacks are too many to tell by gossip: %,d bytes, and %,d is the most"
                            .formatted(bytes.length, MAX));
        }
        return bytes;
    }

    static ObjectNode tree(List<Stack> stacks) {
        ObjectNode root = MAPPER.createObjectNode();
        ArrayNode list = root.putArray(STACKS);
        stacks.forEach(stack -> DiscoveryJson.put(list.addObject(), stack));
        return root;
    }

    static List<Stack> read(byte[] bytes) throws MessageException {
        try {
            return read(MAPPER.readTree(bytes));
        } catch (JacksonException e) {
            throw new MessageException("no JSON: " + e.getOriginalMessage());
        }
    }

    static List<Stack> read(JsonNode root) throws MessageException {
        List<Stack> stacks = new ArrayList<>();
        try {
            for (JsonNode stack : root.path(STACKS)) {
                stacks.add(DiscoveryJson.stack(stack, STACKS + "[" + stacks.size() + "]."));
            }
            return stacks;
        } catch (DiscoveryFormatException e) {
            throw new MessageException(String.valueOf(e.getMessage()));
        }
    }
}
