package io.vxplan.verify.probe;

import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.MacAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a [ProbeScript] or [HopScript] printed.
///
/// @param missing programs that the host lacks, sorted
/// @param neighbours who has the addresses that answered, where they are on the sender's link
public record ProbeOutput(
        List<String> missing, Map<Question, Reply> replies, Map<IpAddress, MacAddress> neighbours) {
    private static final Pattern MISSING = Pattern.compile("missing (ping|ip)");
    private static final Pattern REPLY =
            Pattern.compile("([0-9]{1,9}) (ping|mtu|hop) ([0-9]{1,3}) (.*)");
    private static final Pattern NEIGHBOURS = Pattern.compile("neighbours (.*)");
    private static final Pattern NEIGHBOUR =
            Pattern.compile(
                    "([0-9a-f.:]+) (?:dev \\S+ )?lladdr ((?:[0-9a-f]{2}:){5}[0-9a-f]{2}) .*");

    /// What was asked: the number of the check, and which part of it.
    public record Question(int check, Part part) {}

    /// A part of a check.
    public enum Part {
        PING,
        MTU,
        HOP
    }

    /// Lines that are none of the script's (a login banner, say) are passed over.
    public static ProbeOutput parse(String output) {
        TreeSet<String> missing = new TreeSet<>();
        Map<Question, Reply> replies = new HashMap<>();
        Map<IpAddress, MacAddress> neighbours = new HashMap<>();
        output.lines()
                .forEach(line -> {
                    Matcher lacking = MISSING.matcher(line);
                    Matcher reply = REPLY.matcher(line);
                    Matcher table = NEIGHBOURS.matcher(line);
                    if (lacking.matches()) {
                        missing.add(lacking.group(1));
                    } else if (reply.matches()) {
                        replies.put(question(reply), answer(reply));
                    } else if (table.matches()) {
                        neighbours.putAll(neighbours(table.group(1)));
                    }
                });
        return new ProbeOutput(List.copyOf(missing), Map.copyOf(replies), Map.copyOf(neighbours));
    }

    public Optional<Reply> reply(int check, Part part) {
        return Optional.ofNullable(replies.get(new Question(check, part)));
    }

    public Optional<MacAddress> neighbour(IpAddress address) {
        return Optional.ofNullable(neighbours.get(address));
    }

    private static Question question(Matcher line) {
        Part part =
                switch (line.group(2)) {
                    case "ping" -> Part.PING;
                    case "mtu" -> Part.MTU;
                    default -> Part.HOP;
                };
        return new Question(Integer.parseInt(line.group(1)), part);
    }

    private static Reply answer(Matcher line) {
        return new Reply(Integer.parseInt(line.group(3)), line.group(4));
    }

    /// Entries without a link-layer address (`FAILED`, `INCOMPLETE`) say nothing.
    private static Map<IpAddress, MacAddress> neighbours(String table) {
        Map<IpAddress, MacAddress> neighbours = new HashMap<>();
        for (String line : table.split("\\|", -1)) {
            Matcher neighbour = NEIGHBOUR.matcher(line);
            if (neighbour.matches()) {
                neighbours.put(
                        IpAddress.parse(neighbour.group(1)), MacAddress.parse(neighbour.group(2)));
            }
        }
        return neighbours;
    }
}
