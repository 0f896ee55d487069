package io.vxplan.doctor.facts.filter;

import io.vxplan.model.address.Family;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What `iptables -S` says of forwarding and masquerading, of all tables one after the other. Rules
/// with a condition that is not known here are passed over.
final class IptablesRules {
    private static final Pattern TABLE = Pattern.compile("table (ip6?) (\\S+)");
    private static final Pattern RULE = Pattern.compile("-A (\\S+)(.*) -j (\\S+)(.*)");
    private static final Pattern INTERFACE = Pattern.compile(" -(i|o) (\\S+)");
    private static final Pattern COMMENT =
            Pattern.compile(" -m comment --comment (?:\"[^\"]*\"|\\S+)");
    private static final MasqueradeTerms TERMS =
            new MasqueradeTerms(
                    Pattern.compile(" (! )?-s (\\S+)"),
                    Pattern.compile(" (! )?-d (\\S+)"),
                    Pattern.compile(" (! )?-o (\\S+)"));

    private final List<ForwardChain> forward = new ArrayList<>();
    private final List<Masquerade> masquerades = new ArrayList<>();

    private Family family = Family.IPV4;
    private String table = "";
    private boolean dropping;
    private final Set<String> in = new HashSet<>();
    private final Set<String> out = new HashSet<>();
    private boolean all;

    IptablesRules(List<String> lines) {
        lines.forEach(this::line);
        endTable();
    }

    List<ForwardChain> forward() {
        return forward;
    }

    List<Masquerade> masquerades() {
        return masquerades;
    }

    private void line(String line) {
        Matcher newTable = TABLE.matcher(line);
        Matcher rule = RULE.matcher(line);
        if (newTable.matches()) {
            endTable();
            family = newTable.group(1).equals("ip") ? Family.IPV4 : Family.IPV6;
            table = newTable.group(2);
        } else if (line.equals("-P FORWARD DROP")) {
            dropping = table.equals("filter");
        } else if (rule.matches()) {
            rule(line, rule.group(1), COMMENT.matcher(rule.group(2)).replaceAll(""), rule.group(3));
        }
    }

    private void rule(String line, String chain, String conditions, String target) {
        switch (target) {
            case "ACCEPT" -> {
                all |= chain.equals("FORWARD") && conditions.isEmpty();
                Matcher device = INTERFACE.matcher(conditions);
                while (device.find()) {
                    (device.group(1).equals("i") ? in : out).add(device.group(2));
                }
            }
            case "MASQUERADE" -> masquerade(line, conditions);
            default -> {
                // Other targets decide elsewhere.
            }
        }
    }

    private void masquerade(String line, String conditions) {
        if (TERMS.without(conditions).isBlank()) {
            masquerades.add(
                    TERMS.masquerade(line + " (table " + table + ")", Set.of(family), conditions));
        }
    }

    private void endTable() {
        if (dropping) {
            forward.add(
                    new ForwardChain(
                            "chain FORWARD of iptables"
                                    + (family == Family.IPV6 ? " for IPv6" : ""),
                            Set.of(family),
                            Set.copyOf(in),
                            Set.copyOf(out),
                            all));
        }
        dropping = false;
        in.clear();
        out.clear();
        all = false;
    }
}
