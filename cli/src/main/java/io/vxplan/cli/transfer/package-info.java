/// `vxplan import` and `vxplan render`: from and to the forms of other programs.
@NullMarked
package io.vxplan.cli.transfer;

import org.jspecify.annotations.NullMarked;
