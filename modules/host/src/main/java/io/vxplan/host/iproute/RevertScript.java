package io.vxplan.host.iproute;

import io.vxplan.host.machine.Machine;
import io.vxplan.host.nftables.Transaction;
import io.vxplan.model.ShellWord;
import io.vxplan.model.resource.FirewallPeer;
import io.vxplan.model.resource.FirewallTable;
import io.vxplan.model.resource.Key;
import io.vxplan.model.resource.Link;
import io.vxplan.model.resource.Runtime;
import io.vxplan.plan.Change;
import io.vxplan.plan.iproute.Command;
import io.vxplan.plan.iproute.Commands;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// The lines that lead a host back to where a plan found it, for a host that is on its own then.
///
/// Nobody knows how far the plan got, so each line does no harm where it has nothing to do: what is
/// there already is not made twice, what is gone stays gone, and the tools go on after an error.
/// What a link is, its number in the kernel tells: one that has the number that it had before was
/// not replaced.
///
/// `$running` says whether the kernel is the one in which the plan was at work. After a reset all
/// is gone that was done to it, and files and services are what there is to be undone.
public final class RevertScript {
    private static final String END = "VXPLAN";
    private static final String RUNNING = "$running && ";

    /// `$links` has what `ip -o link` said before. A link that the plan makes has our group from
    /// the beginning.
    private static final String FUNCTIONS =
            """
            shown() { ip -N -o link show dev "$1" 2>/dev/null; }
            made() { case $(shown "$1") in *" group 158 "*) ip link del dev "$1" ;; esac; }
            replaced() {
                now=$(shown "$1")
                [ -z "$now" ] || grep -q "^${now%%: *}: " "$links" || ip link del dev "$1"
            }
            """;

    /// The boot does not know of a service that was disabled when it began.
    private static final String AT_BOOT =
            """
            $running || enable() { reload && systemctl --quiet enable "$1" && systemctl start "$1"; }
            """;

    private final StringBuilder text = new StringBuilder();

    /// The tool whose batch is open.
    private String open = "";

    /// What is to be done to each, next.
    private final SequencedMap<Key.FirewallKey, List<Change>> firewalls = new LinkedHashMap<>();

    private RevertScript() {}

    /// Whether it may have something to undo after a reset.
    public static boolean outlivesReset(List<Change> changes) {
        return changes.stream().anyMatch(change -> change.key() instanceof Key.MachineKey);
    }

    /// @param changes that lead back from wherever the plan ended
    /// @throws IllegalArgumentException for what no script can do there
    public static String of(List<Change> changes) {
        RevertScript script = new RevertScript();
        script.text.append(FUNCTIONS);
        script.text.append(Machine.withoutArchive().head()).append(MachineSteps.FUNCTIONS);
        script.text.append("reloaded=\n").append(AT_BOOT);
        changes.forEach(script::add);
        script.close();
        if (changes.stream().anyMatch(MachineSteps::removesUnitFile)) {
            script.text.append("reload\n");
        }
        return script.text.toString();
    }

    private void add(Change change) {
        requirePossible(change);
        switch (change.key()) {
            case Key.FirewallKey table -> addFirewall(table, change);
            case Key.FirewallPeerKey(var table, _) -> addFirewall(table, change);
            case Key.MachineKey _,
                    Key.SysctlKey _,
                    Key.LinkKey _,
                    Key.BridgePortKey _,
                    Key.AddressKey _,
                    Key.FdbKey _,
                    Key.NeighbourKey _,
                    Key.RouteKey _ -> {
                closeFirewalls();
                Commands.of(change).forEach(command -> add(change, command));
            }
        }
    }

    private void addFirewall(Key.FirewallKey table, Change change) {
        closeBatch();
        firewalls.computeIfAbsent(table, _ -> new ArrayList<>()).add(change);
    }

    private void add(Change change, Command command) {
        String tool = isRemoval(change, command) ? "" : tool(command);
        if (!tool.equals(open)) {
            closeBatch();
            text.append(
                    tool.isEmpty() ? "" : RUNNING + tool + " -force -batch - <<'" + END + "'\n");
            open = tool;
        }
        text.append(line(change, command));
    }

    private void close() {
        closeBatch();
        closeFirewalls();
    }

    private void closeBatch() {
        text.append(open.isEmpty() ? "" : END + "\n");
        open = "";
    }

    /// A transaction for each: there is no moment without it, or in which its peers are kept out,
    /// and one that can't be led back leaves the others alone.
    private void closeFirewalls() {
        firewalls.forEach((_, changes) -> {
            Transaction transaction =
                    new Transaction(changes.stream().flatMap(RevertScript::statements).toList());
            text.append(RUNNING + "nft -f - <<'" + END + "'\n");
            text.append(transaction.text()).append(END).append('\n');
        });
        firewalls.clear();
    }

    /// Whether it was replaced or not, whether a peer is there or not: an error would be one of the
    /// whole transaction. To make what was removed is one where it is there still, and then nothing
    /// is to be done.
    private static Stream<Command> statements(Change change) {
        return switch (change) {
            case Change.Replace(_, FirewallTable table, _, _) -> Stream.of(Commands.restore(table));
            case Change.Delete(FirewallPeer peer, _) ->
                    Stream.of(new Change.Create(peer), change)
                            .flatMap(one -> Commands.of(one).stream());
            case Change.Create _, Change.Update _, Change.Replace _, Change.Delete _ ->
                    Commands.of(change).stream();
        };
    }

    private static void requirePossible(Change change) {
        if (change instanceof Change.Create(Runtime runtime)) {
            throw new IllegalArgumentException(
                    "the host could not bring back " + runtime.path() + " by itself");
        }
    }

    private static String tool(Command command) {
        return command instanceof Command.Batched batched ? batched.tool() : "";
    }

    private static boolean isRemoval(Change change, Command command) {
        return command instanceof Command.Ip(var words)
                && words.startsWith("link del ")
                && (change instanceof Change.Replace || change instanceof Change.Delete);
    }

    private static String line(Change change, Command command) {
        if (isRemoval(change, command)) {
            return switch (change) {
                case Change.Delete(Link link, _) ->
                        RUNNING + "made " + ShellWord.quoted(link.name().value()) + "\n";
                case Change.Replace(Link link, _, _, _) ->
                        RUNNING + "replaced " + ShellWord.quoted(link.name().value()) + "\n";
                case Change.Create _, Change.Update _, Change.Delete _, Change.Replace _ ->
                        throw new IllegalArgumentException("no removal of a link: " + change);
            };
        }
        return switch (command) {
            case Command.Batched batched -> WriteScript.line(batched) + "\n";
            case Command.WriteSysctl _ -> RUNNING + "(\n" + WriteScript.line(command) + ")\n";
            case Command.MachineStep _ -> "(\n" + WriteScript.line(command) + ")\n";
            case Command.Nft _ ->
                    throw new IllegalArgumentException("it is part of a transaction: " + command);
        };
    }
}
