package io.vxplan.host.local;

import io.vxplan.host.Holder;
import io.vxplan.host.Host;
import io.vxplan.host.HostException;
import io.vxplan.host.machine.Machine;
import io.vxplan.model.HostName;
import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.address.Prefix;
import io.vxplan.model.resource.HostState;
import io.vxplan.model.resource.Resource;
import io.vxplan.netlink.FileLock;
import io.vxplan.netlink.NetlinkException;
import io.vxplan.netlink.NetlinkMonitor;
import io.vxplan.netlink.NetlinkSocket;
import io.vxplan.netlink.NetworkNamespace;
import io.vxplan.plan.Change;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// A host on this machine: the machine itself, or one of its network namespaces.
public final class LocalHost implements Host {
    private final HostName name;
    private final NetworkNamespace namespace;
    private final NetlinkSocket socket;
    private final FirewallState firewall;
    private final Optional<Machine> machine;
    private Optional<HostLock> lock = Optional.empty();

    private LocalHost(
            HostName name,
            NetworkNamespace namespace,
            NetlinkSocket socket,
            FirewallState firewall,
            Optional<Machine> machine) {
        this.name = name;
        this.namespace = namespace;
        this.socket = socket;
        this.firewall = firewall;
        this.machine = machine;
    }

    /// The network of the machine itself: the network namespace of this process.
    public static LocalHost here(HostName name) throws HostException {
        return open(name, NetworkNamespace.current(), Optional.empty());
    }

    /// The machine itself, with its files and services.
    public static LocalHost whole(HostName name, Machine machine) throws HostException {
        return open(name, NetworkNamespace.current(), Optional.of(machine));
    }

    /// A namespace as a host of its own. It has no files and services: those are the machine's.
    ///
    /// @param path of a network namespace, such as /run/netns/NAME or /proc/PID/ns/net
    public static LocalHost inNamespace(HostName name, Path path) throws HostException {
        return inNamespace(name, path, Optional.empty());
    }

    /// @param machine whose files and services are the namespace's
    public static LocalHost inNamespace(HostName name, Path path, Optional<Machine> machine)
            throws HostException {
        try {
            return open(name, NetworkNamespace.at(path), machine);
        } catch (NetlinkException e) {
            throw Failure.opening(name, e);
        }
    }

    private static LocalHost open(
            HostName name, NetworkNamespace namespace, Optional<Machine> machine)
            throws HostException {
        try {
            return new LocalHost(
                    name,
                    namespace,
                    namespace.call(NetlinkSocket::open),
                    namespace.call(() -> FirewallState.open(new Shell(name))),
                    machine);
        } catch (NetlinkException e) {
            namespace.close();
            throw Failure.opening(name, e);
        }
    }

    @Override
    public HostName name() {
        return name;
    }

    @Override
    public HostState observe() throws HostException {
        return observe(Relevance.ALL);
    }

    /// The same, but of routes those alone that bear vxplan's mark or lead to a network that
    /// matters: a host may have all routes of the Internet. The kernel has no filter for prefixes,
    /// so it tells of all; the others are dropped as they are read.
    public HostState observe(Predicate<Prefix> matters) throws HostException {
        return observe(new Relevance(matters));
    }

    private HostState observe(Relevance relevance) throws HostException {
        try {
            List<Resource> resources =
                    namespace.call(() -> new Observation(socket, relevance).read());
            resources.addAll(namespace.call(firewall::read));
            if (machine.isPresent()) {
                resources.addAll(state(machine.get()).read());
            }
            return HostState.observed(resources);
        } catch (IOException e) {
            throw Failure.reading(name, e);
        }
    }

    private MachineState state(Machine of) {
        return new MachineState(of, new Shell(name));
    }

    @Override
    public void apply(List<Change> changes) throws HostException {
        Execution execution =
                new Execution(name, socket, firewall, machine.map(this::state), changes);
        namespace.<Execution, HostException>call(() -> {
            Optional<FileLock> scripts =
                    lock.isPresent() ? HostLock.scripts(name) : Optional.empty();
            try {
                execution.carryOut();
                return execution;
            } finally {
                scripts.ifPresent(FileLock::close);
            }
        });
    }

    /// Tells when something changes that vxplan goes by, whoever changes it: links and bridge
    /// ports, addresses, routes, our firewalls, and those FDB entries and neighbours that somebody
    /// made. Not what the kernel learns and forgets by itself, and no sysctls.
    ///
    /// It does not tell what changed: observe, and compare. The changes of [#apply] are told of
    /// too. So whoever applies only what differs is called once more, to find nothing to do, while
    /// whoever applies the same each time would never rest. Changes from before this returns are
    /// not told of: watch first, then observe.
    ///
    /// @param changed called on the watch's own thread, some hundredths of a second after the first
    ///   of several changes; it should pass that on and return
    /// @param failed called with the reason, should the watch end before it is closed
    /// @return to be closed by the caller; it does not need this host to stay open
    public Watch watch(Runnable changed, Consumer<HostException> failed) throws HostException {
        return watch(_ -> true, changed, failed);
    }

    /// The same, but of routes those alone that bear vxplan's mark or lead to a network that
    /// matters: on a host with all routes of the Internet some change all the time.
    ///
    /// @param matters asked on the watch's own thread, for each route that changes
    public Watch watch(Predicate<Prefix> matters, Runnable changed, Consumer<HostException> failed)
            throws HostException {
        try {
            return Watch.start(
                    name,
                    namespace.call(NetlinkMonitor::open),
                    new Relevance(matters),
                    changed,
                    failed);
        } catch (NetlinkException e) {
            throw Failure.watching(name, e);
        }
    }

    /// What went through an interface; empty where there is none of that name. Any thread.
    public Optional<Traffic> traffic(InterfaceName device) throws HostException {
        try {
            return namespace.call(() -> Traffic.read(device.value()));
        } catch (IOException e) {
            throw Failure.reading(name, e);
        }
    }

    /// Takes a name that only one process has at a time in this host's network namespace.
    ///
    /// @return empty where another has it; else to be closed by the caller
    public Optional<NameLock> tryLock(String lock) throws HostException {
        try {
            return namespace.call(() -> NameLock.take(lock));
        } catch (NetlinkException e) {
            throw Failure.locking(name, e);
        }
    }

    @Override
    public Optional<Holder> lock(Holder mine, Duration patience) throws HostException {
        try {
            HostLock.Taken taken = namespace.call(() -> HostLock.take(mine, patience));
            lock = taken.lock();
            return taken.other();
        } catch (IOException e) {
            throw Failure.locking(name, e);
        }
    }

    @Override
    public CommandResult run(String script, Duration timeout) throws HostException {
        return namespace.call(() -> new Shell(name).run(script, timeout));
    }

    @Override
    public CommandResult run(String script, String input, Duration timeout) throws HostException {
        InputStream bytes = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        return namespace.call(() -> new Shell(name).run(script, bytes, timeout));
    }

    @Override
    public void close() {
        lock.ifPresent(HostLock::close);
        lock = Optional.empty();
        firewall.close();
        socket.close();
        namespace.close();
    }
}
