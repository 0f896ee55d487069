package io.vxplan.lab.netns;

import io.vxplan.inventory.Parsed;
import io.vxplan.inventory.Project;
import io.vxplan.inventory.part.HostOverlays;
import io.vxplan.inventory.part.HostPart;
import io.vxplan.lab.Daemons;
import io.vxplan.lab.Lab;
import io.vxplan.lab.LabException;
import io.vxplan.lab.LabFolder;
import io.vxplan.lab.Lifetime;
import io.vxplan.lab.Place;
import io.vxplan.lab.Processes;
import io.vxplan.lab.layout.LabName;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.FileFailure;
import io.vxplan.model.HostName;
import io.vxplan.plan.compile.Compilation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Both daemons of each host in overlays whose members are discovered, as processes of its
/// namespace. They are what systemd runs on a real host: the same program, with the same files.
final class NamespaceDaemons implements Daemons {
    /// A service that takes longer to end is killed by systemd as well.
    static final Duration TO_END = Duration.ofSeconds(5);

    /// Such as `apply` installs: discovery has no privilege at all, the router the one it takes.
    private static final String NONE = "-all";

    private static final String DISCOVERY = "discovery";
    private static final String ROUTER = "router";

    /// DNS is asked on an interval.
    private static final Duration TO_FIND = Duration.ofSeconds(90);

    private static final String OF_ROUTER = "-all,+net_admin";

    private final Lab lab;
    private final Compilation compilation;

    private NamespaceDaemons(Lab lab, Compilation compilation) {
        this.lab = lab;
        this.compilation = compilation;
    }

    /// @throws LabException where the files of the lab don't say all that they need to know
    static NamespaceDaemons of(Lab lab) throws LabException {
        Parsed<Project> project = Project.load(lab.inventory(), Optional.of(lab.topology()));
        Optional<Diagnostic> error =
                project.problems().stream().filter(Diagnostic::isError).findFirst();
        if (error.isPresent() || project.value().isEmpty()) {
            throw new LabException(
                    "can't read the lab's files: "
                            + error.map(Diagnostic::toString).orElse("they are gone"),
                    "");
        }
        Project known = project.value().get();
        Compilation compilation = Compilation.of(known.topology(), known.locked());
        return new NamespaceDaemons(lab, compilation);
    }

    /// Two for each entry of `discovery` on a host.
    ///
    /// @param folder of their files, states and logs
    private record Pair(HostName host, String discovery, Path folder) {
        Background discoverer() {
            return new Background(folder, DISCOVERY);
        }

        Background router() {
            return new Background(folder, ROUTER);
        }

        Path state() {
            return folder.resolve("state");
        }
    }

    private List<Pair> pairs() {
        List<Pair> pairs = new ArrayList<>();
        for (HostName host : lab.hosts()) {
            for (String discovery : HostOverlays.discoveries(compilation.topology(), host)) {
                Path folder =
                        lab.folder().daemons().resolve(LabName.escaped(host.value()), discovery);
                pairs.add(new Pair(host, discovery, folder));
            }
        }
        return pairs;
    }

    @Override
    public void start(Lifetime lifetime) throws LabException {
        if (compilation.lockChanged()) {
            throw new LabException(
                    "there are hosts without an address in an overlay",
                    "give them one: `vxplan apply " + lab.inventory() + "`");
        }
        for (Pair pair : pairs()) {
            prepare(pair);
            String namespace = Namespaces.of(lab.record(), new Place.OnHost(pair.host()));
            if (pair.discoverer().running().isEmpty()) {
                pair.discoverer()
                        .start(
                                namespace,
                                lifetime,
                                NONE,
                                credentials(pair),
                                command(pair, DISCOVERY, List.of()));
            }
            if (pair.router().running().isEmpty()) {
                List<String> more = List.of("--run-dir", pair.folder().resolve("run").toString());
                pair.router()
                        .start(
                                namespace,
                                lifetime,
                                OF_ROUTER,
                                Map.of(),
                                command(pair, ROUTER, more));
            }
        }
    }

