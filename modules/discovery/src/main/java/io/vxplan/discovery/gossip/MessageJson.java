package io.vxplan.discovery.gossip;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import io.scalecube.cluster.Member;
import io.scalecube.cluster.transport.api.Message;
import io.vxplan.discovery.wire.MessageException;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ArrayNode;

/// The library's messages as JSON: `{"q": what it is, "cid": which answer is to which question,
/// "data": ...}`.
///
/// The library has classes for `data` that only it can see, and would read any class from the wire.
/// Here the word in `q` says which class it is, [Shape] has looked at every field before, and no
/// name of a class is ever read.
final class MessageJson {
    /// Of the library: who has another sees no member of ours.
    static final String NAMESPACE = "vxplan";

    private static final String PACKAGE = "io.scalecube.cluster.";

    private static final JsonMapper MAPPER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(10)
                                                    .maxStringLength(Envelope.MAX_PAYLOAD)
                                                    .maxNameLength(64)
                                                    .maxNumberLength(20)
                                                    .build())
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .changeDefaultPropertyInclusion(it -> it.withValueInclusion(Include.NON_NULL))
                    .changeDefaultVisibility(it ->
                            it.withVisibility(PropertyAccessor.ALL, Visibility.NONE)
                                    .withFieldVisibility(Visibility.ANY)
                                    .withCreatorVisibility(Visibility.ANY))
                    .addModule(
                            new SimpleModule()
                                    .addSerializer(Member.class, new MemberWriter())
                                    .addDeserializer(Member.class, new MemberReader())
                                    .addSerializer(Message.class, new MessageWriter())
                                    .addDeserializer(Message.class, new MessageReader()))
                    .build();

    private MessageJson() {}

    /// @param sender who is answered: where it came from, whatever it says itself
    /// @return empty where there is nothing in it to be heard
    /// @throws MessageException where it is no message, or one that a member would not send
    static Optional<Message> read(byte[] json, String sender, Gate gate, long now)
            throws MessageException {
        try {
            JsonNode root = MAPPER.readTree(json);
            gate.skimOff(root, now);
            Shape.check(root);
            return gate.admit(root, now)
                    ? Optional.of(Message.with(message(root)).sender(sender).build())
                    : Optional.empty();
        } catch (JacksonException e) {
            throw new MessageException("no JSON: " + e.getOriginalMessage());
        }
    }

    static byte[] write(Message message) {
        return MAPPER.writeValueAsBytes(message);
    }

    /// Several of [Word#GOSSIP] as one: the library hears a list of news, but says them one by one.
    static byte[] write(List<Message> gossip) {
        JsonNode all = MAPPER.valueToTree(gossip.getFirst());
        ArrayNode news = news(all);
        for (Message message : gossip.subList(1, gossip.size())) {
            news.addAll(news(MAPPER.valueToTree(message)));
        }
        return MAPPER.writeValueAsBytes(all);
    }

    private static ArrayNode news(JsonNode gossip) {
        return (ArrayNode) gossip.path("data").path("gossips");
    }

    private static Message message(JsonNode node) {
        String qualifier = node.path("q").asString();
        Message.Builder builder = Message.withQualifier(qualifier);
        Optional.of(node.path("cid"))
                .filter(JsonNode::isString)
                .ifPresent(cid -> builder.correlationId(cid.asString()));
        JsonNode data = node.path("data");
        return builder.data(
                        Word.of(qualifier)
                                .flatMap(Word::type)
                                .map(type -> (Object) MAPPER.treeToValue(data, type(type)))
                                .orElse(data))
                .build();
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(PACKAGE + name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("scalecube-cluster is another than was built with", e);
        }
    }

    private static final class MemberWriter extends ValueSerializer<Member> {
        @Override
        public void serialize(Member member, JsonGenerator out, SerializationContext context) {
            out.writeStartObject();
            out.writeStringProperty("id", member.id());
            out.writeStringProperty("address", member.address());
            out.writeEndObject();
        }
    }

    private static final class MemberReader extends ValueDeserializer<Member> {
        @Override
        @SuppressWarnings("NullAway") // an alias is optional; the library has no annotations
        public Member deserialize(JsonParser in, DeserializationContext context) {
            JsonNode node = context.readTree(in);
            return new Member(
                    node.path("id").asString(), null, node.path("address").asString(), NAMESPACE);
        }
    }

    private static final class MessageWriter extends ValueSerializer<Message> {
        @Override
        public void serialize(Message message, JsonGenerator out, SerializationContext context) {
            out.writeStartObject();
            out.writeStringProperty("q", message.qualifier());
            Optional.ofNullable(message.correlationId())
                    .ifPresent(cid -> out.writeStringProperty("cid", cid));
            context.defaultSerializeProperty("data", message.data(), out);
            out.writeEndObject();
        }
    }

    private static final class MessageReader extends ValueDeserializer<Message> {
        @Override
        public Message deserialize(JsonParser in, DeserializationContext context) {
            return message(context.readTree(in));
        }
    }
}
