package io.vxplan.lab.contract;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
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
                    "bridge -j fdb show");

    /// Numbers that the kernel chooses, counters, timers and what the wire said.
    private static final Set<String> VOLATILE =
            Set.of(
                    "ifindex",
                    "link_index",
                    "flags",
                    "operstate",
                    "qdisc",
                    "hello_timer",
                    "tcn_timer",
                    "topology_change_timer",
                    "gc_timer",
                    "message_age_timer",
                    "forward_delay_timer",
                    "hold_timer",
                    "tentative",
                    "expires",
                    "used",
                    "updated",
                    "stats64",
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

    private static final int LOCAL_TABLE = 255;

    private final ObjectMapper json = new ObjectMapper();

    /// One line for each thing, sorted within each command's output.
    List<String> read(Machine machine) {
        String output = machine.run(String.join("; echo; echo =====; ", COMMANDS));
        String[] parts = output.split("=====\n", -1);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < parts.length; i++) {
            lines.add("# " + COMMANDS.get(i));
            String part = parts[i].strip();
            if (!part.isEmpty()) {
                lines.addAll(lines((ArrayNode) json.readTree(part)));
            }
        }
        lines.add(
                "# sysctl "
                        + machine.run(
                                "cat /proc/sys/net/ipv4/ip_forward /proc/sys/net/ipv6/conf/all/forwarding"));
        return lines;
    }

    private static List<String> lines(ArrayNode items) {
        List<String> lines = new ArrayList<>();
        for (JsonNode item : items) {
            if (item instanceof ObjectNode object && !object.isEmpty() && isConfigured(object)) {
                boolean up = object.path("flags").toString().contains("\"UP\"");
                strip(object);
                lines.add(object + (up ? " up" : ""));
            }
        }
        lines.sort(Comparator.naturalOrder());
        return lines;
    }

    /// Whether somebody wanted it: the kernel makes local routes and link-local addresses itself,
    /// bridges learn, and every device lists the multicast groups it listens to.
    private static boolean isConfigured(ObjectNode object) {
        String mac = object.path("mac").asString("");
        boolean joined = mac.startsWith("33:33:") || mac.startsWith("01:00:5e:");
        boolean local = object.path("table").asString("").equals("" + LOCAL_TABLE);
        boolean learned = object.has("mac") && object.path("state").asString("").isEmpty();
        // comes whenever the kernel notices that the link has a carrier
        boolean linkLocal = object.path("dst").asString("").equals("fe80::/64");
        return !local && !linkLocal && !learned && !joined;
    }

    private static void strip(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(VOLATILE);
            if (!FDB_STATES.contains(object.path("state").asString(""))) {
                object.remove("state");
            }
            if (object.get("addr_info") instanceof ArrayNode addresses) {
                addresses.removeIf(address -> address.path("scope").asString("").equals("253"));
            }
            object.forEach(ThirdReader::strip);
        } else if (node instanceof ArrayNode array) {
            array.forEach(ThirdReader::strip);
        }
    }
}
