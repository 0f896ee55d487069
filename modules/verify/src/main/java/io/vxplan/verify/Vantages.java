package io.vxplan.verify;

import io.vxplan.host.Host.CommandResult;
import io.vxplan.host.HostException;
import io.vxplan.verify.check.Vantage;
import java.time.Duration;
import java.util.Optional;

/// Where else than on hosts one can look from: how to run something inside a workload. Hosts are
/// reached anyway; workloads in a lab, where each is a network namespace, and not on real machines.
@FunctionalInterface
public interface Vantages {
    /// No workload can be reached.
    Vantages NONE = _ -> Optional.empty();

    Optional<Probe> find(Vantage.InWorkload workload);

    /// Called before anything is sent.
    default void prepare() {}

    /// Runs a script with `sh` in the workload's network namespace, with no input.
    @FunctionalInterface
    interface Probe {
        CommandResult run(String script, Duration timeout) throws HostException;
    }
}
