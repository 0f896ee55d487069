/// The text files that put vxplan's daemons on a host or into containers: pure, from values to
/// texts, by the templates in `templates/`.
@NullMarked
package io.vxplan.provision;

import org.jspecify.annotations.NullMarked;
