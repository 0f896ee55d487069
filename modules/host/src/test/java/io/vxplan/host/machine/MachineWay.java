package io.vxplan.host.machine;

import io.vxplan.host.Host;
import io.vxplan.host.HostException;
import io.vxplan.host.iproute.IprouteHost;
import io.vxplan.host.iproute.NamespaceShell;
import io.vxplan.host.local.LocalHost;
import io.vxplan.model.HostName;
import java.nio.file.Path;
import java.util.Optional;

/// How a machine is read and changed.
enum MachineWay {
    HERE,
    BY_SHELL;

    Host open(HostName name, TestMachine machine, Optional<RuntimeArchive> archive)
            throws HostException {
        Optional<Machine> files = Optional.of(machine.with(archive));
        return switch (this) {
            case HERE ->
                    LocalHost.inNamespace(
                            name, Path.of("/run/netns", machine.namespace().name()), files);
            case BY_SHELL -> new IprouteHost(name, new NamespaceShell(machine.namespace()), files);
        };
    }
}
