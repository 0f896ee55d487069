@NullMarked
package io.vxplan.discovery.settings;

import org.jspecify.annotations.NullMarked;
