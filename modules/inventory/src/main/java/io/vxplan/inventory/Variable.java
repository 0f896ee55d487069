package io.vxplan.inventory;

import io.vxplan.inventory.yaml.Node;

/// A host's variable as it stands after precedence.
///
/// @param value as written, templates not rendered; it knows its place
/// @param scope who set it: `group all`, `group web`, `host h1`
public record Variable(Node value, String scope) {}
