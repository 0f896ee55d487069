/// What the discovery daemon is told to do, by environment variables and a file.
@NullMarked
package io.vxplan.discovery.settings;

import org.jspecify.annotations.NullMarked;
