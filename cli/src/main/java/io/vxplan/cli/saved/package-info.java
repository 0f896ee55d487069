/// Plans in files: written by `plan --out`, carried out by `apply FILE` as long as they hold.
@NullMarked
package io.vxplan.cli.saved;

import org.jspecify.annotations.NullMarked;
