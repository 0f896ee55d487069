/// What nftables and iptables do with packets, as far as overlays care.
@NullMarked
package io.vxplan.doctor.facts.filter;

import org.jspecify.annotations.NullMarked;
