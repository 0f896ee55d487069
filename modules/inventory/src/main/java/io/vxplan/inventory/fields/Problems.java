package io.vxplan.inventory.fields;

import io.vxplan.model.Diagnostic;
import io.vxplan.model.HostName;
import io.vxplan.model.Location;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.stream.Collectors;

/// Collects what is wrong. The same mistake on many hosts is one message that names them, and a
/// mistake that several overlays inherit from `defaults` is one message.
public final class Problems {
    private static final int HOSTS_NAMED = 3;
    private static final Location NOWHERE = new Location("", 0, 0);

    private final Map<Diagnostic, SequencedSet<HostName>> hostsOf = new LinkedHashMap<>();

    public void error(Location at, String summary, String detail) {
        add(Diagnostic.error(at, summary, detail), Optional.empty());
    }

    /// @param host the one whose variables led to it
    public void add(Diagnostic problem, Optional<HostName> host) {
        SequencedSet<HostName> hosts = hostsOf.computeIfAbsent(problem, _ -> new LinkedHashSet<>());
        host.ifPresent(hosts::add);
    }

    /// In the order of the file.
    public List<Diagnostic> list() {
        List<Diagnostic> problems = new ArrayList<>();
        hostsOf.forEach((problem, hosts) -> problems.add(withHosts(problem, hosts)));
        problems.sort(Comparator.comparing(problem -> problem.at().orElse(NOWHERE)));
        return List.copyOf(problems);
    }

    private static Diagnostic withHosts(Diagnostic problem, SequencedSet<HostName> hosts) {
        if (hosts.isEmpty()) {
            return problem;
        }
        return new Diagnostic(
                problem.severity(), problem.summary() + on(hosts), problem.detail(), problem.at());
    }

    private static String on(SequencedSet<HostName> hosts) {
        String named =
                hosts.stream()
                        .limit(HOSTS_NAMED)
                        .map(host -> "'" + host + "'")
                        .collect(Collectors.joining(", "));
        int others = hosts.size() - HOSTS_NAMED;
        return (hosts.size() == 1 ? " (host " : " (hosts ")
                + named
                + (others > 0 ? " and " + others + " more)" : ")");
    }
}
