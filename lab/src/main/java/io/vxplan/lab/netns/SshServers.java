package io.vxplan.lab.netns;

import io.vxplan.lab.LabException;
import io.vxplan.lab.Processes;
import io.vxplan.lab.Site;
import java.util.stream.Collectors;

/// A real OpenSSH server in each host's namespace.
final class SshServers {
    /// `UsePAM no` and `StrictModes no`: the servers are for this lab and its key alone. A server
    /// that goes to the background does so when it listens.
    private static final String SCRIPT =
            """
            set -eu
            umask 077
            sshd=$(command -v sshd) || { echo "sshd is not there" >&2; exit 1; }
            mkdir -p -m 755 /run/sshd
            cd "$folder"
            while read -r namespace host; do
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

    /// With the [SshKeys] that are there.
    static void start(Site site) throws LabException {
        String hosts =
                site.layout().hosts().values().stream()
                        .map(host -> host.name() + " " + SshKeys.of(host) + "\n")
                        .collect(Collectors.joining());
        Processes.Result result =
                Processes.run(hosts, "sh", "-c", "folder=" + site.folder().keys() + "\n" + SCRIPT);
        if (result.exitCode() != 0) {
            throw new LabException(
                    "can't start the SSH servers: " + result.errors().strip(),
                    "they need root and the package openssh-server");
        }
    }
}
