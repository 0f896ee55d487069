package io.vxplan.lab.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What one command of iproute2 printed, without timers and counters.
record JsonDump(String command, List<ObjectNode> items) {
    private static final Set<String> RUNNING =
            Set.of(
                    "hello_timer",
                    "tcn_timer",
                    "topology_change_timer",
                    "gc_timer",
                    "message_age_timer",
                    "forward_delay_timer",
                    "hold_timer",
                    "expires",
                    "used",
                    "updated",
                    "stats64");

    /// Our readers take nft's text.
    static final String NFT = "nft -j list ruleset";

    /// The kernel numbers all that is in a table.
    private static final Set<String> OF_TABLES = Set.of("handle", "packets", "bytes");

    private static final ObjectMapper JSON = new ObjectMapper();

    private static List<JsonDump> of(Machine machine, List<String> commands) {
        String output = machine.run(String.join("; echo; echo =====; ", commands));
        String[] parts = output.split("=====\n", -1);
        List<JsonDump> dumps = new ArrayList<>();
        for (int i = 0; i < parts.length; i++) {
            dumps.add(new JsonDump(commands.get(i), items(parts[i].strip())));
        }
        return dumps;
    }

    /// A line for each thing that counts, sorted within each command's output.
    static List<String> lines(
            Machine machine,
            List<String> commands,
            Predicate<ObjectNode> counts,
            Function<ObjectNode, String> line) {
        List<String> lines = new ArrayList<>();
        for (JsonDump dump : of(machine, commands)) {
            lines.add("# " + dump.command());
            dump.items().stream().filter(counts).map(line).sorted().forEach(lines::add);
        }
        return lines;
    }

    private static List<ObjectNode> items(String text) {
        List<ObjectNode> items = new ArrayList<>();
        if (!text.isEmpty()) {
            for (JsonNode item : itemsIn(JSON.readTree(text))) {
                if (item instanceof ObjectNode object && !object.isEmpty()) {
                    remove(object, RUNNING);
                    items.add(object);
                }
            }
        }
        return items;
    }

    /// `nft` has a list within an object, with a header of its own.
    private static JsonNode itemsIn(JsonNode printed) {
        JsonNode tables = printed.path("nftables");
        remove(tables, OF_TABLES);
        return tables.isArray() ? tables : printed;
    }

    /// Removes these fields, however deep they are.
    static void remove(JsonNode node, Set<String> fields) {
        if (node instanceof ObjectNode object) {
            object.remove(fields);
            object.forEach(child -> remove(child, fields));
        } else if (node instanceof ArrayNode array) {
            array.forEach(child -> remove(child, fields));
        }
    }

    /// What a bridge or a VXLAN device learned from frames.
    static boolean isLearned(ObjectNode item) {
        return item.has("mac") && item.path("state").asString("").isEmpty();
    }

    /// Every device lists the multicast groups it listens to, and they come and go by themselves.
    static boolean isJoinedGroup(ObjectNode item) {
        String mac = item.path("mac").asString("");
        return mac.startsWith("33:33:") || mac.startsWith("01:00:5e:");
    }
}
