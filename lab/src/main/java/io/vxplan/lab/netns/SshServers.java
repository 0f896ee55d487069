package io.vxplan.lab.netns;

import io.vxplan.lab.LabException;
import io.vxplan.lab.Processes;
import io.vxplan.lab.layout.Cable;
import io.vxplan.lab.layout.Cable.Attachment;
import io.vxplan.lab.layout.LabLayout;
import io.vxplan.lab.layout.Namespace;
import java.nio.file.Path;

/// A real OpenSSH server in each host's namespace, with a host key of its own, and one client key
/// for all of them.
final class SshServers {
    /// `UsePAM no` and `StrictModes no`: the servers are for this lab and its key alone. A server
    /// that goes to the background does so when it listens.
    private static final String SCRIPT =
            """
            set -eu
            umask 077
            sshd=$(command -v sshd) || { echo "sshd is not there" >&2; exit 1; }
            mkdir -p -m 755 /run/sshd
            mkdir -p "$folder"
            cd "$folder"
            ssh-keygen -q -t ed25519 -N '' -C vxplan-lab -f client
            while read -r namespace host addresses; do
                ssh-keygen -q -t ed25519 -N '' -C "$host" -f "$host"
                read -r type key rest <"$host.pub"
                for address in $addresses; do
                    echo "$address $type $key" >>known_hosts
                done
                cat >"$host.conf" <<END
            HostKey $folder/$host
            AuthorizedKeysFile $folder/client.pub
            PidFile none
            UsePAM no
            StrictModes no
            PasswordAuthentication no
            KbdInteractiveAuthentication no
            PermitRootLogin prohibit-password
            MaxStartups 100
            Subsystem sftp internal-sftp
            END
                ip netns exec "$namespace" "$sshd" -f "$host.conf" -E "$host.log" </dev/null
            done
            """;

    private SshServers() {}

    static void start(Path keys, LabLayout layout) throws LabException {
        Processes.Result result =
                Processes.run(hosts(layout), "sh", "-c", "folder=" + keys + "\n" + SCRIPT);
        if (result.exitCode() != 0) {
            throw new LabException(
                    "can't start the SSH servers: " + result.errors().strip(),
                    "they need root and the package openssh-server");
        }
    }

    /// A line for each host: its namespace, a name for its files, its underlay addresses.
    private static String hosts(LabLayout layout) {
        StringBuilder text = new StringBuilder();
        int number = 1;
        for (Namespace host : layout.hosts().values()) {
            text.append(host.name()).append(" host").append(number++);
            for (Cable cable : layout.cables()) {
                if (cable.first().namespace().equals(host.name())
                        && cable.second().namespace().equals(layout.underlay().name())
                        && cable.first().attachment() instanceof Attachment.Addressed(var own)) {
                    own.forEach(address -> text.append(' ').append(address.address()));
                }
            }
            text.append('\n');
        }
        return text.toString();
    }
}
