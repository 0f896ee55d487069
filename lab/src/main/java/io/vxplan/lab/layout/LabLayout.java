package io.vxplan.lab.layout;

import io.vxplan.lab.layout.Cable.Plug;
import io.vxplan.model.HostName;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.topology.Topology;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Everything a lab consists of.
///
/// @param underlay the bridges between the hosts, and the router between the underlay's subnets
/// @param switches where networks with more than one host and one workload meet; empty but for them
/// @param servers where those servers run that hosts find each other by; empty where there are none
/// @param hosts every host of the inventory
/// @param workloads every endpoint, and one for each network that has none
public record LabLayout(
        LabName name,
        Namespace underlay,
        Namespace switches,
        Optional<Namespace> servers,
        SortedMap<HostName, Namespace> hosts,
        List<Workload> workloads,
        List<Cable> cables) {

    public LabLayout {
        Set<String> seen = new HashSet<>();
        cables.stream()
                .flatMap(cable -> Stream.of(cable.first(), cable.second()))
                .filter(plug -> !seen.add(plug.namespace() + " " + plug.device()))
                .findFirst()
                .ifPresent(LabLayout::refuse);
    }

    private static void refuse(Plug plug) {
        throw new IllegalArgumentException(
                "two things of the topology need interface '"
                        + plug.device()
                        + "' in namespace '"
                        + plug.namespace()
                        + "': give one of them another `device`");
    }

    /// @param topology as [Completion] leaves it
    /// @param hosts every host of the inventory; those that are in no overlay get a namespace only
    /// @param servers addresses of servers, which no host has
    /// @throws IllegalArgumentException with a message for the user, where a lab can't be like this
    public static LabLayout of(
            LabName name,
            Topology topology,
            Collection<HostName> hosts,
            Collection<IpAddress> servers) {
        Underlay underlay = new Underlay(name, topology, servers);
        Segments segments = new Segments(name, topology);
        SortedMap<HostName, Namespace> namespaces = new TreeMap<>();
        hosts.forEach(host -> namespaces.put(host, bare(name.host(host))));
        topology.hosts().keySet().forEach(host -> namespaces.put(host, underlay.host(host)));
        List<Cable> cables = new ArrayList<>(underlay.cables());
        cables.addAll(segments.cables());
        return new LabLayout(
                name,
                underlay.namespace(),
                segments.switches(),
                underlay.servers(),
                namespaces,
                segments.workloads(),
                cables);
    }

    private static Namespace bare(String name) {
        return new Namespace(name, List.of(), false, List.of(), List.of());
    }

    /// All of them, those with switches first.
    public List<Namespace> namespaces() {
        Stream<Namespace> machines =
                Stream.of(
                                servers.stream(),
                                hosts.values().stream(),
                                workloads.stream().map(Workload::namespace))
                        .flatMap(stream -> stream);
        return Stream.concat(
                        Stream.of(underlay, switches)
                                .filter(namespace -> !namespace.switches().isEmpty()),
                        machines)
                .toList();
    }

    /// The ends of cables in each namespace.
    public Map<String, List<Plug>> plugs() {
        Map<String, List<Plug>> plugs = new TreeMap<>();
        for (Cable cable : cables) {
            for (Plug plug : List.of(cable.first(), cable.second())) {
                plugs.computeIfAbsent(plug.namespace(), _ -> new ArrayList<>()).add(plug);
            }
        }
        return plugs;
    }
}
