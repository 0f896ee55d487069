package io.vxplan.inventory.yaml;

import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Present;
import org.snakeyaml.engine.v2.api.lowlevel.Serialize;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// Writes YAML so that it reads as it was: what had no quotes gets none, or `no` and `"no"` would
/// be the same.
public final class YamlWriter {
    private static final DumpSettings SETTINGS =
            DumpSettings.builder()
                    .setDefaultFlowStyle(FlowStyle.BLOCK)
                    .setWidth(Integer.MAX_VALUE)
                    .build();

    private YamlWriter() {}

    public static String write(Node node) {
        return new Present(SETTINGS)
                .emitToString(new Serialize(SETTINGS).serializeOne(engineNode(node)).iterator());
    }

    private static org.snakeyaml.engine.v2.nodes.Node engineNode(Node node) {
        return switch (node) {
            case Node.Scalar scalar -> scalar(scalar);
            case Node.Sequence(_, var items) -> {
                List<org.snakeyaml.engine.v2.nodes.Node> children = new ArrayList<>();
                items.forEach(item -> children.add(engineNode(item)));
                yield new SequenceNode(Tag.SEQ, children, FlowStyle.BLOCK);
            }
            case Node.Mapping(_, var entries) -> {
                List<NodeTuple> tuples = new ArrayList<>();
                entries.forEach(entry ->
                        tuples.add(new NodeTuple(scalar(entry.key()), engineNode(entry.value()))));
                yield new MappingNode(Tag.MAP, tuples, FlowStyle.BLOCK);
            }
        };
    }

    private static ScalarNode scalar(Node.Scalar scalar) {
        Tag tag = scalar.tag().map(Tag::new).orElseGet(() -> implicit(scalar));
        ScalarStyle style = scalar.plain() ? ScalarStyle.PLAIN : ScalarStyle.DOUBLE_QUOTED;
        return new ScalarNode(tag, scalar.text(), style);
    }

    private static Tag implicit(Node.Scalar scalar) {
        return scalar.plain()
                ? SETTINGS.getSchema().getScalarResolver().resolve(scalar.text(), true)
                : Tag.STR;
    }
}
