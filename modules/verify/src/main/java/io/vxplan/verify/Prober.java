package io.vxplan.verify;

import io.vxplan.host.Host;
import io.vxplan.host.HostException;
import io.vxplan.host.rollout.Fleet;
import io.vxplan.host.rollout.Outcome;
import io.vxplan.model.HostName;
import io.vxplan.verify.check.Check;
import io.vxplan.verify.check.Vantage;
import io.vxplan.verify.check.Waves;
import io.vxplan.verify.probe.ProbeScript;
import io.vxplan.verify.result.Judge;
import io.vxplan.verify.result.Verdict;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// Has the pings sent, from all hosts at the same time.
record Prober(Fleet fleet, Vantages vantages, Judge judge) {
    /// A ping that is lost is tried again, for the first one may only have begun to resolve an
    /// address.
    private static final int ATTEMPTS = 3;

    /// After which a full neighbour table has some room again.
    private static final Duration AGEING = Duration.ofSeconds(10);

    /// The same on all that share one kernel, however many namespaces it has.
    private static final String KERNEL = "cat /proc/sys/kernel/random/boot_id";

    Map<Check, Verdict> probe(List<Check> checks) {
        boolean inWaves = Waves.neighbours(checks) > Waves.NO_NEED && shareKernel(checks);
        return inWaves ? inWaves(checks) : atOnce(checks);
    }

    private Map<Check, Verdict> atOnce(List<Check> checks) {
        Map<Check, Verdict> verdicts = new HashMap<>();
        List<Check> open = checks;
        for (int attempt = 0; attempt < ATTEMPTS && !open.isEmpty(); attempt++) {
            verdicts.putAll(send(open));
            open = unsettled(open, verdicts);
        }
        return verdicts;
    }

    /// What found no room in the neighbour table has another chance when other entries have aged;
    /// an attempt in which others got through does not count.
    private Map<Check, Verdict> inWaves(List<Check> checks) {
        Map<Check, Verdict> verdicts = new HashMap<>();
        List<Check> open = checks;
        int attempts = 0;
        while (attempts < ATTEMPTS && !open.isEmpty()) {
            if (!verdicts.isEmpty()) {
                pause(AGEING);
            }
            for (Waves.Wave wave : Waves.of(open)) {
                long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(wave.millis());
                verdicts.putAll(send(wave.checks()));
                pause(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
            }
            List<Check> left = unsettled(open, verdicts);
            attempts += left.size() < open.size() ? 0 : 1;
            open = left;
        }
        return verdicts;
    }

    private static List<Check> unsettled(List<Check> checks, Map<Check, Verdict> verdicts) {
        return checks.stream()
                .filter(check -> Objects.requireNonNull(verdicts.get(check)).mayPass())
                .toList();
    }

    private boolean shareKernel(List<Check> checks) {
        Set<HostName> hosts = checks.stream().map(Check::host).collect(Collectors.toSet());
        Set<String> kernels = new HashSet<>();
        boolean[] shared = new boolean[1];
        fleet.each(
                hosts,
                host -> host.run(KERNEL, ProbeScript.timeout(1)).output().strip(),
                (_, outcome) -> {
                    if (outcome instanceof Outcome.Done(String kernel) && !kernels.add(kernel)) {
                        shared[0] = true;
                    }
                });
        return shared[0];
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            // The next host that is asked ends it.
            Thread.currentThread().interrupt();
        }
    }

    private Map<Check, Verdict> send(List<Check> checks) {
        SortedMap<HostName, SortedMap<Vantage, List<Check>>> byHost =
                checks.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Check::host,
                                        TreeMap::new,
                                        Collectors.groupingBy(
                                                Check::from, TreeMap::new, Collectors.toList())));
        Map<Check, Verdict> verdicts = new HashMap<>();
        fleet.each(
                byHost.keySet(),
                host -> ask(host, Objects.requireNonNull(byHost.get(host.name()))),
                (host, outcome) ->
                        verdicts.putAll(
                                switch (outcome) {
                                    case Outcome.Done(var found) -> found;
                                    case Outcome.Failed(var failure) ->
                                            Judge.notRun(
                                                    checks.stream()
                                                            .filter(check ->
                                                                    check.host().equals(host))
                                                            .toList(),
                                                    failure);
                                }));
        return verdicts;
    }

    /// The workloads of a host are asked after it, one by one: together they are one machine.
    private Map<Check, Verdict> ask(Host host, SortedMap<Vantage, List<Check>> places)
            throws HostException {
        Map<Check, Verdict> verdicts = new HashMap<>();
        for (Map.Entry<Vantage, List<Check>> place : places.entrySet()) {
            List<Check> checks = place.getValue();
            Optional<Vantages.Probe> probe =
                    switch (place.getKey()) {
                        case Vantage.OnHost _ -> Optional.of(host::run);
                        case Vantage.InWorkload workload -> vantages.find(workload);
                    };
            if (probe.isPresent()) {
                Host.CommandResult ran =
                        probe.get().run(ProbeScript.of(checks), ProbeScript.timeout(checks.size()));
                verdicts.putAll(judge.judge(checks, ran));
            } else {
                Verdict verdict =
                        new Verdict.NotChecked(
                                "nothing can be run inside workload " + place.getKey());
                checks.forEach(check -> verdicts.put(check, verdict));
            }
        }
        return verdicts;
    }
}
