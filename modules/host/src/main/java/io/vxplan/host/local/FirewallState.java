package io.vxplan.host.local;

import io.vxplan.host.Host.CommandResult;
import io.vxplan.host.HostException;
import io.vxplan.host.nftables.Tables;
import io.vxplan.host.nftables.Transaction;
import io.vxplan.model.resource.FirewallTable;
import io.vxplan.model.resource.Resource;
import io.vxplan.netlink.NetlinkException;
import io.vxplan.netlink.NetlinkSocket;
import io.vxplan.netlink.Request;
import io.vxplan.netlink.message.Body;
import io.vxplan.netlink.message.TableMessage;
import io.vxplan.plan.Change;
import io.vxplan.plan.iproute.Command;
import io.vxplan.plan.iproute.Commands;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads and changes tables of nftables, by `nft`.
///
/// @param shell of threads in the namespace
/// @param tables tells their names, which takes a hundredth of the time that `nft` takes; empty
///   where this kernel has none
record FirewallState(Shell shell, Optional<NetlinkSocket> tables) implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /// In the network namespace of this thread.
    static FirewallState open(Shell shell) {
        try {
            return new FirewallState(shell, Optional.of(NetlinkSocket.openForTables()));
        } catch (NetlinkException _) {
            return new FirewallState(shell, Optional.empty());
        }
    }

    /// A program is started only where there is something that it could tell of.
    List<Resource> read() throws HostException {
        if (!shell.has("nft")) {
            return List.of();
        }
        if (hasNoneOfOurs()) {
            return List.of(FirewallTable.NFT);
        }
        return Tables.parse(run(Tables.READ + "firewall", InputStream.nullInputStream()).output());
    }

    /// Whether the kernel says so; what else it says, `nft` can say better.
    private boolean hasNoneOfOurs() {
        try {
            return tables.isPresent()
                    && tables.get().dump(Request.dumpTables()).stream().noneMatch(this::isOurs);
        } catch (IOException _) {
            return false;
        }
    }

    private boolean isOurs(Body told) {
        return told instanceof TableMessage table
                && table.attributes()
                        .get(TableMessage.NAME)
                        .filter(FirewallTable::isName)
                        .isPresent();
    }

    @Override
    public void close() {
        tables.ifPresent(NetlinkSocket::close);
    }

    /// What was not done, and why.
    record Refusal(Change change, String words) {}

    /// Changes tables, all at once or not at all.
    Optional<Refusal> carryOut(List<Change> changes) throws HostException {
        List<Change> owners = new ArrayList<>();
        List<Command> commands = new ArrayList<>();
        for (Change change : changes) {
            Commands.of(change)
                    .forEach(command -> {
                        owners.add(change);
                        commands.add(command);
                    });
        }
        Transaction transaction = new Transaction(commands);
        byte[] text = transaction.text().getBytes(StandardCharsets.UTF_8);
        CommandResult result = run("exec nft -f -", new ByteArrayInputStream(text));
        return result.exitCode() == 0
                ? Optional.empty()
                : Optional.of(
                        new Refusal(
                                owners.get(transaction.refused(result.errors())),
                                Transaction.words(result.errors())));
    }

    private CommandResult run(String script, InputStream input) throws HostException {
        return shell.run("LC_ALL=C; export LC_ALL\n" + script, input, PATIENCE);
    }
}
