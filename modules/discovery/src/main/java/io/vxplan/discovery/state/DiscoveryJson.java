package io.vxplan.discovery.state;

import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.MacAddress;
import io.vxplan.model.address.Prefix;
import io.vxplan.model.address.Vni;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `discovery.json` in the form of the docker-router design, version 1, with the optional fields
/// `vxlan_ip`, `networks` and `mac` of a peer. Fields of other names are left to who wrote them.
public final class DiscoveryJson {
    private static final int VERSION = 1;
    private static final int MAX_DEPTH = 8;

    private static final JsonMapper MAPPER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(MAX_DEPTH)
                                                    .maxStringLength(4_096)
                                                    .build())
                                    .build())
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build();

    private DiscoveryJson() {}

    /// @throws DiscoveryFormatException where it is not of that form, as a whole: half a table must
    ///   not look like peers that left
    public static DiscoveryState read(byte[] json) throws DiscoveryFormatException {
        try (JsonParser parser = MAPPER.createParser(json)) {
            return read(parser);
        } catch (JacksonException e) {
            throw new DiscoveryFormatException("no JSON: " + e.getOriginalMessage());
        }
    }

    /// One peer at a time: a file that holds far too much is left before it fills memory.
    private static DiscoveryState read(JsonParser parser) throws DiscoveryFormatException {
        ObjectNode rest = MAPPER.createObjectNode();
        Optional<List<Peer>> peers = Optional.empty();
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new DiscoveryFormatException("no JSON: it does not begin with {");
        }
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "peers" -> peers = Optional.of(peers(parser));
                case "version", "last_update" -> rest.set(name, parser.readValueAsTree());
                default -> parser.skipChildren();
            }
        }
        if (parser.nextToken() != null) {
            throw new DiscoveryFormatException("no JSON: more follows the last }");
        }
        requireVersion(rest);
        return new DiscoveryState(
                required(rest, "", "last_update", Instant::parse),
                peers.orElseThrow(() -> new DiscoveryFormatException("peers: no list")));
    }

    private static void requireVersion(ObjectNode root) throws DiscoveryFormatException {
        int version = root.path("version").asInt(0);
        if (version != VERSION) {
            throw new DiscoveryFormatException("version " + version + " is not " + VERSION);
        }
    }

    private static List<Peer> peers(JsonParser parser) throws DiscoveryFormatException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw new DiscoveryFormatException("peers: no list");
        }
        List<Peer> peers = new ArrayList<>();
        Map<Vni, Integer> counts = new HashMap<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            Peer peer = peer(parser.readValueAsTree(), "peers[" + peers.size() + "].");
            Vni vni = peer.stack().vni();
            if (counts.merge(vni, 1, Integer::sum) > DiscoveryState.MAX_PEERS) {
                throw new DiscoveryFormatException(
                        "more than %,d peers in VNI %s, which discovery never writes"
                                .formatted(DiscoveryState.MAX_PEERS, vni));
            }
            peers.add(peer);
        }
        return peers;
    }

    private static Peer peer(JsonNode node, String at) throws DiscoveryFormatException {
        return new Peer(
                stack(node, at),
                required(node, at, "last_seen", Instant::parse),
                required(node, at, "status", DiscoveryJson::status));
    }

    /// A stack as it stands in an entry, whatever else the entry has.
    ///
    /// @param at before the names of fields in messages
    public static Stack stack(JsonNode node, String at) throws DiscoveryFormatException {
        List<Prefix> networks = new ArrayList<>();
        for (JsonNode network : node.path("networks")) {
            networks.add(value(network, at + "networks", Prefix::parse));
        }
        try {
            return new Stack(
                    required(node, at, "stack_id", text -> text),
                    required(node, at, "vni", text -> new Vni(Integer.parseInt(text))),
                    required(node, at, "host_ip", IpAddress::parse),
                    required(node, at, "vxlan_endpoint", Stack.Endpoint::parse),
                    optional(node, at, "vxlan_ip", IpAddress::parse),
                    networks,
                    optional(node, at, "mac", MacAddress::parse));
        } catch (IllegalArgumentException e) {
            throw new DiscoveryFormatException(at + "stack_id: " + e.getMessage());
        }
    }

    private static Peer.Status status(String word) {
        for (Peer.Status status : Peer.Status.values()) {
            if (status.word().equals(word)) {
                return status;
            }
        }
        throw new IllegalArgumentException("neither active, suspect nor stale: " + word);
    }

    private static <T> T required(JsonNode node, String at, String name, Function<String, T> reader)
            throws DiscoveryFormatException {
        return optional(node, at, name, reader)
                .orElseThrow(() -> new DiscoveryFormatException(at + name + " is missing"));
    }

    private static <T> Optional<T> optional(
            JsonNode node, String at, String name, Function<String, T> reader)
            throws DiscoveryFormatException {
        JsonNode value = node.path(name);
        return value.isMissingNode() || value.isNull()
                ? Optional.empty()
                : Optional.of(value(value, at + name, reader));
    }

    private static <T> T value(JsonNode value, String at, Function<String, T> reader)
            throws DiscoveryFormatException {
        if (!value.isString() && !value.isNumber()) {
            throw new DiscoveryFormatException(at + ": neither text nor number");
        }
        try {
            return reader.apply(value.asString());
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new DiscoveryFormatException(at + ": " + e.getMessage());
        }
    }

    public static byte[] write(DiscoveryState state) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("version", VERSION);
        root.put("last_update", text(state.lastUpdate()));
        ArrayNode peers = root.putArray("peers");
        for (Peer peer : state.peers()) {
            ObjectNode node = peers.addObject();
            put(node, peer.stack());
            node.put("last_seen", text(peer.lastSeen()));
            node.put("status", peer.status().word());
        }
        return MAPPER.writeValueAsBytes(root);
    }

    /// The fields of a stack, as [#stack] reads them.
    public static void put(ObjectNode node, Stack stack) {
        node.put("stack_id", stack.id());
        node.put("host_ip", stack.hostIp().toString());
        node.put("vxlan_endpoint", stack.endpoint().toString());
        node.put("vni", stack.vni().value());
        stack.vxlanIp().ifPresent(address -> node.put("vxlan_ip", address.toString()));
        if (!stack.networks().isEmpty()) {
            ArrayNode networks = node.putArray("networks");
            stack.networks().forEach(network -> networks.add(network.toString()));
        }
        stack.mac().ifPresent(mac -> node.put("mac", mac.toString()));
    }

    private static String text(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
