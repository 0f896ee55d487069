package io.vxplan.inventory;

import io.vxplan.inventory.yaml.Node;
import java.util.Map;

/// A folder `group_vars/` or `host_vars/`: one file or folder a group or host.
interface VarsFolder {
    VarsFolder NONE = _ -> Map.of();

    /// @param name of the group or host
    Map<String, Node> variables(String name);
}
