/// `topology.yaml` and its lock file: from YAML to the model, one small reader for each part of the
/// schema.
@NullMarked
package io.vxplan.inventory.topology;

import org.jspecify.annotations.NullMarked;
