/// What a lab consists of, as values: namespaces, cables, addresses. Nothing here touches the
/// machine.
@NullMarked
package io.vxplan.lab.layout;

import org.jspecify.annotations.NullMarked;
