/// What most commands begin with: the user's files, read, checked and compiled; the hosts, opened.
@NullMarked
package io.vxplan.cli.project;

import org.jspecify.annotations.NullMarked;
