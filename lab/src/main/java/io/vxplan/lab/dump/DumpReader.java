package io.vxplan.lab.dump;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads namespaces with `ip -N -j` and `bridge -j`. (Without -N a route's protocol is a name that
/// depends on /etc/iproute2.)
public final class DumpReader {
    static final String SYSCTL = "sysctl ";

    private static final String START = "namespace ";

    /// One line of output each.
    private static final List<String> IP =
            List.of("link", "address", "route", "rule", "neighbour", "nexthop");

    private static final List<String> SYSCTLS =
            List.of("net/ipv4/ip_forward", "net/ipv6/conf/all/forwarding");

    private static final Set<String> NOISE =
            Set.of("ifindex", "valid_life_time", "preferred_life_time", "expires");

    /// Joined by the kernel when a host becomes a router.
    private static final String ANYCAST = "4";

    private static final JsonMapper MAPPER = new JsonMapper();

    private DumpReader() {}

    /// The script that reads namespaces; what it prints is for [#parse].
    public static String script(List<String> namespaces) {
        StringBuilder script = new StringBuilder("set -eu\nread_one() {\n");
        script.append("echo \"" + START + "$1\"\n");
        script.append("ip -netns \"$1\" -N -j -d -batch - <<'END'\n");
        IP.forEach(kind -> script.append(command(kind)).append('\n'));
        script.append("END\nbridge -netns \"$1\" -j fdb\n");
        script.append("nsenter --net=\"/run/netns/$1\" sh -c 'cd /proc/sys && cat");
        SYSCTLS.forEach(sysctl -> script.append(' ').append(sysctl));
        script.append("'\n}\n");
        namespaces.forEach(namespace -> script.append("read_one ").append(namespace).append('\n'));
        return script.toString();
    }

    /// All tables are of both families.
    private static String command(String kind) {
        return kind.equals("route") ? "route show table all" : kind + " show";
    }

    /// The dump of each namespace.
    public static SortedMap<String, Dump> parse(String output) {
        SortedMap<String, Dump> dumps = new TreeMap<>();
        Iterator<String> lines = output.lines().iterator();
        while (lines.hasNext()) {
            dumps.put(lines.next().substring(START.length()), one(lines));
        }
        return dumps;
    }

    private static Dump one(Iterator<String> lines) {
        SortedSet<String> facts = new TreeSet<>();
        List<String> kinds = new ArrayList<>(IP);
        kinds.add("fdb");
        for (String kind : kinds) {
            for (JsonNode item : MAPPER.readTree(lines.next())) {
                facts.addAll(facts(kind, item));
            }
        }
        SYSCTLS.forEach(
                sysctl -> facts.add(SYSCTL + sysctl.replace('/', '.') + " = " + lines.next()));
        return new Dump(facts);
    }

    private static List<String> facts(String kind, JsonNode item) {
        return switch (kind) {
            case "link" -> {
                List<String> facts = new ArrayList<>();
                leaves("link " + name(item), item, facts);
                yield facts;
            }
            case "address" -> {
                List<String> facts = new ArrayList<>();
                for (JsonNode address : item.path("addr_info")) {
                    facts.add("address " + name(item) + text(address));
                }
                yield facts;
            }
            case "neighbour" ->
                    has(item, "state", "PERMANENT") ? List.of(kind + text(item)) : List.of();
            case "fdb" -> isConfigured(item) ? List.of(kind + text(item)) : List.of();
            default ->
                    item.path("type").asString("").equals(ANYCAST)
                            ? List.of()
                            : List.of(kind + text(item));
        };
    }

    private static String name(JsonNode link) {
        return link.path("ifname").asString();
    }

    /// Not learned, and not a multicast address that an interface listens to.
    private static boolean isConfigured(JsonNode entry) {
        boolean learned = entry.path("state").asString("").isEmpty();
        boolean group =
                (Integer.parseInt(entry.path("mac").asString().substring(0, 2), 16) & 1) == 1;
        return !learned && !(group && has(entry, "flags", "self") && !entry.has("dst"));
    }

    private static boolean has(JsonNode item, String list, String value) {
        for (JsonNode each : item.path(list)) {
            if (each.asString("").equals(value)) {
                return true;
            }
        }
        return false;
    }

    private static void leaves(String path, JsonNode node, List<String> facts) {
        if (!node.isObject()) {
            facts.add(path + " " + node);
            return;
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (!isNoise(field.getKey())) {
                leaves(path + " " + field.getKey(), field.getValue(), facts);
            }
        }
    }

    private static String text(JsonNode item) {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, JsonNode> field : item.properties()) {
            if (!isNoise(field.getKey())) {
                text.append(' ').append(field.getKey()).append(' ').append(field.getValue());
            }
        }
        return text.toString();
    }

    private static boolean isNoise(String field) {
        return NOISE.contains(field) || field.endsWith("_timer");
    }
}
