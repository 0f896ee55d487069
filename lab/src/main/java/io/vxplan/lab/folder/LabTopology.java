package io.vxplan.lab.folder;

import io.vxplan.inventory.discovery.DiscoveryKeys;
import io.vxplan.inventory.yaml.Node;
import io.vxplan.inventory.yaml.Node.Mapping;
import io.vxplan.model.Located;
import io.vxplan.model.address.Prefix;
import io.vxplan.model.topology.Overlay;
import io.vxplan.model.topology.Overlay.Attachment;
import io.vxplan.model.topology.Overlay.Endpoint;
import io.vxplan.model.topology.Overlay.Network;
import io.vxplan.model.topology.Topology;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The user's topology with what the lab added to it. What the user wrote stays as it is, templates
/// too: it is read again, by the same reader.
public final class LabTopology {
    private LabTopology() {}

    /// @param written the user's file
    /// @param completed the same, as a value and with the lab's additions
    /// @param folder of the user's file: what it names is found from there
    public static Node of(Mapping written, Topology completed, Path folder) {
        Mapping overlays = Nodes.child(written, "overlays");
        for (Overlay overlay : completed.overlays()) {
            overlays =
                    Nodes.with(
                            overlays,
                            overlay.name(),
                            overlay(Nodes.child(overlays, overlay.name()), overlay));
        }
        Mapping result = Nodes.with(written, "overlays", overlays);
        Mapping discovery = Nodes.child(written, "discovery");
        for (Node.Entry entry : discovery.entries()) {
            String name = entry.key().text();
            discovery =
                    Nodes.with(
                            discovery, name, withSecretFiles(Nodes.child(discovery, name), folder));
        }
        return discovery.entries().isEmpty() ? result : Nodes.with(result, "discovery", discovery);
    }

    /// A template is left as it is: what it comes to is not known here.
    private static Mapping withSecretFiles(Mapping entry, Path folder) {
        Mapping result = entry;
        for (Node.Entry setting : entry.entries()) {
            String key = setting.key().text();
            if (DiscoveryKeys.CREDENTIALS.contains(key)
                    && key.endsWith("_file")
                    && setting.value() instanceof Node.Scalar file
                    && !file.text().startsWith("{{")) {
                result = Nodes.with(result, key, Nodes.text(folder.resolve(file.text())));
            }
        }
        return result;
    }

    private static Mapping overlay(Mapping written, Overlay overlay) {
        Mapping networks = Nodes.child(written, "networks");
        for (Network network : overlay.networks()) {
            networks = network(networks, network);
        }
        Mapping endpoints = Nodes.child(written, "endpoints");
        for (Endpoint endpoint : overlay.endpoints()) {
            String name = endpoint.name().value();
            endpoints =
                    Nodes.with(endpoints, name, endpoint(Nodes.child(endpoints, name), endpoint));
        }
        Mapping result = written;
        if (!networks.entries().isEmpty()) {
            result = Nodes.with(result, "networks", networks);
        }
        return endpoints.entries().isEmpty() ? result : Nodes.with(result, "endpoints", endpoints);
    }

    private static Mapping network(Mapping networks, Network network) {
        Optional<Attachment> attachment = network.behind().stream().findFirst();
        for (Node.Entry entry : networks.entries()) {
            if (isPrefix(entry.key().text(), network.prefix().value())
                    && entry.value() instanceof Mapping written
                    && attachment.isPresent()) {
                return Nodes.with(
                        networks,
                        entry.key().text(),
                        withDevice(written, attachment.get().device()));
            }
        }
        return networks;
    }

    private static boolean isPrefix(String text, Prefix prefix) {
        try {
            return Prefix.parse(text).equals(prefix);
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static Mapping endpoint(Mapping written, Endpoint endpoint) {
        Mapping placed = written.entries().isEmpty() ? Nodes.mapping(added(endpoint)) : written;
        return withDevice(placed, endpoint.device().map(Located::value));
    }

    private static SortedMap<String, Node> added(Endpoint endpoint) {
        SortedMap<String, Node> entries = new TreeMap<>();
        entries.put("host", Nodes.text(endpoint.host()));
        entries.put(
                "address", Nodes.sequence(endpoint.addresses().stream().map(Nodes::text).toList()));
        return entries;
    }

    private static Mapping withDevice(Mapping written, Optional<?> device) {
        return written.get("device").isPresent() || device.isEmpty()
                ? written
                : Nodes.with(written, "device", Nodes.text(device.get()));
    }
}
