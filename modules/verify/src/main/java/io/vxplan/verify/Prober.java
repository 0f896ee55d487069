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

    /// The same on all that share one kernel, however many namespaces it has.
    private static final String KERNEL = "cat /proc/sys/kernel/random/boot_id";

    Map<Check, Verdict> probe(List<Check> checks) {
        Map<Check, Verdict> verdicts = new HashMap<>();
        boolean inWaves = Waves.neighbours(checks) > Waves.NO_NEED && shareKernel(checks);
        List<Check> open = checks;
        for (int attempt = 0; attempt < ATTEMPTS && !open.isEmpty(); attempt++) {
            if (inWaves) {
                Waves.of(open).forEach(wave -> verdicts.putAll(paced(wave)));
            } else {
                verdicts.putAll(send(open));
            }
            open =
                    open.stream()
                            .filter(check -> Objects.requireNonNull(verdicts.get(check)).mayPass())
                            .toList();
        }
        return verdicts;
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

    private Map<Check, Verdict> paced(Waves.Wave wave) {
        long start = System.nanoTime();
        Map<Check, Verdict> verdicts = send(wave.checks());
        long left = wave.millis() - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        try {
            Thread.sleep(Duration.ofMillis(Math.max(0, left)));
        } catch (InterruptedException e) {
            // The next host that is asked ends it.
            Thread.currentThread().interrupt();
        }
        return verdicts;
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
