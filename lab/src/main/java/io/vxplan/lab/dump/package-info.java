/// The state of a namespace as `ip` and `bridge` tell it: a reader that shares nothing with those
/// it checks.
@NullMarked
package io.vxplan.lab.dump;

import org.jspecify.annotations.NullMarked;
