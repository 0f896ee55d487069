/// The nouns of vxplan: addresses, links, entries, routes, and the state of a host made of them.
@NullMarked
package io.vxplan.model;

import org.jspecify.annotations.NullMarked;
