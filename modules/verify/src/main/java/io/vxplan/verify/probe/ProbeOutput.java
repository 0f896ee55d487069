package io.vxplan.verify.probe;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a [ProbeScript] printed.
///
/// @param missing programs that the host lacks, sorted
public record ProbeOutput(List<String> missing, Map<Question, Reply> replies) {
    private static final Pattern MISSING = Pattern.compile("missing (ping|ip)");
    private static final Pattern REPLY =
            Pattern.compile("([0-9]{1,9}) (ping|mac|mtu|hop) ([0-9]{1,3}) (.*)");

    /// What was asked: the number of the check, and which part of it.
    public record Question(int check, Part part) {}

    /// A part of a check.
    public enum Part {
        PING,
        MAC,
        MTU,
        HOP
    }

    /// Lines that are none of the script's (a login banner, say) are passed over.
    public static ProbeOutput parse(String output) {
        TreeSet<String> missing = new TreeSet<>();
        Map<Question, Reply> replies = new HashMap<>();
        output.lines()
                .forEach(line -> {
                    Matcher lacking = MISSING.matcher(line);
                    Matcher reply = REPLY.matcher(line);
                    if (lacking.matches()) {
                        missing.add(lacking.group(1));
                    } else if (reply.matches()) {
                        replies.put(question(reply), answer(reply));
                    }
                });
        return new ProbeOutput(List.copyOf(missing), Map.copyOf(replies));
    }

    public Optional<Reply> reply(int check, Part part) {
        return Optional.ofNullable(replies.get(new Question(check, part)));
    }

    private static Question question(Matcher line) {
        Part part =
                switch (line.group(2)) {
                    case "ping" -> Part.PING;
                    case "mac" -> Part.MAC;
                    case "mtu" -> Part.MTU;
                    default -> Part.HOP;
                };
        return new Question(Integer.parseInt(line.group(1)), part);
    }

    private static Reply answer(Matcher line) {
        return new Reply(Integer.parseInt(line.group(3)), line.group(4));
    }
}
