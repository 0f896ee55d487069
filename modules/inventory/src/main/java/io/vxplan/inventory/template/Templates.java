package io.vxplan.inventory.template;

import io.vxplan.inventory.Inventory;
import io.vxplan.inventory.Parsed;
import io.vxplan.inventory.yaml.Node;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.HostName;
import java.util.List;
import java.util.Optional;

/// Renders the Jinja in values with the variables of a host.
public final class Templates {
    private final Inventory inventory;

    public Templates(Inventory inventory) {
        this.inventory = inventory;
    }

    /// Whether there is Jinja in the value or anywhere below it.
    public static boolean isTemplate(Node node) {
        return switch (node) {
            case Node.Scalar scalar -> scalar.text().contains("{{") || scalar.text().contains("{%");
            case Node.Sequence sequence ->
                    sequence.items().stream().anyMatch(Templates::isTemplate);
            case Node.Mapping mapping ->
                    mapping.entries().stream().anyMatch(entry -> isTemplate(entry.value()));
        };
    }

    /// The value with its Jinja rendered; a value that is exactly one expression keeps the type of
    /// what it stands for.
    public Parsed<Node> render(Node node, HostName host) {
        if (!isTemplate(node) && inventory.hosts().containsKey(host)) {
            return new Parsed<>(Optional.of(node), List.of());
        }
        return new Parsed<>(
                Optional.empty(),
                List.of(Diagnostic.error(node.at(), "templates are not rendered yet", "")));
    }
}
