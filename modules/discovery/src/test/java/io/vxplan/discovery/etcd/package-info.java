@NullMarked
package io.vxplan.discovery.etcd;

import org.jspecify.annotations.NullMarked;
