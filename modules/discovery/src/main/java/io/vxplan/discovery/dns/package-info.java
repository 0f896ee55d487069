/// Finds peers by DNS: dynamic updates (RFC 2136) signed by TSIG (RFC 8945), SRV records as in the
/// docker-router design, and DNS-SD (RFC 6763) beside them.
@NullMarked
package io.vxplan.discovery.dns;

import org.jspecify.annotations.NullMarked;
