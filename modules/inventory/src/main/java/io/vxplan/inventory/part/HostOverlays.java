package io.vxplan.inventory.part;

import io.vxplan.model.HostName;
import io.vxplan.model.Located;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.Prefix;
import io.vxplan.model.topology.Allocations;
import io.vxplan.model.topology.DiscoveryEntry;
import io.vxplan.model.topology.Overlay;
import io.vxplan.model.topology.Overlay.Member;
import io.vxplan.model.topology.Topology;
import io.vxplan.model.topology.Topology.UnderlayHost;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What one host is in the overlays whose members one entry of `discovery` finds: what its two
/// daemons are about.
///
/// @param allocations complete
/// @param host a member of one of the overlays
/// @param discovery the name of an entry
public record HostOverlays(
        Topology topology, Allocations allocations, HostName host, String discovery) {

    /// The entries whose daemons run on a host.
    public static List<String> discoveries(Topology topology, HostName host) {
        return topology.overlays().stream()
                .filter(overlay -> overlay.members().containsKey(host))
                .flatMap(overlay -> overlay.discoveredBy().stream())
                .distinct()
                .sorted()
                .toList();
    }

    public List<Overlay> overlays() {
        return topology.overlays().stream()
                .filter(overlay -> overlay.members().containsKey(host))
                .filter(overlay -> overlay.discoveredBy().equals(Optional.of(discovery)))
                .toList();
    }

    public DiscoveryEntry entry() {
        return Objects.requireNonNull(topology.discovery().get(discovery), discovery);
    }

    public UnderlayHost underlay() {
        return Objects.requireNonNull(topology.hosts().get(host), host.value());
    }

    /// The host's own part in one of the overlays.
    public Member self(Overlay overlay) {
        return Objects.requireNonNull(overlay.members().get(host), host.value());
    }

    /// Where its tunnels end, unless an overlay says otherwise.
    public IpAddress end() {
        IpAddress own = underlay().address().value();
        List<IpAddress> ends =
                overlays().stream().map(overlay -> self(overlay).underlay().value()).toList();
        return ends.contains(own) ? own : ends.getFirst();
    }

    /// Its addresses in one of the overlays.
    public List<Located<IpAddress>> addresses(Overlay overlay) {
        return allocations.of(overlay.name(), host);
    }

    /// The networks behind it in one of the overlays.
    public List<Prefix> networks(Overlay overlay) {
        return overlay.networks().stream()
                .filter(network ->
                        network.behind().stream()
                                .anyMatch(attachment -> attachment.host().equals(host)))
                .map(network -> network.prefix().value())
                .toList();
    }
}
