package io.vxplan.doctor.facts.filter;

import io.vxplan.host.nftables.Tables;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.resource.FirewallPeer;
import io.vxplan.model.resource.FirewallTable;
import io.vxplan.model.resource.Key.FirewallKey;
import io.vxplan.model.resource.Resource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// The tables that overlays have of their own, by which they take frames from peers alone.
final class OwnTables {
    private static final Pattern HEAD = Pattern.compile("table ip6? vxplan/\\S+ \\{.*");

    private OwnTables() {}

    /// Whom each lets in.
    static Map<FirewallKey, Set<IpAddress>> of(List<String> nft) {
        Map<FirewallKey, Set<IpAddress>> tables = new HashMap<>();
        for (Resource found : Tables.parse(String.join("\n", ours(nft)))) {
            if (found instanceof FirewallTable table) {
                tables.put(table.key(), new HashSet<>());
            } else if (found instanceof FirewallPeer(FirewallKey table, IpAddress address)) {
                tables.computeIfAbsent(table, _ -> new HashSet<>()).add(address);
            }
        }
        return tables;
    }

    private static List<String> ours(List<String> nft) {
        List<String> lines = new ArrayList<>();
        boolean inside = false;
        for (String line : nft) {
            inside |= HEAD.matcher(line).matches();
            if (inside) {
                lines.add(line);
            }
            inside &= !line.equals("}");
        }
        return lines;
    }
}
