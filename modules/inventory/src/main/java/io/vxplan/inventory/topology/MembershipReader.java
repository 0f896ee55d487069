package io.vxplan.inventory.topology;

import io.vxplan.inventory.Nearest;
import io.vxplan.inventory.fields.Fields;
import io.vxplan.inventory.fields.Kind;
import io.vxplan.inventory.fields.Kinds;
import io.vxplan.inventory.yaml.Node;
import io.vxplan.model.Located;
import io.vxplan.model.topology.Membership;
import java.util.List;
import java.util.Optional;

/// `membership: static | { discovered: NAME }`.
///
/// @param entries the names of `discovery`
record MembershipReader(List<String> entries) {
    static final List<String> KEYS = List.of("discovered");

    private static final Kind<Membership> STATIC =
            Kind.text(
                    "static, or { discovered: NAME } with an entry of `discovery`",
                    MembershipReader::word);

    private static Membership word(String text) {
        if (!text.equals("static")) {
            throw new IllegalArgumentException(text);
        }
        return new Membership.Static();
    }

    /// Empty where it is none, which is reported.
    Optional<Membership> read(Fields overlay) {
        Optional<Node> node = overlay.node("membership");
        if (node.isEmpty()) {
            return Optional.of(new Membership.Static());
        }
        Optional<Node> value = overlay.scope().resolve(node.get());
        return value.flatMap(found ->
                found instanceof Node.Mapping mapping
                        ? discovered(mapping, overlay)
                        : overlay.scope()
                                .read("membership", node.get(), STATIC)
                                .map(Located::value));
    }

    private Optional<Membership> discovered(Node.Mapping mapping, Fields overlay) {
        return Fields.of(mapping, "membership", KEYS, overlay.scope())
                .flatMap(fields -> fields.required("discovered", "membership", Kinds.NAME))
                .filter(by -> isThere(by, overlay))
                .map(Membership.Discovered::new);
    }

    private boolean isThere(Located<String> by, Fields overlay) {
        if (entries.contains(by.value())) {
            return true;
        }
        String question = Nearest.advice(by.value(), entries);
        overlay.scope()
                .problems()
                .error(
                        by.at(),
                        "there is no entry '" + by + "' in `discovery`",
                        question.isEmpty() ? "add it there" : question);
        return false;
    }
}
