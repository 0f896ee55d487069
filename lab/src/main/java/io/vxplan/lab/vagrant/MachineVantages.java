package io.vxplan.lab.vagrant;

import io.vxplan.host.Host.CommandResult;
import io.vxplan.host.HostException;
import io.vxplan.lab.LabException;
import io.vxplan.lab.Processes;
import io.vxplan.lab.folder.LabRecord;
import io.vxplan.lab.folder.LabRecord.WorkloadRecord;
import io.vxplan.model.HostName;
import io.vxplan.verify.Vantages;
import io.vxplan.verify.check.Vantage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Workloads are reached by their machine.
record MachineVantages(Machines machines, LabRecord record) implements Vantages {

    @Override
    public Optional<Probe> find(Vantage.InWorkload wanted) {
        return record.workload(wanted.overlay(), wanted.endpoint())
                .map(workload -> (script, timeout) -> run(workload, script, timeout));
    }

    private CommandResult run(WorkloadRecord workload, String script, Duration timeout)
            throws HostException {
        HostName host = new HostName(workload.host());
        List<String> command =
                machines.command(
                        host,
                        List.of(),
                        List.of("ip", "netns", "exec", workload.namespace(), "sh", "-s"));
        String limit = Long.toString(timeout.toSeconds());
        try {
            Processes.Result result =
                    Processes.run(
                            script,
                            Processes.concat(List.of("timeout", limit), command)
                                    .toArray(String[]::new));
            return new CommandResult(result.exitCode(), result.output(), result.errors());
        } catch (LabException e) {
            throw new HostException(host, String.valueOf(e.getMessage()), e.advice());
        }
    }
}
