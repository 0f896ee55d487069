package io.vxplan.doctor.facts.filter;

import io.vxplan.model.address.Family;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What `nft list ruleset` says of forwarding and masquerading. Rules with a condition that is not
/// known here are passed over.
final class NftRules {
    private static final Pattern TABLE = Pattern.compile("table (ip6?|inet|bridge) (\\S+) \\{");
    private static final Pattern CHAIN = Pattern.compile("chain (\\S+) \\{");
    private static final Pattern FORWARD =
            Pattern.compile("type filter hook forward priority .*; policy drop;");
    private static final Pattern INTERFACE = Pattern.compile("\\b(iif|oif)(?:name)? \"([^\"]+)\"");
    private static final Pattern COUNTER =
            Pattern.compile(" ?counter packets [0-9]+ bytes [0-9]+| comment \"[^\"]*\"");
    private static final MasqueradeTerms TERMS =
            new MasqueradeTerms(
                    Pattern.compile(" ?ip6? saddr (!= )?([0-9a-f.:/]+)"),
                    Pattern.compile(" ?ip6? daddr (!= )?([0-9a-f.:/]+)"),
                    Pattern.compile(" ?oif(?:name)? (!= )?\"([^\"]+)\""));
    private static final Pattern MASQUERADE =
            Pattern.compile(
                    " ?(?:masquerade|xt target \"MASQUERADE\")(?: random| fully-random| persistent)*");

    private final List<ForwardChain> forward = new ArrayList<>();
    private final List<Masquerade> masquerades = new ArrayList<>();

    private Set<Family> families = Set.of();
    private String table = "";
    private String chain = "";
    private final Set<String> dropping = new HashSet<>();
    private final Set<String> in = new HashSet<>();
    private final Set<String> out = new HashSet<>();
    private boolean all;

    NftRules(List<String> lines) {
        lines.forEach(line -> line(line.strip()));
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
        Matcher newChain = CHAIN.matcher(line);
        if (newTable.matches()) {
            endTable();
            table = newTable.group(1) + " " + newTable.group(2);
            families = familiesOf(newTable.group(1));
        } else if (newChain.matches()) {
            chain = newChain.group(1);
        } else if (FORWARD.matcher(line).matches()) {
            dropping.add(chain);
        } else {
            rule(line);
        }
    }

    private void rule(String line) {
        String bare = COUNTER.matcher(line).replaceAll("").strip();
        if (bare.endsWith("accept")) {
            all |= bare.equals("accept") && dropping.contains(chain);
            Matcher device = INTERFACE.matcher(bare);
            while (device.find()) {
                (device.group(1).equals("iif") ? in : out).add(device.group(2));
            }
        }
        masquerade(line, bare).ifPresent(masquerades::add);
    }

    /// What is left when all known conditions are taken away must be the deed alone.
    private Optional<Masquerade> masquerade(String line, String bare) {
        if (!bare.contains("masquerade") && !bare.contains("MASQUERADE")) {
            return Optional.empty();
        }
        if (!MASQUERADE.matcher(TERMS.without(bare)).matches()) {
            return Optional.empty();
        }
        return Optional.of(
                TERMS.masquerade(
                        COUNTER.matcher(line).replaceAll("").strip() + " (table " + table + ")",
                        families,
                        bare));
    }

    private void endTable() {
        for (String name : dropping.stream().sorted().toList()) {
            forward.add(
                    new ForwardChain(
                            "chain " + name + " of table " + table,
                            families,
                            Set.copyOf(in),
                            Set.copyOf(out),
                            all));
        }
        dropping.clear();
        in.clear();
        out.clear();
        all = false;
    }

    /// Those of bridges see frames, and not what is routed.
    private static Set<Family> familiesOf(String table) {
        return switch (table) {
            case "ip" -> EnumSet.of(Family.IPV4);
            case "ip6" -> EnumSet.of(Family.IPV6);
            case "inet" -> EnumSet.allOf(Family.class);
            default -> EnumSet.noneOf(Family.class);
        };
    }
}
