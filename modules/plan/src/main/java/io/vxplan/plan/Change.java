package io.vxplan.plan;

import io.vxplan.model.resource.Key;
import io.vxplan.model.resource.Resource;
import java.util.List;

/// One step from what is to what shall be.
public sealed interface Change {
    /// What shall be, or was.
    Resource resource();

    default Key key() {
        return resource().key();
    }

    record Create(Resource after) implements Change {
        @Override
        public Resource resource() {
            return after;
        }
    }

    /// The resource stays and some of its fields change.
    record Update(Resource before, Resource after) implements Change {
        @Override
        public Resource resource() {
            return after;
        }
    }

    /// Deleted and created again, because the kernel refuses the edit in place.
    ///
    /// @param forcedBy the fields that force it
    /// @param lost what goes with it, ours and foreign; what is ours and still wanted follows as
    ///   its own [Create]
    record Replace(Resource before, Resource after, List<String> forcedBy, List<Resource> lost)
            implements Change {
        @Override
        public Resource resource() {
            return after;
        }
    }

    /// @param lost what goes with it and is not deleted by a change of its own
    record Delete(Resource before, List<Resource> lost) implements Change {
        @Override
        public Resource resource() {
            return before;
        }
    }
}
