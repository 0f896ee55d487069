/// Between `routing.yaml` and a topology, both ways. Pure.
@NullMarked
package io.vxplan.router.convert;

import org.jspecify.annotations.NullMarked;
