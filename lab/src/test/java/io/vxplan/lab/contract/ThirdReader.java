package io.vxplan.lab.contract;

import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What `ip` and `bridge` say of a machine, without what differs between two machines that are
/// configured alike: a reader that shares no code with either of ours.
final class ThirdReader {
    private static final List<String> COMMANDS =
            List.of(
                    "ip -N -j -d link show",
                    "ip -N -j addr show",
                    "ip -N -j -4 route show table all",
                    "ip -N -j -6 route show table all",
                    "ip -N -j neigh show nud permanent",
                    "bridge -j -d link show",
                    "bridge -j fdb show",
                    JsonDump.NFT);

    private static final String SYSCTLS =
            "cat /proc/sys/net/ipv4/ip_forward /proc/sys/net/ipv6/conf/all/forwarding";

    /// Numbers that the kernel chooses, and what the wire said.
    private static final Set<String> VOLATILE =
            Set.of(
                    "ifindex",
                    "link_index",
                    "flags",
                    "operstate",
                    "qdisc",
                    "tentative",
                    "bridge_id",
                    "root_id",
                    "designated_bridge",
                    "designated_root",
                    "root_path_cost",
                    "port_state",
                    "topology_change",
                    "topology_change_ack",
                    "config_pending",
                    "linkdown");

    /// Of FDB entries; that of a bridge's port comes and goes with the carrier.
    private static final Set<String> FDB_STATES = Set.of("permanent", "static");

    private static final String LOCAL_TABLE = "255";
    private static final String LINK_SCOPE = "253";

    /// One line for each thing, sorted within each command's output.
    List<String> read(Machine machine) {
        List<String> lines =
                JsonDump.lines(machine, COMMANDS, ThirdReader::isConfigured, ThirdReader::line);
        lines.add("# sysctl " + machine.run(SYSCTLS));
        return lines;
    }

    /// The same, but for the numbers of a bridge's ports: the kernel gives them as ports come.
    List<String> readUnnumbered(Machine machine) {
        return read(machine).stream()
                .map(line ->
                        line.replaceAll(
                                "\"(id\":\"0x\\w+\"|(no|designated_port)\":\"?\\w+\"?),", ""))
                .toList();
    }

    private static String line(ObjectNode item) {
        boolean up = item.path("flags").toString().contains("\"UP\"");
        JsonDump.remove(item, VOLATILE);
        strip(item);
        return item + (up ? " up" : "");
    }

    /// Whether somebody wanted it: the kernel makes local routes and link-local addresses itself,
    /// and bridges learn.
    private static boolean isConfigured(ObjectNode item) {
        boolean local = item.path("table").asString("").equals(LOCAL_TABLE);
        // comes whenever the kernel notices that the link has a carrier
        boolean linkLocal = item.path("dst").asString("").equals("fe80::/64");
        return !local && !linkLocal && !JsonDump.isLearned(item) && !JsonDump.isJoinedGroup(item);
    }

    private static void strip(JsonNode node) {
        if (node instanceof ObjectNode object) {
            if (!FDB_STATES.contains(object.path("state").asString(""))) {
                object.remove("state");
            }
            if (object.get("addr_info") instanceof ArrayNode addresses) {
                addresses.removeIf(
                        address -> address.path("scope").asString("").equals(LINK_SCOPE));
            }
        }
        node.forEach(ThirdReader::strip);
    }
}
