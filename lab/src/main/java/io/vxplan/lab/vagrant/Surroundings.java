package io.vxplan.lab.vagrant;

import io.vxplan.lab.LabException;
import io.vxplan.lab.folder.LabRecord;
import io.vxplan.lab.layout.Cable;
import io.vxplan.lab.layout.Cable.Attachment;
import io.vxplan.lab.layout.LabLayout;
import io.vxplan.lab.layout.LayoutScript;
import io.vxplan.lab.layout.Namespace;
import io.vxplan.lab.layout.Namespace.Switch;
import io.vxplan.lab.layout.Uplink;
import io.vxplan.model.address.InterfaceName;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// What is around the machines of a lab: the router between the underlay's subnets, and the
/// servers. Both are namespaces of this machine, as they are in the other labs, with a cable to
/// each of the machines' networks. Machines of one subnet have a wire in common and need nobody.
final class Surroundings {
    private Surroundings() {}

    static boolean areNeeded(LabLayout layout) {
        return layout.underlay().switches().size() > 1 || layout.servers().isPresent();
    }

    static boolean areThere(LabRecord record) {
        return record.bridges().size() > 1 || !record.servers().isEmpty();
    }

    /// Finds the bridge in this machine's own namespace that the machines of a network are on.
    interface Bridges {
        InterfaceName of(String network) throws LabException;
    }

    static String script(LabLayout layout, Bridges bridges) throws LabException {
        List<Uplink> uplinks = new ArrayList<>();
        for (Switch subnet : layout.underlay().switches()) {
            int mtu = mtu(layout, subnet.name());
            if (mtu > 0) {
                uplinks.add(
                        new Uplink(
                                subnet.name(),
                                new InterfaceName("uplink" + (uplinks.size() + 1)),
                                bridges.of(subnet.name().value()),
                                new InterfaceName("lab-" + subnet.name()),
                                mtu));
            }
        }
        return LayoutScript.of(withoutHosts(layout), uplinks);
    }

    /// The largest of a subnet's hosts; 0 where there are none.
    private static int mtu(LabLayout layout, InterfaceName bridge) {
        return layout.cables().stream()
                .filter(cable -> !isOfServers(layout, cable))
                .filter(cable -> cable.second().attachment().equals(new Attachment.PortOf(bridge)))
                .mapToInt(Cable::mtu)
                .max()
                .orElse(0);
    }

    private static boolean isOfServers(LabLayout layout, Cable cable) {
        return cable.in(layout.name().servers()).isPresent();
    }

    /// Neighbours are not known beforehand: machines have the MAC addresses that libvirt gives
    /// them.
    private static LabLayout withoutHosts(LabLayout layout) {
        return new LabLayout(
                layout.name(),
                layout.underlay(),
                new Namespace("", List.of(), false, List.of(), List.of()),
                layout.servers()
                        .map(servers ->
                                new Namespace(
                                        servers.name(),
                                        List.of(),
                                        false,
                                        servers.gateways(),
                                        List.of())),
                new TreeMap<>(),
                List.of(),
                layout.cables().stream().filter(cable -> isOfServers(layout, cable)).toList());
    }
}
