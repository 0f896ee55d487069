package io.vxplan.doctor.facts.filter;

import java.util.List;
import java.util.stream.Stream;

/// What of a host's firewall may be in the way of an overlay.
///
/// @param forward chains that drop what is forwarded
/// @param ufw whether its chains are there
public record Filters(List<ForwardChain> forward, List<Masquerade> masquerades, boolean ufw) {

    /// @param nft what `nft list ruleset` printed
    /// @param iptables what `iptables -S` printed, where its tables are not those of `nft`
    public static Filters read(List<String> nft, List<String> iptables) {
        NftRules newer = new NftRules(nft);
        IptablesRules older = new IptablesRules(iptables);
        return new Filters(
                Stream.concat(newer.forward().stream(), older.forward().stream()).toList(),
                Stream.concat(newer.masquerades().stream(), older.masquerades().stream()).toList(),
                Stream.concat(nft.stream(), iptables.stream())
                        .anyMatch(line -> line.contains("ufw-user")));
    }
}
