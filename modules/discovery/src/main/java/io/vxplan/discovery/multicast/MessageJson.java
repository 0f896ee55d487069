package io.vxplan.discovery.multicast;

import io.vxplan.discovery.multicast.Message.Hello;
import io.vxplan.discovery.multicast.Message.Purpose;
import io.vxplan.discovery.multicast.Message.TableSync;
import io.vxplan.discovery.state.DiscoveryFormatException;
import io.vxplan.discovery.state.DiscoveryJson;
import io.vxplan.discovery.state.Stack;
import io.vxplan.discovery.wire.MessageException;
import io.vxplan.model.address.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The messages as JSON, in the form of the docker-router design, with optional fields of our own:
/// `vxlan_endpoint`, `mac`, `leaving` and `query` in a HELLO, `auth` in both.
final class MessageJson {
    static final int VERSION = 1;

    /// Of VXLAN, where a HELLO does not say.
    private static final int DEFAULT_PORT = 4789;

    private static final JsonMapper MAPPER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(8)
                                                    .maxStringLength(4_096)
                                                    .maxNameLength(256)
                                                    .maxNumberLength(64)
                                                    .build())
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private MessageJson() {}

    /// A message, and what makes it believable where a key is set.
    record Read(Message message, Optional<Stamp> stamp) {}

    static Read read(byte[] datagram) throws MessageException {
        try {
            JsonNode root = MAPPER.readTree(datagram);
            if (!(root instanceof ObjectNode object)) {
                throw new MessageException("no JSON object");
            }
            return new Read(message(object), stamp(object.path("auth")));
        } catch (JacksonException e) {
            throw new MessageException("no JSON: " + e.getOriginalMessage());
        }
    }

    private static Message message(ObjectNode node) throws MessageException {
        String type = text(node, "type");
        String version = text(node, "version");
        if (!version.equals(Integer.toString(VERSION))) {
            throw new MessageException(type + ": version " + version + " is not " + VERSION);
        }
        try {
            return switch (type) {
                case "HELLO" -> hello(node);
                case "TABLE_SYNC" -> tableSync(node);
                default ->
                        throw new MessageException(
                                "type " + type + " is neither HELLO nor TABLE_SYNC");
            };
        } catch (DiscoveryFormatException e) {
            throw new MessageException(type + ": " + e.getMessage());
        }
    }

    private static Hello hello(ObjectNode node) throws MessageException, DiscoveryFormatException {
        ObjectNode entry = node.deepCopy();
        entry.put("stack_id", text(node, "stack_name"));
        if (entry.path("vxlan_endpoint").isMissingNode()) {
            String host = text(node, "host_ip");
            String bracketed = host.contains(":") ? "[" + host + "]" : host;
            entry.put("vxlan_endpoint", bracketed + ":" + DEFAULT_PORT);
        }
        return new Hello(text(node, "peer_id"), DiscoveryJson.stack(entry, ""), purpose(node));
    }

    private static Purpose purpose(ObjectNode node) {
        if (node.path("leaving").asBoolean(false)) {
            return Purpose.LEAVE;
        }
        return node.path("query").asBoolean(false) ? Purpose.ASK : Purpose.TELL;
    }

    /// Its routes are not looked at: they follow from the networks of the peers, and where they do
    /// not, they are somebody's guess.
    private static TableSync tableSync(ObjectNode node)
            throws MessageException, DiscoveryFormatException {
        List<Stack> peers = new ArrayList<>();
        int index = 0;
        for (JsonNode peer : node.path("peers")) {
            Stack stack = DiscoveryJson.stack(peer, "peers[" + index++ + "].");
            if (peer.path("status").asString("active").equals("active")) {
                peers.add(stack);
            }
        }
        return new TableSync(text(node, "peer_id"), number(node, "sequence"), peers);
    }

    private static Optional<Stamp> stamp(JsonNode auth) throws MessageException {
        if (!(auth instanceof ObjectNode node) || !node.has("session")) {
            return Optional.empty();
        }
        return Optional.of(
                new Stamp(
                        text(node, "session"),
                        number(node, "sequence"),
                        text(node, "nonce"),
                        texts(node, "asks"),
                        texts(node, "answers")));
    }

    private static List<String> texts(ObjectNode node, String name) {
        List<String> texts = new ArrayList<>();
        for (JsonNode element : node.path(name)) {
            if (element.isString()) {
                texts.add(element.asString());
            }
        }
        return texts;
    }

    private static long number(ObjectNode node, String name) throws MessageException {
        try {
            return Long.parseLong(text(node, name));
        } catch (NumberFormatException e) {
            throw new MessageException(name + " is no number");
        }
    }

    private static String text(ObjectNode node, String name) throws MessageException {
        JsonNode value = node.path(name);
        if (!value.isString() && !value.isNumber()) {
            throw new MessageException(
                    name + (value.isMissingNode() ? " is missing" : ": neither text nor number"));
        }
        return value.asString();
    }

    static ObjectNode hello(Hello hello) {
        Stack stack = hello.stack();
        ObjectNode node = head("HELLO", hello.peerId());
        node.put("host_ip", stack.hostIp().toString());
        stack.vxlanIp().ifPresent(address -> node.put("vxlan_ip", address.toString()));
        node.put("vni", stack.vni().value());
        node.put("stack_name", stack.id());
        ArrayNode networks = node.putArray("networks");
        stack.networks().forEach(network -> networks.add(network.toString()));
        node.put("vxlan_endpoint", stack.endpoint().toString());
        stack.mac().ifPresent(mac -> node.put("mac", mac.toString()));
        switch (hello.purpose()) {
            case TELL -> {}
            case ASK -> node.put("query", true);
            case LEAVE -> node.put("leaving", true);
        }
        return node;
    }

    /// @param peers entries as [#peer] makes them
    /// @param routes entries as [#routes] makes them
    static ObjectNode tableSync(
            String peerId, long sequence, List<ObjectNode> peers, List<ObjectNode> routes) {
        ObjectNode node = head("TABLE_SYNC", peerId);
        node.put("sequence", sequence);
        node.putArray("peers").addAll(peers);
        node.putArray("routes").addAll(routes);
        return node;
    }

    private static ObjectNode head(String type, String peerId) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("type", type);
        node.put("version", VERSION);
        node.put("peer_id", peerId);
        return node;
    }

    /// An entry of a TABLE_SYNC's peers.
    static ObjectNode peer(Stack stack) {
        ObjectNode node = MAPPER.createObjectNode();
        DiscoveryJson.put(node, stack);
        node.put("status", "active");
        return node;
    }

    /// The entries of a TABLE_SYNC's routes: how a stack's networks are reached.
    static List<ObjectNode> routes(Stack stack) {
        List<ObjectNode> routes = new ArrayList<>();
        stack.vxlanIp()
                .ifPresent(nextHop -> {
                    for (Prefix network : stack.networks()) {
                        if (network.family() == nextHop.family()) {
                            ObjectNode node = MAPPER.createObjectNode();
                            node.put("destination", network.toString());
                            node.put("next_hop", nextHop.toString());
                            routes.add(node);
                        }
                    }
                });
        return routes;
    }

    static byte[] bytes(ObjectNode node) {
        return MAPPER.writeValueAsBytes(node);
    }

    static byte[] bytes(ObjectNode message, Stamp stamp, Seal seal) {
        ObjectNode node = message.deepCopy();
        ObjectNode auth = node.putObject("auth");
        auth.put("session", stamp.session());
        auth.put("sequence", stamp.sequence());
        auth.put("nonce", stamp.nonce());
        stamp.asks().forEach(auth.putArray("asks")::add);
        stamp.answers().forEach(auth.putArray("answers")::add);
        auth.put("hmac", Seal.BLANK);
        byte[] bytes = bytes(node);
        seal.close(bytes);
        return bytes;
    }
}
