package io.vxplan.plan.iproute;

import io.vxplan.model.resource.FirewallPeer;
import io.vxplan.model.resource.FirewallTable;

/// Statements of nftables.
final class FirewallCommands {
    private FirewallCommands() {}

    /// `create` fails where it is there: one that came between the plan and now is not mixed up.
    static Command.Nft create(FirewallTable table) {
        return new Command.Nft("create table %s\n%s".formatted(table.key(), whole(table)));
    }

    /// Whether it is there or not.
    static Command.Nft restore(FirewallTable table) {
        return new Command.Nft(
                "add table %1$s\ndelete table %1$s\n%2$s".formatted(table.key(), whole(table)));
    }

    private static String whole(FirewallTable table) {
        return "table %s {\n%s}".formatted(table.key(), table.content().indent(4));
    }

    static Command.Nft delete(FirewallTable table) {
        return new Command.Nft("delete table " + table.key());
    }

    static Command.Nft add(FirewallPeer peer) {
        return element("add", peer);
    }

    static Command.Nft delete(FirewallPeer peer) {
        return element("delete", peer);
    }

    private static Command.Nft element(String verb, FirewallPeer peer) {
        return new Command.Nft(
                "%s element %s %s { %s }"
                        .formatted(verb, peer.table(), FirewallTable.SET, peer.address()));
    }
}
