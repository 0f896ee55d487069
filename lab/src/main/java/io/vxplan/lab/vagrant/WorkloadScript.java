package io.vxplan.lab.vagrant;

import io.vxplan.lab.layout.Cable;
import io.vxplan.lab.layout.LabLayout;
import io.vxplan.lab.layout.LayoutScript;
import io.vxplan.lab.layout.Namespace;
import io.vxplan.lab.layout.Workload;
import io.vxplan.model.HostName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The script that makes the workloads of a machine: network namespaces inside it, with cables to
/// the machine's own, which gets a name for that.
///
/// A service of the machine runs it at each boot, before there is a network: workloads are back by
/// themselves, as containers and virtual machines behind a real host would be.
final class WorkloadScript {
    private WorkloadScript() {}

    static String install(LabLayout layout, HostName host) {
        LabLayout part = behind(layout, host);
        String machine = part.underlay().name();
        return """
        set -eu
        cat >/usr/local/sbin/lab-workloads <<'WORKLOADS'
        #!/bin/sh
        [ ! -e '/run/netns/%1$s' ] || exit 0
        PATH=/usr/sbin:/usr/bin:/sbin:/bin
        ip netns attach '%1$s' 1
        %2$s
        WORKLOADS
        chmod +x /usr/local/sbin/lab-workloads
        cat >/etc/systemd/system/lab-workloads.service <<'UNIT'
        [Unit]
        Description=Workloads of the lab behind this machine
        DefaultDependencies=no
        After=systemd-sysctl.service local-fs.target
        Before=network-pre.target
        Wants=network-pre.target

        [Service]
        Type=oneshot
        RemainAfterExit=yes
        ExecStart=/usr/local/sbin/lab-workloads

        [Install]
        WantedBy=multi-user.target
        UNIT
        systemctl daemon-reload
        systemctl --quiet enable lab-workloads.service
        systemctl start lab-workloads.service || { systemctl status --no-pager lab-workloads.service; exit 1; } >&2
        """
                .formatted(machine, LayoutScript.of(part, Set.of(machine)));
    }

    /// The lab as that machine has it: itself, its workloads and the cables to them.
    private static LabLayout behind(LabLayout layout, HostName host) {
        Namespace machine =
                new Namespace(layout.name().host(host), List.of(), false, List.of(), List.of());
        Namespace none = new Namespace("", List.of(), false, List.of(), List.of());
        List<Workload> workloads =
                layout.workloads().stream()
                        .filter(workload -> workload.host().equals(host))
                        .toList();
        Set<String> inside =
                workloads.stream()
                        .map(workload -> workload.namespace().name())
                        .collect(Collectors.toSet());
        List<Cable> cables =
                layout.cables().stream()
                        .filter(cable ->
                                cable.in(machine.name()).isPresent()
                                        && (inside.contains(cable.first().namespace())
                                                || inside.contains(cable.second().namespace())))
                        .toList();
        SortedMap<HostName, Namespace> itself = new TreeMap<>();
        itself.put(host, machine);
        return new LabLayout(
                layout.name(), machine, none, Optional.empty(), itself, workloads, cables);
    }
}
