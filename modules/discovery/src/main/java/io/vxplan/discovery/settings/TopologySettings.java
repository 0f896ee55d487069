package io.vxplan.discovery.settings;

import io.vxplan.discovery.peers.Patience;
import io.vxplan.inventory.Parsed;
import io.vxplan.inventory.discovery.DiscoveryKeys;
import io.vxplan.inventory.discovery.DiscoverySettings;
import io.vxplan.inventory.fields.Environment;
import io.vxplan.inventory.fields.Fields;
import io.vxplan.inventory.fields.Kinds;
import io.vxplan.inventory.fields.Problems;
import io.vxplan.inventory.fields.Scope;
import io.vxplan.inventory.part.HostOverlays;
import io.vxplan.inventory.yaml.Node;
import io.vxplan.model.Located;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.topology.DiscoveryEntry;
import io.vxplan.model.topology.Overlay;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The settings of a daemon that serves a host of a topology: one stack for each overlay, by the
/// host's name. A variable wins over the topology, and brings what is secret.
public final class TopologySettings {
    private TopologySettings() {}

    /// All mistakes are told at once.
    public static Parsed<Settings> of(HostOverlays host, Map<String, String> environment) {
        Problems problems = new Problems();
        Fields fields =
                new Fields(
                        variables(host.entry(), environment)
                                .over(mapping(host.entry()), DiscoveryKeys.VARIABLES),
                        Scope.withoutTemplates(problems));
        IpAddress hostIp =
                fields.get("host_ip", Kinds.HOST_ADDRESS).map(Located::value).orElse(host.end());
        Optional<Settings> settings =
                DiscoverySettings.read(fields, Path.of(""))
                        .map(shared ->
                                new Settings(
                                        host.overlays().stream()
                                                .map(overlay -> stack(host, overlay))
                                                .toList(),
                                        Optional.of(hostIp),
                                        shared.way(),
                                        new Patience(
                                                shared.timing().interval(),
                                                shared.timing().timeout()),
                                        shared.logLevel()));
        return new Parsed<>(settings, problems.list());
    }

    /// With its MAC address: where nothing is flooded, and the other host is of another topology,
    /// that host can't derive it.
    private static OwnStack stack(HostOverlays host, Overlay overlay) {
        Overlay.Member self = host.self(overlay);
        return new OwnStack(
                host.host().value(),
                overlay.vni().value(),
                host.addresses(overlay).stream().map(Located::value).findFirst(),
                host.networks(overlay),
                overlay.port(),
                Optional.of(self.underlay().value()),
                Optional.of(overlay.vxlanMac(host.topology().name().value(), self)));
    }

    /// Those of the process, and beneath them the credentials of a topology that names them: on the
    /// machine where users keep it.
    private static Environment variables(DiscoveryEntry entry, Map<String, String> environment) {
        Map<String, String> all = new HashMap<>();
        entry.credentials().forEach((name, secret) -> all.put(name, secret.reveal()));
        environment.forEach((name, value) -> {
            if (!value.isBlank()) {
                all.put(name, value);
            }
        });
        return new Environment(all);
    }

    private static Node.Mapping mapping(DiscoveryEntry entry) {
        List<Node.Entry> entries = new ArrayList<>();
        entry.settings()
                .forEach((key, values) -> {
                    List<Node> nodes = values.stream().<Node>map(TopologySettings::node).toList();
                    entries.add(
                            new Node.Entry(
                                    node(new Located<>(key, entry.name().at())),
                                    nodes.size() == 1
                                            ? nodes.getFirst()
                                            : new Node.Sequence(entry.name().at(), nodes)));
                });
        return new Node.Mapping(entry.name().at(), entries);
    }

    private static Node.Scalar node(Located<String> text) {
        return new Node.Scalar(text.at(), text.value(), true, Optional.empty());
    }
}
