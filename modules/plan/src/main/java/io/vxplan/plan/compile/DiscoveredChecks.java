package io.vxplan.plan.compile;

import io.vxplan.model.Diagnostic;
import io.vxplan.model.HostName;
import io.vxplan.model.Located;
import io.vxplan.model.address.Vni;
import io.vxplan.model.topology.DiscoveryEntry;
import io.vxplan.model.topology.Flooding;
import io.vxplan.model.topology.Membership;
import io.vxplan.model.topology.Membership.Discovered;
import io.vxplan.model.topology.Overlay;
import io.vxplan.model.topology.Overlay.Attachment;
import io.vxplan.model.topology.Overlay.Mode;
import io.vxplan.model.topology.Overlay.Network;
import io.vxplan.model.topology.Topology;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What daemons can't do for an overlay whose members are discovered.
final class DiscoveredChecks {
    /// Of a stack's id, which is the host's name.
    private static final int MAX_NAME = 253;

    /// Of the names of topology and entry in the name of a unit file, where a dash is written twice
    /// and what the unit does stands as well: a file name has no more than 255 bytes.
    private static final int MAX_WRITTEN = 200;

    private final Topology topology;
    private final Map<Seen, String> overlays = new HashMap<>();
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    private record Seen(String discovery, Vni vni) {}

    DiscoveredChecks(Topology topology) {
        this.topology = topology;
    }

    List<Diagnostic> check() {
        for (Overlay overlay : topology.overlays()) {
            if (overlay.membership() instanceof Membership.Discovered(Located<String> by)) {
                check(overlay, by);
            }
        }
        healthPorts();
        gossipPorts();
        unitNames();
        return List.copyOf(diagnostics);
    }

    /// Each of two daemons of each entry on a host has a port.
    private void healthPorts() {
        Set<String> told = new HashSet<>();
        for (HostName host : topology.hosts().keySet()) {
            SortedMap<Integer, DiscoveryEntry> ports = new TreeMap<>();
            for (DiscoveryEntry entry : entries(host)) {
                for (int port : List.of(entry.healthPort(), entry.routersHealthPort())) {
                    DiscoveryEntry other = ports.putIfAbsent(port, entry);
                    if (other != null && told.add(entry.name() + " " + other.name())) {
                        error(
                                entry.name(),
                                "the daemons of discovery '%s' and '%s' want the same port on host '%s': %d"
                                        .formatted(other.name(), entry.name(), host, port),
                                "set `health_port` of one of them: it takes that and the next");
                    }
                }
            }
        }
    }

    private void gossipPorts() {
        Set<String> told = new HashSet<>();
        for (HostName host : topology.hosts().keySet()) {
            Map<Integer, DiscoveryEntry> ports = new HashMap<>();
            for (DiscoveryEntry entry : entries(host)) {
                entry.gossipPort()
                        .ifPresent(port -> {
                            DiscoveryEntry other = ports.putIfAbsent(port, entry);
                            if (other != null && told.add(entry.name() + " " + other.name())) {
                                error(
                                        entry.name(),
                                        "discovery '%s' and '%s' both gossip at UDP port %d of host '%s'"
                                                .formatted(other.name(), entry.name(), port, host),
                                        "set `port` of one of them");
                            }
                        });
            }
        }
    }

    private void unitNames() {
        for (DiscoveryEntry entry : topology.discovery().values()) {
            if (written(topology.name()) + written(entry.name()) > MAX_WRITTEN) {
                error(
                        entry.name(),
                        "the names of topology '%s' and discovery '%s' are too long for a unit of systemd"
                                .formatted(topology.name(), entry.name()),
                        "together they may have %d characters, a '-' counted twice"
                                .formatted(MAX_WRITTEN));
            }
        }
    }

    private static int written(Located<String> name) {
        return name.value().replace("-", "--").length();
    }

    private List<DiscoveryEntry> entries(HostName host) {
        return topology.overlays().stream()
                .filter(overlay -> overlay.members().containsKey(host))
                .flatMap(overlay -> overlay.discoveredBy().stream())
                .distinct()
                .flatMap(name -> Stream.ofNullable(topology.discovery().get(name)))
                .toList();
    }

    private void check(Overlay overlay, Located<String> by) {
        vni(overlay, by);
        if (overlay.mode() == Mode.BRIDGED) {
            error(
                    by,
                    "overlay '%s' is bridged, and its members are discovered"
                            .formatted(overlay.name()),
                    "the daemons keep routes, no bridge: say `mode: routed`, or leave `membership` out");
        }
        if (overlay.flooding() instanceof Flooding.Group) {
            error(
                    by,
                    "overlay '%s' floods to a multicast group, and its members are discovered"
                            .formatted(overlay.name()),
                    "say `flooding: replicate` or `flooding: static`, or leave `membership` out");
        }
        overlay.subnets().stream()
                .skip(1)
                .forEach(second ->
                        error(
                                second,
                                "overlay '%s' has two subnets, and its members are discovered"
                                        .formatted(overlay.name()),
                                "a host announces one address: take one overlay for each"));
        if (!overlay.addressed()) {
            error(
                    by,
                    "overlay '%s' has `address: none`, and its members are discovered"
                            .formatted(overlay.name()),
                    "they route by addresses: leave `address` out, or `membership`");
        }
        overlay.members().keySet().forEach(host -> name(overlay, by, host));
        networks(overlay);
    }

    /// What is announced names an overlay by its VNI alone.
    private void vni(Overlay overlay, Located<String> by) {
        Seen seen = new Seen(by.value(), overlay.vni().value());
        String other = overlays.putIfAbsent(seen, overlay.name());
        if (other != null) {
            error(
                    overlay.vni(),
                    "overlays '%s' and '%s' are both VNI %s of discovery '%s'"
                            .formatted(other, overlay.name(), overlay.vni(), by),
                    "their members would find each other: choose another VNI");
        }
    }

    private void name(Overlay overlay, Located<String> by, HostName host) {
        String name = host.value();
        boolean announced =
                name.length() <= MAX_NAME
                        && name.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '/');
        if (!announced) {
            error(
                    by,
                    "host '%s' of overlay '%s' can't be announced by its name"
                            .formatted(host, overlay.name()),
                    "it needs 1 to %d printable ASCII characters, no space or '/'"
                            .formatted(MAX_NAME));
        }
    }

    private void networks(Overlay overlay) {
        Map<HostName, Integer> counts = new HashMap<>();
        for (Network network : overlay.networks()) {
            if (network.behind().size() > 1) {
                error(
                        network.prefix(),
                        "network %s is behind %d hosts, and the members of overlay '%s' are discovered"
                                .formatted(
                                        network.prefix(), network.behind().size(), overlay.name()),
                        "of two that announce a network only the first is believed: name one host");
            }
            for (Attachment attachment : network.behind()) {
                if (counts.merge(attachment.host(), 1, Integer::sum)
                        == Discovered.MAX_NETWORKS + 1) {
                    error(
                            network.prefix(),
                            "more than %d networks are behind host '%s', and the members of overlay '%s' are discovered"
                                    .formatted(
                                            Discovered.MAX_NETWORKS,
                                            attachment.host(),
                                            overlay.name()),
                            "it would be refused by the others: take wider prefixes, or a second overlay");
                }
            }
        }
    }

    private void error(Located<?> at, String summary, String detail) {
        diagnostics.add(Diagnostic.error(at.at(), summary, detail));
    }
}
