package io.vxplan.lab;

import io.vxplan.host.Host;
import io.vxplan.host.HostException;
import io.vxplan.host.local.LocalHost;
import io.vxplan.model.HostName;
import io.vxplan.verify.Vantages;
import io.vxplan.verify.check.Vantage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// In a lab workloads are reached as hosts are: each is a namespace.
public record LabVantages(Lab lab) implements Vantages {

    /// Those of the lab whose own inventory this is; of any other inventory none.
    public static Vantages of(Path inventory) throws LabException {
        Path file = inventory.toAbsolutePath().normalize();
        Optional<Lab> lab = Lab.find(file).filter(found -> found.inventory().equals(file));
        return lab.<Vantages>map(LabVantages::new).orElse(Vantages.NONE);
    }

    @Override
    public Optional<Probe> find(Vantage.InWorkload workload) {
        HostName name = new HostName(workload.toString());
        return lab.workload(workload.overlay(), workload.endpoint())
                .map(namespace -> (script, timeout) -> run(name, namespace, script, timeout));
    }

    private static Host.CommandResult run(
            HostName name, Path namespace, String script, Duration timeout) throws HostException {
        try (Host workload = LocalHost.inNamespace(name, namespace)) {
            return workload.run(script, timeout);
        }
    }
}
