/// How peers are found while the network runs: the settings that the discovery daemon and an entry
/// of a topology's `discovery` have in common.
@NullMarked
package io.vxplan.inventory.discovery;

import org.jspecify.annotations.NullMarked;
