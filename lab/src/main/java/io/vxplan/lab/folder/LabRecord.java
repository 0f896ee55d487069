package io.vxplan.lab.folder;

import io.vxplan.lab.layout.LabLayout;
import io.vxplan.lab.layout.LabName;
import io.vxplan.lab.servers.LabServer;
import io.vxplan.model.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// What was built, as `lab.json` in the lab's folder says it.
///
/// @param name the lab's
/// @param inventory the user's, an absolute path
/// @param connection `netns` or `ssh`
/// @param underlay its namespace
/// @param bridges the underlay's, one for each subnet
/// @param servers by which hosts find each other
/// @param hosts host, its namespace
public record LabRecord(
        int version,
        String name,
        String inventory,
        String connection,
        String underlay,
        List<String> bridges,
        List<ServerRecord> servers,
        Map<String, String> hosts,
        List<OverlayRecord> overlays,
        List<WorkloadRecord> workloads) {
    private static final int VERSION = 2;
    private static final JsonMapper MAPPER = new JsonMapper();

    /// @param port UDP destination port
    /// @param discovered whether daemons on the hosts find out who takes part
    public record OverlayRecord(String name, int vni, int port, boolean discovered) {}

    /// @param addresses where it answers, each with its port
    public record ServerRecord(String name, List<String> addresses, String namespace) {}

    /// @param endpoint its name in the overlay
    /// @param host the one it is on or behind
    public record WorkloadRecord(
            String overlay,
            String endpoint,
            String host,
            List<String> addresses,
            String namespace) {}

    public static LabRecord of(
            LabLayout layout,
            List<LabServer> servers,
            Topology topology,
            String inventory,
            String connection) {
        Map<String, String> hosts = new TreeMap<>();
        layout.hosts().forEach((host, namespace) -> hosts.put(host.value(), namespace.name()));
        List<WorkloadRecord> workloads = new ArrayList<>();
        layout.workloads()
                .forEach(workload ->
                        workloads.add(
                                new WorkloadRecord(
                                        workload.overlay(),
                                        workload.endpoint(),
                                        workload.host().value(),
                                        workload.addresses().stream()
                                                .map(Object::toString)
                                                .toList(),
                                        workload.namespace().name())));
        return new LabRecord(
                VERSION,
                layout.name().value(),
                inventory,
                connection,
                layout.underlay().name(),
                layout.underlay().switches().stream().map(bridge -> bridge.name().value()).toList(),
                servers.stream()
                        .map(server ->
                                new ServerRecord(
                                        server.name(),
                                        server.endpoints().stream().map(Object::toString).toList(),
                                        layout.name().servers()))
                        .toList(),
                hosts,
                topology.overlays().stream()
                        .map(overlay ->
                                new OverlayRecord(
                                        overlay.name(),
                                        overlay.vni().value().value(),
                                        overlay.port(),
                                        overlay.discoveredBy().isPresent()))
                        .toList(),
                workloads);
    }

    public Optional<WorkloadRecord> workload(String overlay, String endpoint) {
        return workloads.stream()
                .filter(workload ->
                        workload.overlay.equals(overlay) && workload.endpoint.equals(endpoint))
                .findFirst();
    }

    /// On which its tunnels arrive.
    public Set<Integer> ports() {
        return overlays.stream().map(OverlayRecord::port).collect(Collectors.toSet());
    }

    public LabName labName() {
        return new LabName(name);
    }

    public String json() {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n";
    }

    /// @throws IllegalArgumentException where the text is no record of this version
    public static LabRecord parse(String json) {
        try {
            LabRecord record = MAPPER.readValue(json, LabRecord.class);
            if (record.version != VERSION) {
                throw new IllegalArgumentException("it is of version " + record.version);
            }
            return record;
        } catch (JacksonException e) {
            throw new IllegalArgumentException("it can't be read: " + e.getOriginalMessage(), e);
        }
    }
}
