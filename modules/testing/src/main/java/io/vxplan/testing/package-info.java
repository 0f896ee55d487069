/// What tests of several modules stand on: namespaces that play machines, and small topologies. No
/// part of the product depends on it.
@NullMarked
package io.vxplan.testing;

import org.jspecify.annotations.NullMarked;
