/// What the user says: `routing.yaml` and the environment.
@NullMarked
package io.vxplan.router.routing;

import org.jspecify.annotations.NullMarked;
