package io.vxplan.inventory.topology;

import io.vxplan.inventory.fields.Fields;
import io.vxplan.inventory.fields.Kind;
import io.vxplan.inventory.fields.Kinds;
import io.vxplan.inventory.fields.Scope;
import io.vxplan.inventory.yaml.Node;
import io.vxplan.model.Located;
import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.topology.Flooding;
import java.util.List;
import java.util.Optional;

/// `flooding: replicate | static | { group: ADDRESS, device: NAME }`.
final class FloodingReader {
    static final List<String> GROUP_KEYS = List.of("group", "device");

    private static final Kind<Flooding> WORD =
            new Kind<>(
                    "replicate, static, or a mapping with group and device",
                    scalar ->
                            switch (scalar.text()) {
                                case "replicate" -> new Flooding.Replicate();
                                case "static" -> new Flooding.Static();
                                default -> throw new IllegalArgumentException(scalar.text());
                            });

    private static final Kind<IpAddress> GROUP =
            Kind.text(
                    "a multicast address like 239.1.2.3 or ff05::100",
                    text -> {
                        IpAddress address = IpAddress.parse(text);
                        if (!address.isMulticast()) {
                            throw new IllegalArgumentException(text);
                        }
                        return address;
                    });

    private FloodingReader() {}

    /// @param value how broadcast is spread
    /// @param groupFields of a multicast group, where `device` is each host's own
    record Result(
            Flooding value, Optional<Located<IpAddress>> group, Optional<Fields> groupFields) {
        private static final Result DEFAULT =
                new Result(new Flooding.Replicate(), Optional.empty(), Optional.empty());

        /// The interface on which the host of `scope` joins the group.
        Optional<Located<InterfaceName>> device(Scope scope) {
            return groupFields.flatMap(fields -> fields.in(scope).get("device", Kinds.DEVICE));
        }
    }

    /// Empty where it is no way of flooding, which is reported.
    static Optional<Result> read(Fields overlay) {
        Optional<Node> node = overlay.node("flooding");
        if (node.isEmpty()) {
            return Optional.of(Result.DEFAULT);
        }
        // A mapping is not rendered as a whole: each host has its own `device`.
        Optional<Node> value =
                node.get() instanceof Node.Mapping ? node : overlay.scope().resolve(node.get());
        return value.flatMap(found ->
                found instanceof Node.Mapping mapping
                        ? group(mapping, overlay.scope())
                        : word(found, overlay.scope()));
    }

    private static Optional<Result> word(Node node, Scope scope) {
        return scope.read("flooding", node, WORD)
                .map(word -> new Result(word.value(), Optional.empty(), Optional.empty()));
    }

    private static Optional<Result> group(Node.Mapping mapping, Scope scope) {
        return Fields.of(mapping, "flooding", GROUP_KEYS, scope)
                .flatMap(fields -> {
                    fields.require("device", "flooding", "the interface on which hosts join");
                    return fields.required("group", "flooding", GROUP)
                            .map(group ->
                                    new Result(
                                            new Flooding.Group(group.value()),
                                            Optional.of(group),
                                            Optional.of(fields)));
                });
    }
}
