/// What is found out, in files: plans written by `plan --out`, carried out by `apply FILE` as long
/// as they hold; drift for monitoring.
@NullMarked
package io.vxplan.cli.saved;

import org.jspecify.annotations.NullMarked;
