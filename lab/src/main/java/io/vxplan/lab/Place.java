package io.vxplan.lab;

import io.vxplan.lab.folder.LabRecord.ServerRecord;
import io.vxplan.lab.folder.LabRecord.WorkloadRecord;
import io.vxplan.model.HostName;

/// Somewhere in a lab.
public sealed interface Place {
    /// One of the inventory's hosts.
    record OnHost(HostName name) implements Place {}

    /// Where a server runs by which hosts find each other.
    record AtServer(ServerRecord server) implements Place {}

    /// A workload on or behind a host.
    record InWorkload(WorkloadRecord workload) implements Place {}
}
