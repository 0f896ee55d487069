package io.vxplan.plan.compile;

import io.vxplan.model.Diagnostic;
import io.vxplan.model.HostName;
import io.vxplan.model.Located;
import io.vxplan.model.address.Family;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.Prefix;
import io.vxplan.model.topology.Allocations;
import io.vxplan.model.topology.Overlay;
import io.vxplan.model.topology.Overlay.Member;
import io.vxplan.model.topology.Topology;
import io.vxplan.model.topology.Topology.UnderlayHost;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What can only be seen by looking at several hosts, overlays or values at once.
///
/// Overlap is an error only where two overlays put an address or a route on one host: the same
/// subnet in two VNIs is fine.
public final class CrossChecks {
    private final Topology topology;
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    private CrossChecks(Topology topology) {
        this.topology = topology;
    }

    /// In the order of the topology's overlays.
    public static List<Diagnostic> of(Topology topology) {
        CrossChecks checks = new CrossChecks(topology);
        checks.underlays();
        for (Overlay overlay : topology.overlays()) {
            checks.families(overlay);
            checks.tunnelEnds(overlay);
            checks.mtus(overlay);
            checks.interfaceNames(overlay);
            checks.diagnostics.addAll(new NetworkChecks(topology, overlay).check());
            checks.diagnostics.addAll(new EndpointChecks(overlay).check());
        }
        checks.diagnostics.addAll(new DiscoveredChecks(topology).check());
        checks.diagnostics.addAll(new SharedHosts(topology).check());
        checks.diagnostics.addAll(new PersistenceChecks(topology).check());
        return List.copyOf(checks.diagnostics);
    }

    private void error(Located<?> at, String summary, String detail) {
        diagnostics.add(Diagnostic.error(at.at(), summary, detail));
    }

    private void underlays() {
        Map<IpAddress, HostName> seen = new HashMap<>();
        topology.hosts()
                .forEach((host, underlay) -> {
                    HostName other = seen.putIfAbsent(underlay.address().value(), host);
                    if (other != null) {
                        error(
                                underlay.address(),
                                "underlay address "
                                        + underlay.address()
                                        + " is used twice: by host '"
                                        + other
                                        + "' and by host '"
                                        + host
                                        + "'",
                                "a tunnel needs one end for each host");
                    }
                });
    }

    /// The kernel fixes the family of a device's destinations when it is created.
    private void families(Overlay overlay) {
        Family first = null;
        for (Member member : overlay.members().values()) {
            Family family = member.underlay().value().family();
            if (first != null && family != first) {
                error(
                        member.underlay(),
                        "overlay '"
                                + overlay.name()
                                + "' mixes underlay families: host '"
                                + member.host()
                                + "' has "
                                + member.underlay()
                                + ", others have "
                                + first,
                        "one VXLAN device carries one family: give every member an underlay address of the same family");
                return;
            }
            first = family;
        }
    }

    /// Of members that have another underlay address in this overlay than elsewhere.
    private void tunnelEnds(Overlay overlay) {
        Map<IpAddress, HostName> seen = new HashMap<>();
        for (Member member : overlay.members().values()) {
            Located<IpAddress> end = member.underlay();
            HostName other = seen.putIfAbsent(end.value(), member.host());
            if (other != null && !(isOwn(member) && isOwn(overlay.members().get(other)))) {
                error(
                        end,
                        "underlay address %s is used twice in overlay '%s': by host '%s' and by host '%s'"
                                .formatted(end, overlay.name(), other, member.host()),
                        "a tunnel needs one end for each host");
            }
        }
    }

    private boolean isOwn(@Nullable Member member) {
        UnderlayHost host = member == null ? null : topology.hosts().get(member.host());
        return member != null
                && host != null
                && host.address().value().equals(member.underlay().value());
    }

    private void interfaceNames(Overlay overlay) {
        overlay.members().values().stream()
                .filter(member ->
                        member.bridge()
                                .filter(bridge -> bridge.name().equals(member.device().value()))
                                .isPresent())
                .findFirst()
                .ifPresent(member ->
                        error(
                                member.device(),
                                "overlay '%s' has one name, '%s', for device and bridge"
                                        .formatted(overlay.name(), member.device()),
                                "choose another `device` or `bridge`"));
    }

    private void mtus(Overlay overlay) {
        for (Member member : overlay.members().values()) {
            int most = member.underlayMtu() - member.underlay().value().family().vxlanOverhead();
            if (member.mtu().value() > most) {
                error(
                        member.mtu(),
                        "MTU "
                                + member.mtu()
                                + " of overlay '"
                                + overlay.name()
                                + "' is more than the underlay of host '"
                                + member.host()
                                + "' carries: "
                                + member.underlayMtu()
                                + " less "
                                + member.underlay().value().family().vxlanOverhead()
                                + " for VXLAN is "
                                + most,
                        "lower it, or say `mtu: auto`");
                return;
            }
        }
    }

    /// Lock entries that no topology of today could have produced.
    public static List<Diagnostic> ofLock(Topology topology, Allocations locked) {
        List<Diagnostic> diagnostics = new ArrayList<>();
        for (Overlay overlay : topology.overlays()) {
            Map<HostName, List<Located<IpAddress>>> addresses = locked.hosts(overlay.name());
            for (HostName host : overlay.members().keySet()) {
                for (Located<IpAddress> address : addresses.getOrDefault(host, List.of())) {
                    if (!isInSubnet(overlay, address.value())) {
                        diagnostics.add(
                                Diagnostic.error(
                                        address.at(),
                                        "the lock file gives host '"
                                                + host
                                                + "' address "
                                                + address
                                                + ", which is in no subnet of overlay '"
                                                + overlay.name()
                                                + "'",
                                        "nothing is renumbered silently: put the subnet back, or remove this entry"));
                    }
                }
            }
        }
        return List.copyOf(diagnostics);
    }

    private static boolean isInSubnet(Overlay overlay, IpAddress address) {
        for (Located<Prefix> subnet : overlay.subnets()) {
            if (subnet.value().contains(address)) {
                return true;
            }
        }
        return false;
    }
}
