package io.vxplan.doctor.facts.filter;

import io.vxplan.model.address.IpAddress;
import io.vxplan.model.resource.Key.FirewallKey;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// What of a host's firewall may be in the way of an overlay.
///
/// @param forward chains that drop what is forwarded
/// @param own tables of overlays, and whom they let in
/// @param ufw whether its chains are there
public record Filters(
        List<ForwardChain> forward,
        List<Masquerade> masquerades,
        Map<FirewallKey, Set<IpAddress>> own,
        boolean ufw) {

    /// @param nft what `nft list ruleset` printed
    /// @param iptables what `iptables -S` printed, where its tables are not those of `nft`
    public static Filters read(List<String> nft, List<String> iptables) {
        NftRules newer = new NftRules(nft);
        IptablesRules older = new IptablesRules(iptables);
        return new Filters(
                Stream.concat(newer.forward().stream(), older.forward().stream()).toList(),
                Stream.concat(newer.masquerades().stream(), older.masquerades().stream()).toList(),
                OwnTables.of(nft),
                Stream.concat(nft.stream(), iptables.stream())
                        .anyMatch(line -> line.contains("ufw-user")));
    }
}
