package io.vxplan.cli.output;

import io.vxplan.inventory.Variable;
import io.vxplan.inventory.template.Templates;
import io.vxplan.inventory.yaml.Node;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Variables, each with its value as it was written, and where that stands.
public final class VariableText {
    private static final Pattern WORD = Pattern.compile("[A-Za-z_]\\w*");

    private VariableText() {}

    /// A line for each.
    public static List<String> lines(Map<String, Variable> variables) {
        Set<String> secrets = secrets(variables);
        return variables.entrySet().stream()
                .map(entry -> line(entry.getKey(), entry.getValue(), secrets))
                .toList();
    }

    private static String line(String name, Variable variable, Set<String> secrets) {
        String value = secrets.contains(name) ? "(secret)" : flow(variable.value());
        return name + ": " + value + "  # " + variable.scope() + ", " + variable.value().at();
    }

    /// With those that a secret one is made of by its template.
    private static Set<String> secrets(Map<String, Variable> variables) {
        Deque<String> todo =
                variables.keySet().stream()
                        .filter(VariableText::isSecret)
                        .collect(Collectors.toCollection(ArrayDeque::new));
        Set<String> secrets = new HashSet<>();
        while (!todo.isEmpty()) {
            String name = todo.remove();
            Variable variable = variables.get(name);
            if (variable != null && secrets.add(name) && Templates.isTemplate(variable.value())) {
                WORD.matcher(flow(variable.value())).results().forEach(m -> todo.add(m.group()));
            }
        }
        return secrets;
    }

    /// By its name: nothing else tells a password from another string. Which file or variable of
    /// the environment holds one is none.
    private static boolean isSecret(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return !lower.endsWith("_file")
                && !lower.endsWith("_env")
                && Stream.of("pass", "secret", "token", "key").anyMatch(lower::contains);
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
