/// Files that commands write for the user to go on with.
@NullMarked
package io.vxplan.cli.files;

import org.jspecify.annotations.NullMarked;
