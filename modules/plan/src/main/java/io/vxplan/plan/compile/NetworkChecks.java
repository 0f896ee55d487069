package io.vxplan.plan.compile;

import io.vxplan.model.Diagnostic;
import io.vxplan.model.HostName;
import io.vxplan.model.Located;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.Prefix;
import io.vxplan.model.topology.Overlay;
import io.vxplan.model.topology.Overlay.Attachment;
import io.vxplan.model.topology.Overlay.Member;
import io.vxplan.model.topology.Overlay.Network;
import io.vxplan.model.topology.Topology;
import io.vxplan.model.topology.Topology.UnderlayHost;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What an overlay's hosts send into it: to its subnets, and to the networks behind its hosts.
final class NetworkChecks {
    private final Topology topology;
    private final Overlay overlay;
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    NetworkChecks(Topology topology, Overlay overlay) {
        this.topology = topology;
        this.overlay = overlay;
    }

    List<Diagnostic> check() {
        if (overlay.addressed()) {
            overlay.subnets().forEach(subnet -> carriesItself("subnet", subnet));
        }
        for (Network network : overlay.networks()) {
            network.behind().forEach(attachment -> attached(network, attachment));
            carriesItself("network", network.prefix());
            insideSubnet(network);
            unreachable(network);
        }
        return List.copyOf(diagnostics);
    }

    private void attached(Network network, Attachment attachment) {
        Prefix prefix = network.prefix().value();
        if (!overlay.members().containsKey(attachment.host())) {
            error(
                    network.prefix(),
                    "network %s is behind host '%s', which is no member of overlay '%s'"
                            .formatted(prefix, attachment.host(), overlay.name()),
                    "add the host to `hosts` or mend `behind`");
        }
        if (!prefix.isHostAddress(attachment.gateway().value())) {
            error(
                    attachment.gateway(),
                    "gateway %s is no host address of network %s"
                            .formatted(attachment.gateway(), prefix),
                    "choose one inside, such as " + prefix.firstHost());
        }
    }

    /// One message for each, with the first host: a wide prefix contains all of them.
    private void carriesItself(String what, Located<Prefix> prefix) {
        for (Map.Entry<HostName, UnderlayHost> host : topology.hosts().entrySet()) {
            for (IpAddress outer : outerAddresses(host.getKey(), host.getValue())) {
                if (prefix.value().contains(outer)) {
                    error(
                            prefix,
                            "%s %s contains %s, an underlay or management address of host '%s'"
                                    .formatted(what, prefix, outer, host.getKey()),
                            "the tunnel would carry itself: take a %s without it".formatted(what));
                    return;
                }
            }
        }
    }

    private List<IpAddress> outerAddresses(HostName host, UnderlayHost underlay) {
        List<IpAddress> outer = new ArrayList<>();
        outer.add(underlay.address().value());
        outer.addAll(underlay.management());
        Member member = overlay.members().get(host);
        if (member != null) {
            outer.add(member.underlay().value());
        }
        return outer;
    }

    /// A host that looks for the network's addresses in the overlay would not find them. A network
    /// around the subnet is fine, for the longer prefix wins.
    private void insideSubnet(Network network) {
        overlay.subnets().stream()
                .filter(subnet -> subnet.value().contains(network.prefix().value()))
                .forEach(subnet ->
                        error(
                                network.prefix(),
                                "network %s lies in subnet %s of its own overlay '%s'"
                                        .formatted(network.prefix(), subnet, overlay.name()),
                                "take one outside: the subnet is for the hosts' own addresses"));
    }

    private void unreachable(Network network) {
        Prefix prefix = network.prefix().value();
        boolean reachable =
                overlay.addressed()
                        && overlay.subnets().stream()
                                .anyMatch(subnet -> subnet.value().family() == prefix.family());
        if (!reachable) {
            error(
                    network.prefix(),
                    "network %s can't be routed: overlay '%s' has no %s addresses to route it by"
                            .formatted(prefix, overlay.name(), prefix.family()),
                    "add a subnet of that family");
        }
    }

    private void error(Located<?> at, String summary, String detail) {
        diagnostics.add(Diagnostic.error(at.at(), summary, detail));
    }
}
