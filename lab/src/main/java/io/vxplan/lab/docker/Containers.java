package io.vxplan.lab.docker;

import io.vxplan.lab.LabException;
import io.vxplan.lab.Processes;
import io.vxplan.lab.Site;
import io.vxplan.lab.layout.LabName;
import io.vxplan.lab.netns.SshKeys;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The containers of a lab. They are found by a label, and docker removes those that end.
final class Containers {
    private static final String LABEL = "io.vxplan.lab";

    /// `NET_ADMIN` is what VXLAN takes. Forwarding is written to /proc/sys, which docker, and where
    /// it is there AppArmor, would leave read-only. The containers' processes are to be this
    /// machine's own, or their namespaces can't be got at: their control groups have the id.
    private static final String START =
            """
            set -eu
            cd "$keys"
            containers=
            while read -r container host key; do
                id=$(docker create --name "$container" --hostname "$host" --label "$label" --pull never --rm --init --network none \\
                    --cap-add NET_ADMIN --security-opt apparmor=unconfined --security-opt systempaths=unconfined "$image")
                docker cp "$key" "$container:/etc/ssh/ssh_host_ed25519_key" >/dev/null
                docker cp client.pub "$container:/root/.ssh/authorized_keys" >/dev/null
                containers="$containers $container"
            done
            docker start $containers >/dev/null
            docker inspect --format '{{.Name}} {{.Id}} {{.State.Pid}}' $containers | while read -r container id process; do
                grep -qs "$id" "/proc/$process/cgroup" || {
                    echo "the containers of this docker are no processes of this machine" >&2
                    exit 1
                }
                tries=200
                until nsenter --net --target "$process" ss -ltnH 'sport = :22' | grep -q .; do
                    tries=$((tries - 1))
                    [ $tries -gt 0 ] || { echo "the SSH server of $container does not listen" >&2; exit 1; }
                    sleep 0.05
                done
                echo "${container#/} $process"
            done
            """;

    private Containers() {}

    /// The name of the one that is a host, whose namespace has that name.
    ///
    /// Docker knows no `%` in names. In place of it nothing but that is a dot in a host's.
    static String name(String namespace) {
        return "vxplan." + namespace.replace('%', '.');
    }

    /// Starts one for each host, with its key, and waits until one can log in.
    ///
    /// @return a process of each, by the name that its namespace is to have
    static Map<String, Long> start(String image, Site site) throws LabException {
        StringBuilder lines = new StringBuilder();
        Map<String, String> namespaces = new HashMap<>();
        site.layout()
                .hosts()
                .forEach((host, namespace) -> {
                    String name = name(namespace.name());
                    namespaces.put(name, namespace.name());
                    lines.append(name)
                            .append(' ')
                            .append(host)
                            .append(' ')
                            .append(SshKeys.of(namespace))
                            .append('\n');
                });
        String variables =
                "image=%s\nlabel=%s\nkeys=%s\n"
                        .formatted(image, label(site.folder().name()), site.folder().keys());
        Processes.Result result = Processes.run(lines.toString(), "sh", "-c", variables + START);
        if (result.exitCode() != 0) {
            throw new LabException("can't start the containers: " + result.errors().strip(), "");
        }
        Map<String, Long> processes = new HashMap<>();
        for (String line : result.output().lines().toList()) {
            String[] words = line.split(" ", 2);
            processes.put(namespaces.getOrDefault(words[0], words[0]), Long.parseLong(words[1]));
        }
        return processes;
    }

    /// The names of those that run.
    static List<String> running(LabName lab) throws LabException {
        return Processes.script(
                        "docker ps --filter label=%s --format '{{.Names}}'\n".formatted(label(lab)),
                        "ask docker for the containers of lab " + lab)
                .lines()
                .toList();
    }

    static void remove(LabName lab) throws LabException {
        Processes.script(
                """
                set -eu
                containers=$(docker ps --all --quiet --filter label=%s)
                [ -z "$containers" ] || docker rm --force --volumes $containers >/dev/null
                """
                        .formatted(label(lab)),
                "remove the containers of lab " + lab);
    }

    private static String label(LabName lab) {
        return LABEL + "=" + lab;
    }
}
