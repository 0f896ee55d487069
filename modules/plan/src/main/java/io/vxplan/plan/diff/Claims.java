package io.vxplan.plan.diff;

import io.vxplan.model.resource.Resource;

/// What a plan may lay hands on, of all that is on a host.
interface Claims {
    /// Whether something has to go where it is not wanted.
    boolean mayRemove(Resource present);

    /// What of it has to go.
    Resource partOf(Resource present);

    /// Whether something may become another in its place.
    boolean mayChange(Resource before);
}
