package io.vxplan.inventory.template;

import io.vxplan.inventory.Inventory;
import io.vxplan.inventory.Parsed;
import io.vxplan.inventory.Values;
import io.vxplan.inventory.yaml.Node;
import io.vxplan.model.HostName;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Renders the Jinja in values with the effective variables of a host, which may be templates
/// themselves, and with Ansible's `inventory_hostname`, `inventory_hostname_short`, `group_names`,
/// `groups`, `hostvars`, `inventory_dir` and `inventory_file`.
///
/// Not for several threads at once.
public final class Templates {
    private final Inventory inventory;

    /// Only where there is something to render: Jinja takes the better part of a second to load.
    private @Nullable Renderer renderer;

    public Templates(Inventory inventory) {
        this.inventory = inventory;
    }

    /// Whether there is Jinja in the value or anywhere below it.
    public static boolean isTemplate(Node node) {
        if (Values.isUnsafe(node)) {
            return false;
        }
        return switch (node) {
            case Node.Scalar scalar -> scalar.text().contains("{{") || scalar.text().contains("{%");
            case Node.Sequence sequence ->
                    sequence.items().stream().anyMatch(Templates::isTemplate);
            case Node.Mapping mapping ->
                    mapping.entries().stream().anyMatch(entry -> isTemplate(entry.value()));
        };
    }

    /// The value with everything in it rendered. What is exactly one expression keeps the type of
    /// what it stands for, so that `{{ x }}` may be a list.
    public Parsed<Node> render(Node node, HostName host) {
        if (!isTemplate(node)) {
            return new Parsed<>(Optional.of(node), List.of());
        }
        if (renderer == null) {
            renderer = new Renderer(inventory);
        }
        return renderer.render(node, host);
    }
}
