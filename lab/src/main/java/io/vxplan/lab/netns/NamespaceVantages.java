package io.vxplan.lab.netns;

import io.vxplan.host.Host;
import io.vxplan.host.HostException;
import io.vxplan.host.local.LocalHost;
import io.vxplan.lab.LabException;
import io.vxplan.lab.Processes;
import io.vxplan.lab.folder.LabRecord;
import io.vxplan.lab.folder.LabRecord.WorkloadRecord;
import io.vxplan.model.HostName;
import io.vxplan.verify.Vantages;
import io.vxplan.verify.check.Vantage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/// Workloads are reached as hosts are: each is a namespace.
record NamespaceVantages(LabRecord record) implements Vantages {
    /// With the kernel's defaults an entry stays for up to 45 seconds, used or not.
    private static final String FORGET =
            """
            for table in /proc/sys/net/ipv[46]/neigh/*; do
              echo 1000 >$table/base_reachable_time_ms
              echo 0 >$table/delay_first_probe_time
            done
            """;

    @Override
    public Optional<Probe> find(Vantage.InWorkload workload) {
        HostName name = new HostName(workload.toString());
        return record.workload(workload.overlay(), workload.endpoint())
                .map(each -> Namespaces.path(each.namespace()))
                .map(namespace -> (script, timeout) -> run(name, namespace, script, timeout));
    }

    private static Host.CommandResult run(
            HostName name, Path namespace, String script, Duration timeout) throws HostException {
        try (Host workload = LocalHost.inNamespace(name, namespace)) {
            return workload.run(script, timeout);
        }
    }

    /// Lets neighbours be forgotten soon: all hosts share the machine's one table of 1,024, and
    /// `verify` would have to wait for room in it. The devices are there since `apply`.
    @Override
    public void prepare() {
        StringBuilder script = new StringBuilder();
        Stream.concat(
                        record.hosts().values().stream(),
                        record.workloads().stream().map(WorkloadRecord::namespace))
                .map(Namespaces::path)
                .forEach(namespace ->
                        script.append("nsenter --net=")
                                .append(namespace)
                                .append(" sh -c '")
                                .append(FORGET)
                                .append("'\n"));
        try {
            Processes.script(script.toString(), "let neighbours be forgotten");
        } catch (LabException _) {
            // It only takes longer.
        }
    }
}
