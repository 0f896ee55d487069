package io.vxplan.cli.output;

import io.vxplan.inventory.Variable;
import io.vxplan.inventory.yaml.Node;
import java.util.Locale;
import java.util.stream.Collectors;

/// A variable, its value as it was written, and where that stands.
public final class VariableText {
    private VariableText() {}

    public static String line(String name, Variable variable) {
        String value = isSecret(name) ? "(secret)" : flow(variable.value());
        return name + ": " + value + "  # " + variable.scope() + ", " + variable.value().at();
    }

    /// By its name: nothing else tells a password from another string.
    private static boolean isSecret(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.contains("pass") || lower.contains("secret") || lower.contains("token");
    }

    private static String flow(Node node) {
        return switch (node) {
            case Node.Scalar scalar ->
                    scalar.plain() ? scalar.text() : "'" + scalar.text().replace("'", "''") + "'";
            case Node.Sequence sequence ->
                    sequence.items().stream()
                            .map(VariableText::flow)
                            .collect(Collectors.joining(", ", "[", "]"));
            case Node.Mapping mapping ->
                    mapping.entries().stream()
                            .map(entry ->
                                    entry.key().text()
                                            + ": "
                                            + (isSecret(entry.key().text())
                                                    ? "(secret)"
                                                    : flow(entry.value())))
                            .collect(Collectors.joining(", ", "{ ", " }"));
        };
    }
}
