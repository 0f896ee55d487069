package io.vxplan.provision;

import io.vxplan.inventory.part.HostOverlays;
import io.vxplan.model.HostName;
import io.vxplan.model.resource.FileFolder;
import io.vxplan.model.resource.HostState;
import io.vxplan.model.resource.Link;
import io.vxplan.model.resource.Resource;
import io.vxplan.model.resource.ServiceUnit;
import io.vxplan.model.resource.TextFile;
import io.vxplan.model.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// What brings a host's part in a topology back when the host starts, and keeps others that see to
/// networks away from it.
public record Persisted(Topology topology) {

    /// @param kernel what `apply` makes there
    public List<Resource> on(HostName host, HostState kernel) {
        if (kernel.all(Link.class).findAny().isEmpty() || !topology.provisions(host)) {
            return List.of();
        }
        return switch (topology.persistence()) {
            case NONE -> List.of();
            case UNIT -> unit(host, kernel, List.of());
            case NETWORKD -> {
                List<Resource> resources = new ArrayList<>(new Networkd(name(), kernel).files());
                resources.addAll(unit(host, kernel, names(kernel, Networkd::canMake)));
                yield resources;
            }
        };
    }

    private static List<String> names(HostState kernel, Predicate<Link> which) {
        return kernel.all(Link.class)
                .filter(which)
                .map(link -> link.name().value())
                .sorted()
                .toList();
    }

    /// @param networkd devices that systemd-networkd makes
    private List<Resource> unit(HostName host, HostState kernel, List<String> networkd) {
        String restore = UnitName.of("restore", name());
        String firewall = UnitName.of("firewall", name());
        Replay replay = new Replay(name(), kernel, restore, firewall, networkd);
        Map<String, Object> values =
                Map.of(
                        "topology", name(),
                        "folder", replay.folder(),
                        "firewall", firewall,
                        "before", before(host),
                        "hardening", new Template("hardening-oneshot").render(Map.of()).strip());
        List<Resource> resources = new ArrayList<>(replay.files());
        if (replay.hasFirewall()) {
            resources.add(unitFile(firewall, "vxplan-firewall.service", values));
            resources.add(ServiceUnit.reloadable(firewall));
        }
        resources.add(unitFile(restore, "vxplan-restore.service", values));
        resources.addAll(dropIns(kernel, networkd));
        resources.add(ServiceUnit.oneshot(restore));
        return resources;
    }

    private TextFile unitFile(String unit, String template, Map<String, ?> values) {
        return rendered(
                FileFolder.UNITS, unit.substring(ServiceUnit.PREFIX.length()), template, values);
    }

    private List<TextFile> dropIns(HostState kernel, List<String> networkd) {
        List<TextFile> files = new ArrayList<>();
        List<String> unmanaged = names(kernel, link -> !networkd.contains(link.name().value()));
        if (!unmanaged.isEmpty()) {
            files.add(
                    rendered(
                            FileFolder.NETWORKS,
                            name() + ".network",
                            "unmanaged.network",
                            Map.of("devices", unmanaged)));
        }
        files.add(rendered(FileFolder.NETWORKD, name() + ".conf", "networkd.conf", Map.of()));
        files.add(
                rendered(
                        FileFolder.NETWORK_MANAGER,
                        name() + ".conf",
                        "networkmanager.conf",
                        Map.of("topology", name(), "devices", names(kernel, _ -> true))));
        return files;
    }

    /// Who wants the network, and the routers, which find the devices that they keep.
    private List<String> before(HostName host) {
        return Stream.concat(
                        Stream.of("network-online.target"),
                        HostOverlays.discoveries(topology, host).stream()
                                .map(discovery -> UnitName.of("router", name(), discovery)))
                .toList();
    }

    private TextFile rendered(
            FileFolder folder, String end, String template, Map<String, ?> values) {
        return TextFile.open(folder.file(end), name(), new Template(template).render(values));
    }

    private String name() {
        return topology.name().value();
    }
}
