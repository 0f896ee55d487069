package io.vxplan.doctor;

import io.vxplan.doctor.facts.Facts;
import io.vxplan.doctor.finding.Ailment;
import io.vxplan.doctor.finding.Finding;
import io.vxplan.doctor.probe.Heard;
import io.vxplan.doctor.probe.Post;
import io.vxplan.doctor.probe.ProbeJudge;
import io.vxplan.doctor.probe.ProbeScripts;
import io.vxplan.host.Host;
import io.vxplan.host.HostException;
import io.vxplan.host.rollout.Fleet;
import io.vxplan.host.rollout.Outcome;
import io.vxplan.model.HostName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Sends real VXLAN frames between all hosts. Nobody sends before all are there, and nobody goes
/// before all have sent.
final class Probing {
    /// For each host, beside what the slowest takes.
    private static final Duration SHARE = Duration.ofSeconds(2);

    private final Fleet fleet;
    private final SortedMap<HostName, List<Post>> posts;
    private final SortedMap<HostName, Heard> heard = new TreeMap<>();
    private final List<Finding> findings = new ArrayList<>();

    Probing(Fleet fleet, SortedMap<HostName, List<Post>> posts) {
        this.fleet = fleet;
        this.posts = posts;
    }

    /// A host that can't be asked any more is left out: its namespace goes by itself.
    List<Finding> run(Map<HostName, Facts> facts) {
        Duration lifetime =
                ProbeScripts.TIMEOUT.multipliedBy(3).plus(SHARE.multipliedBy(posts.size()));
        each(posts.keySet(), host -> ProbeScripts.open(of(host), lifetime));
        heard.values().removeIf(one -> one.holder().isEmpty());
        each(heard.keySet(), host -> ProbeScripts.send(holder(host), of(host)));
        each(heard.keySet(), host -> ProbeScripts.close(holder(host), of(host)));
        findings.addAll(ProbeJudge.of(posts, facts, heard));
        return List.copyOf(findings);
    }

    @FunctionalInterface
    private interface Script {
        String of(HostName host);
    }

    private void each(Set<HostName> hosts, Script script) {
        SortedMap<HostName, String> scripts = new TreeMap<>();
        hosts.forEach(host -> scripts.put(host, script.of(host)));
        fleet.each(
                scripts.keySet(),
                host -> run(host, Objects.requireNonNull(scripts.get(host.name()))),
                (host, outcome) -> {
                    switch (outcome) {
                        case Outcome.Done(String output) ->
                                heard.computeIfAbsent(host, _ -> new Heard()).add(output);
                        case Outcome.Failed(var failure) -> {
                            heard.remove(host);
                            findings.add(notProbed(host, failure));
                        }
                    }
                });
    }

    private static Finding notProbed(HostName host, HostException failure) {
        return new Finding(
                Ailment.NOT_CHECKED,
                host,
                "VXLAN frames could not be sent from it and to it: " + failure.getMessage(),
                failure.advice().isEmpty() ? "ask again" : failure.advice());
    }

    private static String run(Host host, String script) throws HostException {
        return host.run(script, ProbeScripts.TIMEOUT).output();
    }

    private List<Post> of(HostName host) {
        return posts.getOrDefault(host, List.of());
    }

    private long holder(HostName host) {
        return Objects.requireNonNull(heard.get(host)).holder().orElseThrow();
    }
}
