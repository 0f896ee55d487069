package io.vxplan.plan.compile;

import io.vxplan.model.address.MacAddress;
import io.vxplan.model.topology.Overlay.Endpoint;

/// The MAC address of an endpoint: the one the user gave, else a derived one that its workload is
/// expected to use.
public final class EndpointMac {
    private EndpointMac() {}

    public static MacAddress of(String topology, String overlay, Endpoint endpoint) {
        return endpoint.mac()
                .orElseGet(() ->
                        MacAddress.derived("endpoint", topology, overlay, endpoint.name().value()));
    }
}
