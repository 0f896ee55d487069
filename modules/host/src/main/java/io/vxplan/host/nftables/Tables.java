package io.vxplan.host.nftables;

import io.vxplan.model.address.Family;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.resource.FirewallPeer;
import io.vxplan.model.resource.FirewallTable;
import io.vxplan.model.resource.Key;
import io.vxplan.model.resource.Resource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads tables of nftables whose names are marks of ours.
///
/// From the text that `nft` would take again, and not from its JSON: that lacks some of what a
/// table may have, as its comment and flags in version 1.0.6, and not every `nft` has it.
public final class Tables {
    /// A shell function that prints what [#parse] reads: nothing where there is no `nft`; `nft`, or
    /// why it can't be used; then the tables.
    public static final String READ =
            """
            firewall() {
                command -v nft >/dev/null || return 0
                tables=$(nft list tables 2>&1) || { printf 'nft: %s\\n' "$tables" | head -n 1; return 0; }
                echo nft
                printf '%s\\n' "$tables" | while read -r _ family name; do
                    case "$family $name" in
                        "ip vxplan/"* | "ip6 vxplan/"*) nft -n -s list table "$family" "$name" 2>/dev/null ;;
                    esac
                done
                return 0
            }
            """;

    private static final Pattern HEAD = Pattern.compile("table (ip6?) (\\S+) \\{.*");
    private static final Pattern ELEMENTS = Pattern.compile("\n *elements = \\{([^}]*)}");

    /// How many digits a number has is a matter of the version.
    private static final Pattern BITS =
            Pattern.compile("(@\\w+,\\d+,\\d+ (?:!= )?)(0x[0-9a-f]+|\\d+)");

    private static final String REFUSED = "nft: ";

    private Tables() {}

    /// From what [#READ] printed.
    public static List<Resource> parse(String printed) {
        List<Resource> found = new ArrayList<>();
        List<String> table = new ArrayList<>();
        for (String line : printed.lines().map(String::strip).toList()) {
            if (line.equals("nft")) {
                found.add(FirewallTable.NFT);
            } else if (line.startsWith(REFUSED)) {
                found.add(unusable(line.substring(REFUSED.length())));
            } else if (HEAD.matcher(line).matches()) {
                addTable(table, found);
                table.clear();
            }
            if (!line.isEmpty()) {
                table.add(line);
            }
        }
        addTable(table, found);
        return found;
    }

    private static FirewallTable unusable(String why) {
        return new FirewallTable(FirewallTable.NFT.family(), FirewallTable.NFT.name(), why);
    }

    private static void addTable(List<String> lines, List<Resource> found) {
        Matcher head = HEAD.matcher(lines.isEmpty() ? "" : lines.getFirst());
        if (head.matches()) {
            Family family = head.group(1).equals("ip") ? Family.IPV4 : Family.IPV6;
            Key.FirewallKey key = new Key.FirewallKey(family, head.group(2));
            add(key, indented(lines.subList(1, lines.size() - 1)), found);
        }
    }

    /// What else is among the elements, an element with a time for instance, is content, and so a
    /// difference.
    private static void add(Key.FirewallKey key, String content, List<Resource> found) {
        Matcher elements = ELEMENTS.matcher(content);
        List<Optional<IpAddress>> addresses =
                elements.find()
                        ? Arrays.stream(elements.group(1).split(",", -1))
                                .map(Tables::address)
                                .toList()
                        : List.of();
        boolean isPlain = addresses.stream().allMatch(Optional::isPresent);
        found.add(
                new FirewallTable(
                        key.family(), key.name(), isPlain ? elements.replaceFirst("") : content));
        addresses.stream()
                .flatMap(Optional::stream)
                .filter(address -> address.family() == key.family())
                .map(address -> new FirewallPeer(key, address))
                .forEach(found::add);
    }

    private static Optional<IpAddress> address(String element) {
        try {
            return Optional.of(IpAddress.parse(element.strip()));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static String indented(List<String> lines) {
        StringBuilder text = new StringBuilder();
        int depth = 0;
        for (String line : lines) {
            depth -= line.startsWith("}") ? 1 : 0;
            text.append("    ".repeat(Math.max(depth, 0))).append(withPlainBits(line)).append('\n');
            depth += line.endsWith("{") ? 1 : 0;
        }
        return text.toString();
    }

    private static String withPlainBits(String line) {
        return BITS.matcher(line)
                .replaceAll(bits ->
                        bits.group(1) + "0x" + Long.toHexString(Long.decode(bits.group(2))));
    }
}