    private void prepare(Pair pair) throws LabException {
        HostPart part = HostPart.of(overlays(pair));
        try {
            Files.createDirectories(pair.state());
        } catch (IOException e) {
            throw new LabException(
                    "can't make " + pair.state() + ": " + FileFailure.reason(e), "", e);
        }
        LabFolder.write(pair.folder().resolve("inventory.yaml"), part.inventory());
        LabFolder.write(pair.folder().resolve("topology.yaml"), part.topology());
    }

    private HostOverlays overlays(Pair pair) {
        return new HostOverlays(
                compilation.topology(), compilation.allocations(), pair.host(), pair.discovery());
    }

    private SortedMap<String, String> credentials(Pair pair) {
        SortedMap<String, String> environment = new TreeMap<>();
        overlays(pair)
                .entry()
                .credentials()
                .forEach((name, secret) -> environment.put(name, secret.reveal()));
        return environment;
    }

    /// As the units of systemd have it.
    private static List<String> command(Pair pair, String daemon, List<String> more)
            throws LabException {
        List<String> words =
                List.of(
                        daemon,
                        "run",
                        "--inventory",
                        pair.folder().resolve("inventory.yaml").toString(),
                        "--topology",
                        pair.folder().resolve("topology.yaml").toString(),
                        "--host",
                        pair.host().value(),
                        "--discovery",
                        pair.discovery(),
                        "--state-dir",
                        pair.state().toString());
        return Processes.thisProgram(Processes.concat(words, more));
    }

    /// One of the two.
    private record Daemon(HostName host, String discovery, Background program) {
        @Override
        public String toString() {
            return "%s of '%s' on %s".formatted(program.name(), discovery, host);
        }
    }

    private List<Daemon> all() {
        List<Daemon> all = new ArrayList<>();
        for (Pair pair : pairs()) {
            all.add(new Daemon(pair.host(), pair.discovery(), pair.discoverer()));
            all.add(new Daemon(pair.host(), pair.discovery(), pair.router()));
        }
        return all;
    }

    /// First the routers: what they have set stays, and so nothing is removed for a goodbye.
    @Override
    public void stop() throws LabException {
        List<Daemon> all = all();
        requireRunning(all);
        List<Background> killed = new ArrayList<>();
        for (String name : List.of(ROUTER, DISCOVERY)) {
            killed.addAll(
                    Background.end(
                            all.stream()
                                    .map(Daemon::program)
                                    .filter(program -> program.name().equals(name))
                                    .toList(),
                            TO_END));
        }
        for (Daemon daemon : all) {
            if (killed.contains(daemon.program())) {
                throw new LabException(
                        "%s did not end within %d s, and was killed:\n%s"
                                .formatted(
                                        daemon, TO_END.toSeconds(), daemon.program().lastWords()),
                        "this is a bug in vxplan: please report it");
            }
        }
    }

    @Override
    public void awaitPeers() throws LabException {
        long limit = System.nanoTime() + TO_FIND.toNanos();
        PeersMissing missing = new PeersMissing(Namespaces.ofHosts(lab), compilation);
        List<String> lines = missing.lines();
        while (!lines.isEmpty()) {
            requireRunning(all());
            if (System.nanoTime() > limit) {
                throw new LabException(
                        "after %d s the daemons have not made:\n  %s\nwhat they said:\n%s"
                                .formatted(
                                        TO_FIND.toSeconds(),
                                        String.join("\n  ", lines),
                                        lastWords()),
                        "");
            }
            Processes.pause();
            lines = missing.lines();
        }
    }

    private static void requireRunning(List<Daemon> all) throws LabException {
        for (Daemon daemon : all) {
            if (daemon.program().running().isEmpty()) {
                throw new LabException(
                        "%s has ended:\n%s".formatted(daemon, daemon.program().lastWords()), "");
            }
        }
    }

    @Override
    public List<Status> status() {
        return all().stream()
                .map(daemon ->
                        new Status(
                                daemon.toString(),
                                daemon.program().running().isPresent(),
                                daemon.program().log()))
                .toList();
    }

    @Override
    public String lastWords() {
        return all().stream()
                .map(daemon -> daemon + ":\n" + daemon.program().lastWords())
                .collect(Collectors.joining("\n"));
    }
}
