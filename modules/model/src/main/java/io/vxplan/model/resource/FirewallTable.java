package io.vxplan.model.resource;

import io.vxplan.model.address.Family;
import java.util.List;

/// A table of nftables that lets the frames of one overlay in from its peers alone. Its name is its
/// mark, so nobody else's can be in the way. The peers are elements of a set in it, each a
/// [FirewallPeer].
///
/// @param family of the addresses that it looks at: tables `ip` and `ip6`
/// @param name `vxplan/TOPOLOGY/OVERLAY`
/// @param content all that is in it but those elements, as `nft` prints it
public record FirewallTable(Family family, String name, String content)
        implements FirewallResource {
    /// There where `nft` is installed: whoever has this can have tables. What it contains is why
    /// `nft` can't be used.
    public static final FirewallTable NFT = new FirewallTable(Family.IPV4, "nft", "");

    /// The set of peers in it.
    public static final String SET = "peers";

    /// @param family of the underlay
    /// @param rules of its chain, the first of which says where the chain is hooked in
    public static FirewallTable of(Mark mark, Family family, List<String> rules) {
        return new FirewallTable(
                family,
                Key.FirewallKey.of(mark, family).name(),
                """
                set %s {
                    type %s
                }
                chain input {
                    %s
                }
                """
                        .formatted(
                                SET,
                                family == Family.IPV4 ? "ipv4_addr" : "ipv6_addr",
                                String.join("\n    ", rules)));
    }

    /// Whether a table of that name is of some topology.
    public static boolean isName(String name) {
        return new Key.FirewallKey(Family.IPV4, name).mark().isPresent();
    }

    @Override
    public Key.FirewallKey key() {
        return new Key.FirewallKey(family, name);
    }
}
