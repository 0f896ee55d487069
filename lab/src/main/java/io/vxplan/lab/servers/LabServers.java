package io.vxplan.lab.servers;

import io.vxplan.discovery.dns.DnsSettings.HostPort;
import io.vxplan.discovery.state.Stack.Endpoint;
import io.vxplan.model.Located;
import io.vxplan.model.Secret;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.topology.DiscoveryEntry;
import io.vxplan.model.topology.Overlay;
import io.vxplan.model.topology.Topology;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Finds what servers the hosts of a topology expect to be there.
///
/// Those at addresses of hosts are not the lab's: whoever puts them there knows how they are to be
/// set up.
public final class LabServers {
    private final Topology topology;
    private final Set<IpAddress> ofHosts = new HashSet<>();
    private final List<List<Endpoint>> etcds = new ArrayList<>();
    private final SortedMap<String, SortedMap<String, SortedMap<String, Secret>>> zones =
            new TreeMap<>();

    private LabServers(Topology topology) {
        this.topology = topology;
        topology.hosts().values().forEach(host -> ofHosts.add(host.address().value()));
        topology.overlays().stream()
                .flatMap(overlay -> overlay.members().values().stream())
                .forEach(member -> ofHosts.add(member.underlay().value()));
    }

    /// @throws IllegalArgumentException with a message for the user, where a lab can't have one
    public static List<LabServer> of(Topology topology) {
        return new LabServers(topology).find();
    }

    private List<LabServer> find() {
        topology.overlays().stream()
                .map(Overlay::discoveredBy)
                .flatMap(Optional::stream)
                .distinct()
                .map(name -> Objects.requireNonNull(topology.discovery().get(name), name))
                .forEach(this::add);
        List<LabServer> servers = new ArrayList<>();
        for (List<Endpoint> endpoints : etcds) {
            servers.add(new EtcdServer(servers.size() + 1, endpoints));
        }
        zones.forEach((endpoint, ofServer) ->
                servers.add(
                        new BindServer(
                                servers.size() - etcds.size() + 1,
                                Endpoint.parse(endpoint),
                                ofServer)));
        return servers;
    }

    private void add(DiscoveryEntry entry) {
        switch (entry.settings().getOrDefault("mode", List.of()).stream()
                .map(Located::value)
                .findFirst()
                .orElse("")) {
            case "etcd" -> addEtcd(entry);
            case "dns" -> addZone(entry);
            case String _ -> {
                // needs none
            }
        }
    }

    private void addEtcd(DiscoveryEntry entry) {
        List<Endpoint> endpoints =
                entry.settings().getOrDefault("etcd_endpoints", List.of()).stream()
                        .map(text -> endpoint(entry, text, plain(text.value())))
                        .toList();
        if (isOurs(endpoints)) {
            refuseSecurity(entry);
            if (!etcds.contains(endpoints)) {
                etcds.add(endpoints);
            }
        }
    }

    private static String plain(String endpoint) {
        return endpoint.replaceFirst("^https?://", "");
    }

    private static void refuseSecurity(DiscoveryEntry entry) {
        boolean tls =
                entry.settings().getOrDefault("etcd_endpoints", List.of()).stream()
                        .anyMatch(text -> text.value().startsWith("https:"));
        boolean files = entry.settings().keySet().stream().anyMatch(key -> key.startsWith("tls_"));
        if (tls || files || !entry.credentials().isEmpty()) {
            throw refusal(
                    entry.name(),
                    "the etcd that a lab starts has no TLS and no users, and discovery '%s' wants them"
                            .formatted(entry.name()));
        }
    }

    private void addZone(DiscoveryEntry entry) {
        Located<String> domain = setting(entry, "dns_domain");
        Located<String> server = setting(entry, "dns_server");
        HostPort place = HostPort.parse(server.value());
        Endpoint endpoint = endpoint(entry, server, place.toString());
        if (isOurs(List.of(endpoint))) {
            SortedMap<String, Secret> keys =
                    zones.computeIfAbsent(endpoint.toString(), _ -> new TreeMap<>())
                            .computeIfAbsent(
                                    domain.value().replaceFirst("\\.$", ""), _ -> new TreeMap<>());
            Secret name = entry.credentials().get("DNS_TSIG_NAME");
            Secret key = entry.credentials().get("DNS_TSIG_KEY");
            if (name != null && key != null) {
                keys.put(name.reveal(), key);
            }
        }
    }

    private static Located<String> setting(DiscoveryEntry entry, String key) {
        return entry.settings().getOrDefault(key, List.of()).stream()
                .findFirst()
                .orElseThrow(() ->
                        refusal(
                                entry.name(),
                                "in a lab discovery '%s' needs `%s`: nobody there could be asked for it"
                                        .formatted(entry.name(), key)));
    }

    private static Endpoint endpoint(
            DiscoveryEntry entry, Located<String> written, String addressAndPort) {
        try {
            return Endpoint.parse(addressAndPort);
        } catch (IllegalArgumentException _) {
            throw refusal(
                    written,
                    "discovery '%s' names the server '%s': a lab starts servers at addresses, and knows no names"
                            .formatted(entry.name(), written));
        }
    }

    private static IllegalArgumentException refusal(Located<String> at, String problem) {
        return new IllegalArgumentException(at.at() + ": " + problem);
    }

    private boolean isOurs(List<Endpoint> endpoints) {
        return endpoints.stream().noneMatch(endpoint -> ofHosts.contains(endpoint.address()));
    }
}
