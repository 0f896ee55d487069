/// The folder of a lab: the user's inventory and topology as they are in the lab, and what has been
/// built.
@NullMarked
package io.vxplan.lab.folder;

import org.jspecify.annotations.NullMarked;
