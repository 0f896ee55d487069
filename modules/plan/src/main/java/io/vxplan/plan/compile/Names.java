package io.vxplan.plan.compile;

import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.address.MacAddress;
import io.vxplan.model.topology.Overlay;
import io.vxplan.model.topology.Overlay.Endpoint;
import io.vxplan.model.topology.Overlay.Member;

/// The MAC addresses of an overlay, derived from its name and the host's so that every peer knows
/// them beforehand.
public record Names(String topology, Overlay overlay) {

    public MacAddress vxlanMac(Member member) {
        return overlay.vxlanMac(topology, member);
    }

    public MacAddress bridgeMac(Member member) {
        return member.mac()
                .orElseGet(() ->
                        MacAddress.derived(
                                "bridge", topology, overlay.name(), member.host().value()));
    }

    /// The MAC of the interface that has the host's address in the overlay.
    public MacAddress layer3Mac(Member member) {
        return member.bridge().isPresent() ? bridgeMac(member) : vxlanMac(member);
    }

    public InterfaceName layer3(Member member) {
        return member.bridge().map(Overlay.BridgeName::name).orElse(member.device().value());
    }

    public MacAddress endpointMac(Endpoint endpoint) {
        return EndpointMac.of(topology, overlay.name(), endpoint);
    }
}
