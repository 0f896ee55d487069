package io.vxplan.verify;

import io.vxplan.host.Host;
import io.vxplan.host.HostException;
import io.vxplan.host.local.LocalHost;
import io.vxplan.host.rollout.Fleet;
import io.vxplan.model.HostName;
import io.vxplan.testing.TestHosts;
import io.vxplan.verify.check.Vantage;
import java.util.Optional;

/// Hosts and workloads, opened by netlink.
final class Machines extends TestHosts {
    Machines(int count) {
        super(count);
    }

    private Host open(HostName machine) throws HostException {
        return LocalHost.inNamespace(machine, namespace(machine.value()));
    }

    Fleet fleet() {
        return new Fleet(this::open, 4);
    }

    /// Reaches the workloads among these machines, by the names of their endpoints.
    Vantages vantages() {
        return (Vantage.InWorkload workload) ->
                has(workload.endpoint())
                        ? Optional.of((script, timeout) -> {
                            try (Host host = open(new HostName(workload.endpoint()))) {
                                return host.run(script, timeout);
                            }
                        })
                        : Optional.empty();
    }
}
