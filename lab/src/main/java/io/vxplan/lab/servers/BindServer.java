package io.vxplan.lab.servers;

import io.vxplan.discovery.state.Stack.Endpoint;
import io.vxplan.model.Secret;
import io.vxplan.model.address.Family;
import io.vxplan.model.address.IpAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// A BIND that is the primary server of some zones.
///
/// @param number tells it from others in the same namespace
/// @param zones by domain, without a dot at the end: the TSIG keys that may update it, by name.
///   Where there is none, everybody may
public record BindServer(
        int number, Endpoint endpoint, SortedMap<String, SortedMap<String, Secret>> zones)
        implements LabServer {

    @Override
    public String name() {
        return "dns" + number;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(endpoint);
    }

    @Override
    public Map<String, String> files(Path folder) {
        Map<String, String> files = new TreeMap<>();
        StringBuilder text = new StringBuilder(options(folder));
        SortedMap<String, Secret> keys = new TreeMap<>();
        zones.values().forEach(keys::putAll);
        keys.forEach((name, secret) ->
                text.append(
                        "key \"%s\" { algorithm hmac-sha256; secret \"%s\"; };\n"
                                .formatted(name, secret.reveal())));
        zones.forEach((domain, allowed) -> {
            String file = domain + ".zone";
            text.append(
                    "zone \"%s\" { type primary; file \"%s\"; %s };\n"
                            .formatted(domain, file, policy(allowed)));
            files.put(file, zone());
        });
        files.put("named.conf", text.toString());
        return files;
    }

    /// No control channel and no pid file: they would be shared with the machine's own.
    private String options(Path folder) {
        boolean ipv4 = endpoint.address().family() == Family.IPV4;
        String listen = "port %d { %s; };".formatted(endpoint.port(), endpoint.address());
        return """
        options {
            directory "%s"; pid-file none; session-keyfile none;
            listen-on %s
            listen-on-v6 %s
            recursion no; notify no; dnssec-validation no;
        };
        controls { };
        """
                .formatted(folder, ipv4 ? listen : "{ none; };", ipv4 ? "{ none; };" : listen);
    }

    private static String policy(SortedMap<String, Secret> allowed) {
        if (allowed.isEmpty()) {
            return "allow-update { any; };";
        }
        StringBuilder grants = new StringBuilder("update-policy {");
        allowed.keySet().forEach(key -> grants.append(" grant \"%s\" zonesub ANY;".formatted(key)));
        return grants.append(" };").toString();
    }

    private String zone() {
        IpAddress address = endpoint.address();
        String type = address.family() == Family.IPV4 ? "A" : "AAAA";
        return """
        $TTL 60
        @ IN SOA ns admin 1 3600 600 86400 0
        @ IN NS ns
        ns IN %s %s
        """
                .formatted(type, address);
    }

    @Override
    public List<String> command() {
        return List.of("named", "-g", "-c", "named.conf");
    }

    @Override
    public String ready() {
        return " running\n";
    }

    @Override
    public String debianPackage() {
        return "bind9";
    }
}
