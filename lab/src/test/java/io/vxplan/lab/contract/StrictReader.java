package io.vxplan.lab.contract;

import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// Everything that `ip` and `bridge` say of one machine and that stays as it is while nobody
/// touches it, down to the numbers of interfaces: one that was made again has another.
final class StrictReader {
    private static final List<String> COMMANDS =
            List.of(
                    "ip -N -j -d link show",
                    "ip -N -j addr show",
                    "ip -N -j -4 route show table all",
                    "ip -N -j -6 route show table all",
                    "ip -N -j -4 rule show",
                    "ip -N -j -6 rule show",
                    "ip -N -j nexthop show",
                    "ip -N -j neigh show nud permanent",
                    "ip -N -j neigh show proxy",
                    "bridge -j -d link show",
                    "bridge -j fdb show",
                    JsonDump.NFT);

    private static final String ANYCAST = "4";

    /// @param names of interfaces; what mentions one of them is left out
    List<String> readWithout(Machine machine, List<String> names) {
        return JsonDump.lines(
                machine,
                COMMANDS,
                item -> !isKernelMade(item) && !mentionsOneOf(names, item.toString()),
                ObjectNode::toString);
    }

    List<String> read(Machine machine) {
        return readWithout(machine, List.of());
    }

    private static boolean mentionsOneOf(List<String> names, String line) {
        return names.stream()
                .flatMap(name -> Stream.of("\"" + name + "\"", "\"w-" + name + "\""))
                .anyMatch(line::contains);
    }

    /// Forwarding, which vxplan turns on, makes every device listen to one more group and to one
    /// more address of its networks; bridges learn.
    private static boolean isKernelMade(ObjectNode item) {
        boolean anycast = item.path("type").asString("").equals(ANYCAST);
        return anycast || JsonDump.isLearned(item) || JsonDump.isJoinedGroup(item);
    }
}
