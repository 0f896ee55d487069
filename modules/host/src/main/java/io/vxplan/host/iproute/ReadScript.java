package io.vxplan.host.iproute;

import io.vxplan.host.machine.Machine;
import io.vxplan.host.machine.Runtimes;
import io.vxplan.host.machine.Services;
import io.vxplan.host.nftables.Tables;
import io.vxplan.model.resource.FileFolder;
import io.vxplan.model.resource.TextFile;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// One script that prints all of a host's state, in sections that begin with a line `--- NAME`.
/// JSON as iproute2 prints it has no such line: each of its answers is one line.
final class ReadScript {
    /// What one run of `ip` prints: to start it costs more than most tables.
    private static final int TABLES = 3;

    /// What an interrupted run left at work on the host goes on for a while, and a plan made
    /// meanwhile would be wrong when its turn comes: so the lock of the [WriteScript] is asked for,
    /// shared.
    ///
    /// How this session comes in, sshd says in `SSH_CONNECTION`: client, its port, own address, own
    /// port. sudo takes that from its child's environment, and has it in its own.
    private static final String NETWORK =
            """
            section() { printf '%s\\n' "--- $1"; }
            section version
            ip -V 2>&1
            command -v bridge >/dev/null || { echo 'bridge: not found'; exit 1; }
            section lock
            if command -v flock >/dev/null; then
                exec 9</proc/self/ns/net
                flock -s -w LOCK_SECONDS 9 || {
                    echo 'another apply held it for LOCK_SECONDS seconds' >&2
                    exit 1
                }
            fi
            section tables
            ip -N -j -d -batch - <<'END' || exit 1
            link show
            addr show
            neigh show
            END
            section routes4
            ip -N -j -4 route show table all || exit 1
            section routes6
            ip -N -j -6 route show table all || exit 1
            section fdb
            bridge -j fdb show || exit 1
            section firewall
            firewall
            section management
            connection=$SSH_CONNECTION
            pid=$PPID
            while [ -z "$connection" ] && [ "${pid:-1}" -gt 1 ]; do
                connection=$(tr '\\0' '\\n' <"/proc/$pid/environ" | sed -n 's/^SSH_CONNECTION=//p')
                pid=$(sed -n 's/^PPid:[^0-9]*//p' "/proc/$pid/status")
            done 2>/dev/null
            set -- $connection
            case ${1%%%*}${3%%%*} in
            '' | *[!0-9a-fA-F:.]*) ;;
            *)
                echo "${1%%%*} ${3%%%*}"
                zone=${1#*%}
                [ "$zone" != "$1" ] || zone=
                set -- "${1%%%*}" from "${3%%%*}" ${zone:+oif "$zone"}
                section way
                ip -N -j route get "$@" 2>/dev/null
                section wayroute
                ip -N -j route get fibmatch "$@" 2>/dev/null
                section advertised
                grep '^0\\{32\\} 00 ' /proc/net/ipv6_route 2>/dev/null
                ;;
            esac
            section sysctls
            set -- /proc/sys/kernel/osrelease /proc/sys/net/ipv4/ip_forward
            [ -d /proc/sys/net/ipv6 ] && set -- "$@" \\
                /proc/sys/net/ipv6/conf/all/forwarding /proc/sys/net/ipv6/conf/*/accept_ra
            # Not `read <"$file"`: dash reads byte by byte, and these files answer once only.
            cat "$@" | for file do
                read -r value || exit 1
                printf '%s %s\\n' "$file" "$value"
            done || exit 1
            """
                    .replace("LOCK_SECONDS", Integer.toString(WriteScript.LOCK_SECONDS));

    /// Each file is three lines: its mode and owners, its path and its content, these in Base64:
    /// there may be anything in both. What is neither a file nor a folder has no content, and is
    /// not opened; what went away meanwhile is left out.
    private static final String FILES =
            """
            encoded() { base64 | tr -d '\\n' && echo; }
            file() {
                what=$(stat -c '%a %U %u %G %g' "$1" 2>/dev/null) || return 0
                printf '%s\\n' "$what"
                printf '%s' "$1" | encoded
                if [ -L "$1" ] || [ ! -f "$1" ]; then echo; return; fi
                [ -r "$1" ] || { echo "this user may not read $1" >&2; return 1; }
                head -c MAX_BYTES "$1" | encoded
            }
            present() { [ ! -e "$1" ] && [ ! -L "$1" ] || file "$1"; }
            folder() {
                for path in "$1"/* "$1"/.[!.]*; do
                    if [ -d "$path" ] && [ ! -L "$path" ]; then folder "$path"; else present "$path"; fi ||
                        return 1
                done
            }
            """
                    .replace("MAX_BYTES", Integer.toString(TextFile.MAX_BYTES));

    /// No program is started where there is nothing to be seen.
    private static final String MACHINE =
            """
            section runtimes
            runtimes
            section files
            [ ! -d "$root/etc/vxplan" ] || folder "$root/etc/vxplan" || exit 1
            for path in PATHS; do
                [ -d "$path" ] && [ ! -L "$path" ] || present "$path" || exit 1
            done
            section services
            services || exit 1
            """
                    .replace("PATHS", paths());

    private ReadScript() {}

    /// Of files that may be ours, beside those in our own folder.
    private static String paths() {
        return Arrays.stream(FileFolder.values())
                .filter(folder -> folder != FileFolder.OWN)
                .map(folder ->
                        "\"$root\"%1$s/%2$s* \"$root\"%1$s/.%2$s*"
                                .formatted(folder.path(), folder.prefix()))
                .collect(Collectors.joining(" "));
    }

    /// @param machine empty where its network alone is to be read
    static String of(Optional<Machine> machine) {
        return Scripts.PREAMBLE
                + Tables.READ
                + machine.map(ReadScript::functions).orElse("")
                + NETWORK
                + machine.map(_ -> MACHINE).orElse("")
                + "section end\n";
    }

    private static String functions(Machine machine) {
        return machine.head() + Runtimes.READ + Services.READ + FILES;
    }

    static Map<String, String> sections(String output) {
        Map<String, String> sections = new LinkedHashMap<>();
        String name = "";
        int from = 0;
        for (int start = 0; start < output.length(); ) {
            int end = output.indexOf('\n', start);
            end = end < 0 ? output.length() : end;
            if (output.startsWith("--- ", start)) {
                sections.put(name, output.substring(from, start));
                name = output.substring(start + 4, end);
                from = Math.min(end + 1, output.length());
            }
            start = end + 1;
        }
        sections.put(name, output.substring(from));
        return sections;
    }

    /// @throws IllegalArgumentException where something is missing
    static IprouteState.Dumps dumps(Map<String, String> sections) {
        List<String> tables = sections.getOrDefault("tables", "").lines().toList();
        if (tables.size() != TABLES) {
            throw new IllegalArgumentException(
                    tables.size() + " lines for links, addresses and neighbours");
        }
        return new IprouteState.Dumps(
                tables.get(0),
                tables.get(1),
                sections.getOrDefault("routes4", ""),
                sections.getOrDefault("routes6", ""),
                tables.get(2),
                sections.getOrDefault("fdb", ""),
                sections.getOrDefault("sysctls", ""));
    }
}
