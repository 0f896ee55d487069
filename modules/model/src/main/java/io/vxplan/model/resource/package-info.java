/// What a host holds: links, entries, routes, files, units; and the state of a host made of them.
@NullMarked
package io.vxplan.model.resource;

import org.jspecify.annotations.NullMarked;
