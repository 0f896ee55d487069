package io.vxplan.plan.compile;

import io.vxplan.model.Allocations;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.Family;
import io.vxplan.model.HostName;
import io.vxplan.model.IpAddress;
import io.vxplan.model.Located;
import io.vxplan.model.Overlay;
import io.vxplan.model.Overlay.Attachment;
import io.vxplan.model.Overlay.Endpoint;
import io.vxplan.model.Overlay.Member;
import io.vxplan.model.Overlay.Network;
import io.vxplan.model.Prefix;
import io.vxplan.model.Topology;
import io.vxplan.model.Topology.UnderlayHost;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    public static List<Diagnostic> of(Topology topology) {
        CrossChecks checks = new CrossChecks(topology);
        checks.underlays();
        for (Overlay overlay : topology.overlays()) {
            checks.families(overlay);
            checks.tunnelEnds(overlay);
            checks.networks(overlay);
            checks.endpoints(overlay);
            checks.mtus(overlay);
        }
        checks.diagnostics.addAll(new SharedHosts(topology).check());
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
                        "one VXLAN device carries one family: give every member an underlay address of the same");
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

    private void networks(Overlay overlay) {
        for (Network network : overlay.networks()) {
            Prefix prefix = network.prefix().value();
            for (Attachment attachment : network.behind()) {
                if (!overlay.members().containsKey(attachment.host())) {
                    error(
                            network.prefix(),
                            "network "
                                    + prefix
                                    + " is behind host '"
                                    + attachment.host()
                                    + "', which is no member of overlay '"
                                    + overlay.name()
                                    + "'",
                            "add the host to `hosts` or mend `behind`");
                }
                if (!prefix.isHostAddress(attachment.gateway().value())) {
                    error(
                            attachment.gateway(),
                            "gateway "
                                    + attachment.gateway()
                                    + " is no host address of network "
                                    + prefix,
                            "choose one inside, such as " + prefix.firstHost());
                }
            }
            carriesItself(overlay, network);
            insideSubnet(overlay, network);
            boolean reachable =
                    overlay.addressed()
                            && overlay.subnets().stream()
                                    .anyMatch(subnet -> subnet.value().family() == prefix.family());
            if (!reachable) {
                error(
                        network.prefix(),
                        "network "
                                + prefix
                                + " can't be routed: overlay '"
                                + overlay.name()
                                + "' has no "
                                + prefix.family()
                                + " addresses to route it by",
                        "add a subnet of that family");
            }
        }
    }

    /// A host that looks for the network's addresses in the overlay would not find them. A network
    /// around the subnet is fine, for the longer prefix wins.
    private void insideSubnet(Overlay overlay, Network network) {
        overlay.subnets().stream()
                .filter(subnet -> subnet.value().contains(network.prefix().value()))
                .forEach(subnet ->
                        error(
                                network.prefix(),
                                "network "
                                        + network.prefix()
                                        + " lies in subnet "
                                        + subnet
                                        + " of its own overlay '"
                                        + overlay.name()
                                        + "'",
                                "take one outside: the subnet is for the hosts' own addresses"));
    }

    /// One message a network, for the first host: a wide network contains all of them.
    private void carriesItself(Overlay overlay, Network network) {
        for (HostName host : topology.hosts().keySet()) {
            Optional<IpAddress> inside =
                    outerAddresses(overlay, host).stream()
                            .filter(network.prefix().value()::contains)
                            .findFirst();
            if (inside.isPresent()) {
                error(
                        network.prefix(),
                        "network %s contains %s, an underlay or management address of host '%s'"
                                .formatted(network.prefix(), inside.get(), host),
                        "the tunnel would carry itself: take a network without it");
                return;
            }
        }
    }

    private List<IpAddress> outerAddresses(Overlay overlay, HostName host) {
        List<IpAddress> outer = new ArrayList<>();
        UnderlayHost underlay = topology.hosts().get(host);
        if (underlay != null) {
            outer.add(underlay.address().value());
            outer.addAll(underlay.management());
        }
        Member member = overlay.members().get(host);
        if (member != null) {
            outer.add(member.underlay().value());
        }
        return outer;
    }

    private void endpoints(Overlay overlay) {
        Map<IpAddress, String> seen = new HashMap<>();
        for (Endpoint endpoint : overlay.endpoints()) {
            if (!overlay.members().containsKey(endpoint.host())) {
                error(
                        endpoint.name(),
                        "endpoint '"
                                + endpoint.name()
                                + "' is on host '"
                                + endpoint.host()
                                + "', which is no member of overlay '"
                                + overlay.name()
                                + "'",
                        "add the host to `hosts` or mend `host`");
            }
            for (Located<IpAddress> address : endpoint.addresses()) {
                place(overlay, endpoint, address);
                refuseGateway(overlay, endpoint, address);
                String other = seen.putIfAbsent(address.value(), endpoint.name().value());
                if (other != null) {
                    error(
                            address,
                            "address "
                                    + address
                                    + " in overlay '"
                                    + overlay.name()
                                    + "' is used twice: by endpoint '"
                                    + other
                                    + "' and by endpoint '"
                                    + endpoint.name()
                                    + "'",
                            "give each endpoint its own");
                }
            }
        }
    }

    private void refuseGateway(Overlay overlay, Endpoint endpoint, Located<IpAddress> address) {
        overlay.networks().stream()
                .flatMap(network -> network.behind().stream())
                .filter(attachment -> attachment.gateway().value().equals(address.value()))
                .findFirst()
                .ifPresent(attachment ->
                        error(
                                address,
                                "address "
                                        + address
                                        + " of endpoint '"
                                        + endpoint.name()
                                        + "' is the gateway's, which host '"
                                        + attachment.host()
                                        + "' has",
                                "give the endpoint another, or the network another `gateway`"));
    }

    private void place(Overlay overlay, Endpoint endpoint, Located<IpAddress> address) {
        boolean inside =
                switch (overlay.mode()) {
                    case BRIDGED ->
                            overlay.subnets().stream()
                                    .anyMatch(subnet ->
                                            subnet.value().isHostAddress(address.value()));
                    case ROUTED ->
                            overlay.networks().stream()
                                    .filter(network ->
                                            network.behind().stream()
                                                    .anyMatch(at ->
                                                            at.host().equals(endpoint.host())))
                                    .anyMatch(network ->
                                            network.prefix()
                                                    .value()
                                                    .isHostAddress(address.value()));
                };
        if (!inside) {
            String where =
                    overlay.mode() == Overlay.Mode.BRIDGED
                            ? "no subnet of overlay '" + overlay.name() + "'"
                            : "no network behind host '"
                                    + endpoint.host()
                                    + "' in overlay '"
                                    + overlay.name()
                                    + "'";
            error(
                    address,
                    "address " + address + " of endpoint '" + endpoint.name() + "' is in " + where,
                    "choose one inside");
        }
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
            for (HostName host : overlay.members().keySet()) {
                for (Located<IpAddress> address : locked.of(overlay.name(), host)) {
                    if (overlay.subnets().stream()
                            .noneMatch(subnet -> subnet.value().contains(address.value()))) {
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
}
