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
import io.vxplan.model.HostName;
import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.resource.FdbEntry;
import io.vxplan.model.resource.HostState;
import io.vxplan.model.resource.Link;
import io.vxplan.model.resource.Vxlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
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
            "  vxplan show peers --of demo/lan",
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
        Table table = new Table(PEER);
        for (Peer peer : state.peers()) {
            Stack stack = peer.stack();
            table.add(
                    stack.id(),
                    stack.vni().value(),
                    peer.status().word(),
                    stack.hostIp(),
                    stack.endpoint(),
                    stack.vxlanIp().map(Object::toString).orElse(""),
                    stack.networks(),
                    peer.lastSeen());
        }
        return table;
    }

    private static Table fdb() throws HostException {
        HostState state = kernel();
        Set<InterfaceName> devices = devices(state);
        Table table = new Table(List.of("device", "mac", "destination"));
        state.all(FdbEntry.class)
                .filter(entry -> devices.contains(entry.device()))
                .filter(entry -> entry.destination().isPresent())
                .forEach(entry ->
                        table.add(
                                entry.device(),
                                entry.mac(),
                                entry.destination().orElseThrow().address()));
        return table;
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
        Table table = new Table(List.of("what", "value"));
        try {
            DiscoveryState state = files.discovery();
            for (Peer.Status status : Peer.Status.values()) {
                long count = state.peers().stream().filter(peer -> peer.status() == status).count();
                table.add("peers_" + status.word(), count);
            }
            table.add("discovery_written", state.lastUpdate());
            Duration age = Duration.between(state.lastUpdate(), Instant.now());
            table.add("discovery_age_seconds", age.toSeconds());
        } catch (Unreadable e) {
            problems.add(e.problem());
        }
        try {
            table.add("routes", files.routes().size());
        } catch (Unreadable e) {
            // Both may be missing for one reason.
            if (!problems.contains(e.problem())) {
                problems.add(e.problem());
            }
        }
        table.add("vxlan_devices", new TreeSet<>(devices(kernel())));
        table.add("fdb_entries", fdb().size());
        return table;
    }
}
