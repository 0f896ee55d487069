package io.vxplan.lab.netns;

import io.vxplan.lab.LabFolder;
import io.vxplan.lab.Site;
import io.vxplan.lab.layout.LabLayout;
import io.vxplan.model.HostName;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What the lab's own inventory says of each host.
public final class Connections {
    private Connections() {}

    static SortedMap<HostName, SortedMap<String, String>> byNamespace(LabLayout layout) {
        SortedMap<HostName, SortedMap<String, String>> connections = new TreeMap<>();
        layout.hosts()
                .forEach((host, namespace) ->
                        connections.put(
                                host,
                                withoutServices(
                                        Map.of(
                                                "ansible_connection",
                                                "netns",
                                                "vxplan_netns",
                                                Namespaces.path(namespace.name()).toString()))));
        return connections;
    }

    /// From the namespace of the underlay. A host that is in no overlay has no address there.
    public static SortedMap<HostName, SortedMap<String, String>> bySsh(Site site) {
        LabFolder folder = site.folder();
        Path underlay = Namespaces.path(site.layout().underlay().name());
        SortedMap<HostName, SortedMap<String, String>> connections = byNamespace(site.layout());
        site.topology()
                .hosts()
                .keySet()
                .forEach(host ->
                        connections.put(
                                host,
                                withoutServices(
                                        Map.of(
                                                "ansible_connection",
                                                "ssh",
                                                "ansible_user",
                                                "root",
                                                "ansible_ssh_private_key_file",
                                                folder.keys().resolve("client").toString(),
                                                "vxplan_known_hosts",
                                                folder.keys().resolve("known_hosts").toString(),
                                                "vxplan_socket_netns",
                                                underlay.toString()))));
        return connections;
    }

    /// Whatever the user's hosts have: no namespace has a systemd of its own.
    private static SortedMap<String, String> withoutServices(Map<String, String> connection) {
        SortedMap<String, String> variables = new TreeMap<>(connection);
        variables.put("vxplan_services", "none");
        return variables;
    }
}
