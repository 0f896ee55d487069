package io.vxplan.cli.show;

import io.vxplan.cli.ExitCode;
import io.vxplan.cli.Program;
import io.vxplan.cli.output.Format;
import io.vxplan.cli.output.OutputOption;
import io.vxplan.cli.output.Terminal;
import io.vxplan.cli.show.DaemonFiles.Unreadable;
import io.vxplan.discovery.state.DiscoveryState;
import io.vxplan.discovery.state.Peer;
import io.vxplan.discovery.state.Stack;
import io.vxplan.host.HostException;
import io.vxplan.host.local.LocalHost;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.FdbEntry;
import io.vxplan.model.HostName;
import io.vxplan.model.HostState;
import io.vxplan.model.InterfaceName;
import io.vxplan.model.Link;
import io.vxplan.model.Vxlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "show",
        description = {
            "Show what the daemons of this host know and have set.",
            "peers: discovery.json. routes: routes.json. fdb: the kernel's entries on VXLAN devices that somebody made, none that it learned. status: how much there is of each."
        },
        footer = {
            "  vxplan show peers",
            "  vxplan show routes --output json",
            "  vxplan show status --state-dir /srv/discovery --run-dir /run/router-a"
        })
public final class ShowCommand implements Callable<Integer> {
    /// What can be shown.
    enum What {
        PEERS,
        ROUTES,
        FDB,
        STATUS
    }

    private static final List<String> PEER =
            List.of(
                    "stack_id",
                    "vni",
                    "status",
                    "host_ip",
                    "vxlan_endpoint",
                    "vxlan_ip",
                    "networks",
                    "last_seen");

    @ParentCommand private Program program;

    @Parameters(paramLabel = "peers|routes|fdb|status", description = "What to show.")
    private What what;

    @Mixin private DaemonFiles files;
    @Mixin private OutputOption output;

    @Override
    public Integer call() {
        Terminal terminal = program.terminal();
        try {
            List<Diagnostic> problems = new ArrayList<>();
            print(
                    switch (what) {
                        case PEERS -> peers(files.discovery());
                        case ROUTES -> files.routes();
                        case FDB -> fdb();
                        case STATUS -> status(problems);
                    });
            terminal.problems(problems);
            return problems.isEmpty() ? ExitCode.DONE : ExitCode.ERROR;
        } catch (Unreadable e) {
            terminal.problem(e.problem());
        } catch (HostException e) {
            terminal.problem(Diagnostic.error(String.valueOf(e.getMessage()), e.advice()));
        }
        return ExitCode.ERROR;
    }

    private void print(Table table) {
        Terminal terminal = program.terminal();
        switch (output.format()) {
            case Format.TEXT -> table.text().forEach(terminal::result);
            case Format.JSON -> terminal.result(table.json(what.name().toLowerCase(Locale.ROOT)));
        }
        terminal.flush();
    }

    private static Table peers(DiscoveryState state) {
        return new Table(PEER, state.peers().stream().map(ShowCommand::peer).toList());
    }

    private static List<String> peer(Peer peer) {
        Stack stack = peer.stack();
        return List.of(
                stack.id(),
                stack.vni().toString(),
                peer.status().word(),
                stack.hostIp().toString(),
                stack.endpoint().toString(),
                stack.vxlanIp().map(Object::toString).orElse(""),
                stack.networks().stream().map(Object::toString).collect(Collectors.joining(",")),
                peer.lastSeen().toString());
    }

    private static Table fdb() throws HostException {
        HostState state = kernel();
        Set<InterfaceName> devices = devices(state);
        return new Table(
                List.of("device", "mac", "destination"),
                state.all(FdbEntry.class)
                        .filter(entry -> devices.contains(entry.device()))
                        .filter(entry -> entry.destination().isPresent())
                        .map(entry ->
                                List.of(
                                        entry.device().toString(),
                                        entry.mac().toString(),
                                        entry.destination().orElseThrow().address().toString()))
                        .toList());
    }

    private static HostState kernel() throws HostException {
        try (LocalHost host = LocalHost.here(new HostName("localhost"))) {
            return host.observe();
        }
    }

    private static Set<InterfaceName> devices(HostState state) {
        return state.all(Vxlan.class).map(Link::name).collect(Collectors.toSet());
    }

    /// What can't be read is told beside the rest.
    private Table status(List<Diagnostic> problems) throws HostException {
        List<List<String>> rows = new ArrayList<>();
        try {
            DiscoveryState state = files.discovery();
            for (Peer.Status status : Peer.Status.values()) {
                long count = state.peers().stream().filter(peer -> peer.status() == status).count();
                rows.add(List.of("peers_" + status.word(), Long.toString(count)));
            }
            rows.add(List.of("discovery_written", state.lastUpdate().toString()));
            Duration age = Duration.between(state.lastUpdate(), Instant.now());
            rows.add(List.of("discovery_age_seconds", Long.toString(age.toSeconds())));
        } catch (Unreadable e) {
            problems.add(e.problem());
        }
        try {
            rows.add(List.of("routes", Integer.toString(files.routes().rows().size())));
        } catch (Unreadable e) {
            problems.add(e.problem());
        }
        HostState kernel = kernel();
        rows.add(
                List.of(
                        "vxlan_devices",
                        devices(kernel).stream()
                                .map(InterfaceName::toString)
                                .sorted()
                                .collect(Collectors.joining(","))));
        rows.add(List.of("fdb_entries", Integer.toString(fdb().rows().size())));
        return new Table(List.of("what", "value"), rows);
    }
}
