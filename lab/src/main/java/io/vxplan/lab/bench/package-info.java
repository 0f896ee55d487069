/// Benchmarks against the tools that users would take otherwise. They print ratios, measured in the
/// same run on the same machine: seconds mean nothing elsewhere.
@NullMarked
package io.vxplan.lab.bench;

import org.jspecify.annotations.NullMarked;
