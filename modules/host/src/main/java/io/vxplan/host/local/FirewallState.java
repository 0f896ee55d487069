package io.vxplan.host.local;

import io.vxplan.host.Host.CommandResult;
import io.vxplan.host.HostException;
import io.vxplan.host.nftables.Tables;
import io.vxplan.host.nftables.Transaction;
import io.vxplan.model.Resource;
import io.vxplan.plan.Change;
import io.vxplan.plan.iproute.Command;
import io.vxplan.plan.iproute.Commands;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads and changes tables of nftables, by `nft`.
///
/// @param shell of a thread in the namespace
record FirewallState(Shell shell) {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    List<Resource> read() throws HostException {
        return Tables.parse(run(Tables.READ + "firewall", InputStream.nullInputStream()).output());
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
