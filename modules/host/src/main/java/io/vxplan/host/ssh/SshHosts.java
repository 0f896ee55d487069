package io.vxplan.host.ssh;

import io.vxplan.host.Host;
import io.vxplan.host.HostException;
import io.vxplan.host.iproute.IprouteHost;
import io.vxplan.host.machine.Machine;
import io.vxplan.host.ssh.key.Agent;
import io.vxplan.host.ssh.key.KnownHosts;
import io.vxplan.model.Connection;
import io.vxplan.model.HostName;
import io.vxplan.netlink.NetworkNamespace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import net.schmizz.sshj.Config;

/// Opens hosts over SSH, and keeps what they share: algorithms, keys, known hosts.
public final class SshHosts {
    /// One for all: making it takes longer than connecting.
    static final Config ALGORITHMS = new Algorithms();

    private final Path home;
    private final Identities identities;
    private final JumpHosts jumpHosts = new JumpHosts(this);
    private final Map<List<Path>, KnownHosts> knownHosts = new ConcurrentHashMap<>();

    /// @param home of the user, for default keys and known hosts
    /// @param agent socket of the ssh-agent
    public SshHosts(Path home, Optional<Path> agent) {
        this.home = home;
        this.identities = new Identities(home, agent.map(Agent::new));
    }

    /// With the home and the agent of the user who runs this process.
    public static SshHosts ofUser() {
        Optional<Path> agent =
                Optional.ofNullable(System.getenv("SSH_AUTH_SOCK"))
                        .filter(path -> !path.isBlank())
                        .map(Path::of);
        return new SshHosts(Path.of(System.getProperty("user.home")), agent);
    }

    /// Connects and logs in.
    public Host open(HostName name, Connection.Ssh target) throws HostException {
        return open(name, target, Optional.of(Machine.withoutArchive()));
    }

    /// @param machine what is brought to it; empty where its network alone is ours
    public Host open(HostName name, Connection.Ssh target, Optional<Machine> machine)
            throws HostException {
        List<Connection.Ssh> way = new ArrayList<>(target.jumps());
        way.add(target);
        SshConnection connection = connect(name, List.copyOf(way));
        return new IprouteHost(name, new SshShell(name, target, connection), machine);
    }

    /// On a thread of the system. Where a virtual one waits for a socket, Java begins a thread that
    /// asks the kernel for all of them and stays in native code; and for such threads Java waits
    /// 300 ms when it ends (HotSpot, `VM_Exit::wait_for_threads_in_native_to_block`).
    private SshConnection connect(HostName name, List<Connection.Ssh> way) throws HostException {
        try (NetworkNamespace here = NetworkNamespace.current()) {
            return here.call(() -> SshConnection.open(this, name, way, false));
        }
    }

    Identities identities() {
        return identities;
    }

    JumpHosts jumpHosts() {
        return jumpHosts;
    }

    KnownHosts knownHosts(Connection.Ssh target) throws IOException {
        List<Path> files = knownHostsFiles(target);
        KnownHosts known = knownHosts.get(files);
        if (known == null) {
            known = KnownHosts.read(files);
            knownHosts.put(files, known);
        }
        return known;
    }

    List<Path> knownHostsFiles(Connection.Ssh target) {
        return target.knownHosts().isEmpty()
                ? List.of(
                        home.resolve(".ssh/known_hosts"),
                        home.resolve(".ssh/known_hosts2"),
                        Path.of("/etc/ssh/ssh_known_hosts"),
                        Path.of("/etc/ssh/ssh_known_hosts2"))
                : target.knownHosts();
    }
}
