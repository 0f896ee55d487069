package io.vxplan.lab.netns;

import io.vxplan.lab.LabException;
import io.vxplan.lab.Processes;
import io.vxplan.lab.Site;
import io.vxplan.lab.layout.Cable;
import io.vxplan.lab.layout.Cable.Attachment;
import io.vxplan.lab.layout.LabLayout;
import io.vxplan.lab.layout.Namespace;

/// A key of its own for each host, and one for whoever logs in: in the lab's folder, with a
/// known_hosts of them.
public final class SshKeys {
    private static final String SCRIPT =
            """
            set -eu
            umask 077
            mkdir -p "$folder"
            cd "$folder"
            ssh-keygen -q -t ed25519 -N '' -C vxplan-lab -f client
            while read -r host addresses; do
                ssh-keygen -q -t ed25519 -N '' -C "$host" -f "$host"
                read -r type key rest <"$host.pub"
                for address in $addresses; do
                    echo "$address $type $key" >>known_hosts
                done
            done
            """;

    private SshKeys() {}

    /// The name of a host's key file.
    public static String of(Namespace host) {
        return host.name().replace('%', '.');
    }

    public static void make(Site site) throws LabException {
        Processes.Result result =
                Processes.run(
                        hosts(site.layout()),
                        "sh",
                        "-c",
                        "folder=" + site.folder().keys() + "\n" + SCRIPT);
        if (result.exitCode() != 0) {
            throw new LabException(
                    "can't make SSH keys: " + result.errors().strip(),
                    "they need the package openssh-client");
        }
    }

    /// A line for each host: the name of its key, its underlay addresses.
    private static String hosts(LabLayout layout) {
        StringBuilder text = new StringBuilder();
        for (Namespace host : layout.hosts().values()) {
            text.append(of(host));
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
