package io.vxplan.lab.vagrant;

import io.vxplan.lab.LabException;
import io.vxplan.model.HostName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// How one logs in to a machine.
record Login(HostName host, String address, int port, String user, String keyFile) {

    /// What `vagrant ssh-config` prints: OpenSSH's client configuration, a part for each machine.
    static List<Login> parse(String config) throws LabException {
        List<Map<String, String>> parts = new ArrayList<>();
        for (String line : config.lines().map(String::strip).toList()) {
            int space = line.indexOf(' ');
            if (space < 0 || line.startsWith("#")) {
                continue;
            }
            String key = line.substring(0, space);
            if (key.equals("Host")) {
                parts.add(new TreeMap<>());
            }
            if (!parts.isEmpty()) {
                // Of several identity files the first is the machine's own.
                parts.getLast().putIfAbsent(key, unquoted(line.substring(space + 1).strip()));
            }
        }
        List<Login> logins = new ArrayList<>();
        for (Map<String, String> part : parts) {
            logins.add(of(part));
        }
        return logins;
    }

    private static Login of(Map<String, String> part) throws LabException {
        try {
            return new Login(
                    new HostName(value(part, "Host")),
                    value(part, "HostName"),
                    Integer.parseInt(value(part, "Port")),
                    value(part, "User"),
                    value(part, "IdentityFile"));
        } catch (IllegalArgumentException e) {
            throw new LabException(
                    "can't make sense of what `vagrant ssh-config` says: " + e.getMessage(), "", e);
        }
    }

    private static String value(Map<String, String> part, String key) {
        return Optional.ofNullable(part.get(key))
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "there is no %s for %s".formatted(key, part.get("Host"))));
    }

    private static String unquoted(String value) {
        return value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")
                ? value.substring(1, value.length() - 1)
                : value;
    }

    /// The same once more, but the machine has to have the key that stands in a file.
    String strictConfig(String knownHosts) {
        return """
        Host %s
          HostName %s
          Port %d
          User %s
          IdentityFile "%s"
          IdentitiesOnly yes
          UserKnownHostsFile "%s"
          StrictHostKeyChecking yes
          BatchMode yes
          ConnectTimeout 60
          LogLevel ERROR
        """
                .formatted(host, address, port, user, keyFile, knownHosts);
    }

    /// The variables of an inventory that say the same. `ansible_host` is not among them: what
    /// templates find there is the host's address for others, of the underlay.
    SortedMap<String, String> variables(String knownHosts) {
        SortedMap<String, String> variables = new TreeMap<>();
        variables.put("ansible_connection", "ssh");
        variables.put("ansible_ssh_host", address);
        variables.put("ansible_port", Integer.toString(port));
        variables.put("ansible_user", user);
        variables.put("ansible_become", "yes");
        variables.put("ansible_timeout", "60");
        variables.put("ansible_ssh_private_key_file", keyFile);
        variables.put("vxplan_known_hosts", knownHosts);
        return variables;
    }
}
