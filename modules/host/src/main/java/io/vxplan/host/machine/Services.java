package io.vxplan.host.machine;

import io.vxplan.model.resource.ServiceUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Services of systemd, read and changed by its own `systemctl`: here by a shell, remotely as part
/// of a longer script.
public final class Services {
    /// A shell function that prints what [#parse] reads. Where there is no unit file of ours, it
    /// runs no program. What systemd would take for no name, or for a template, is none of ours.
    /// Where somebody removed a unit file, the link by which its service is enabled leads nowhere;
    /// and of each unit that is at work there is a link that says which start of it that is.
    public static final String READ =
            """
            services() {
                [ -d "$root/run/systemd/system" ] || return 0
                printf 'Id=%s\\nActiveState=active\\nMainPID=0\\n\\n' init.scope
                set --
                for file in "$root"/etc/systemd/system/vxplan-*.service "$root"/etc/systemd/system/*.wants/vxplan-*.service \\
                    "$root"/run/systemd/units/invocation:vxplan-*.service; do
                    name=${file##*/}
                    name=${name#invocation:}
                    case $name in *[!A-Za-z0-9:_.-]*) continue ;; esac
                    case $file in *.wants/*) [ ! -e "$file" ] || continue ;; esac
                    case " $* " in *" $name "*) continue ;; esac
                    if [ -e "$file" ] || [ -L "$file" ]; then set -- "$@" "$name"; fi
                done
                [ $# -gt 0 ] || return 0
                shown=$(systemctl show -p Id -p Type -p CanReload -p UnitFileState -p ActiveState -p MainPID -- "$@") ||
                    return 1
                printf '%s\\n' "$shown" | while IFS== read -r name value; do
                    printf '%s=%s\\n' "$name" "$value"
                    [ "$name" != MainPID ] || [ "$value" = 0 ] ||
                        tr '\\0' '\\n' <"/proc/$value/environ" 2>/dev/null |
                        sed -n 's/^VXPLAN_STAMP=/Stamp=/p'
                done
            }
            """;

    /// Shell functions `start UNIT`, `enable UNIT`, `stop UNIT` and `reload`.
    ///
    /// systemd goes by the unit files as they were when it last read them: so `start` has them read
    /// first, once in a script, even where none was written now; an apply may have been killed
    /// after it wrote them. A service that failed too often would not be started again without
    /// `reset-failed`. What a service leaves in folders of its own goes with it, and with the last
    /// of them the folders above. That is more than `systemctl clean` does, and older ones have no
    /// `clean`; of a unit without a file systemd knows them no longer than until it has stopped; a
    /// dynamic user's folder is in `private`, and a link to it where it is said to be. What is not
    /// there can't be disabled.
    public static final String WRITE =
            """
            reload() {
                [ -n "$reloaded" ] || [ ! -d "$root/run/systemd/system" ] ||
                    systemctl daemon-reload || return 1
                reloaded=yes
            }
            enable() {
                reload && systemctl --quiet enable "$1"
            }
            start() {
                enable "$1" || return 1
                systemctl reset-failed "$1" 2>/dev/null
                systemctl restart "$1" && return
                said=$(journalctl -u "$1" -n 20 --no-pager 2>/dev/null) ||
                    said=$(systemctl status --no-pager -n 20 "$1" 2>&1)
                printf '%s\\n' "$said" | sed 's/^/    /' >&2
                return 1
            }
            stop() {
                folders=$(systemctl show -p StateDirectory -p RuntimeDirectory -- "$1")
                if is_installed "$1"; then
                    systemctl --quiet disable --now "$1"
                else
                    systemctl --quiet stop "$1"
                fi || return 1
                systemctl reset-failed "$1" 2>/dev/null
                printf '%s\n' "$folders" | while IFS== read -r name folder; do
                    case $name=$folder in
                        StateDirectory=vxplan/*) for top in lib lib/private; do forget "/var/$top"; done ;;
                        RuntimeDirectory=vxplan/*) for top in run run/private; do forget "/$top"; done ;;
                    esac
                done
                return 0
            }
            is_installed() {
                for file in "$root/etc/systemd/system/$1" "$root"/etc/systemd/system/*.wants/"$1"; do
                    if [ -e "$file" ] || [ -L "$file" ]; then return 0; fi
                done
                return 1
            }
            forget() {
                ( cd "$root$1" 2>/dev/null && rm -rf "./$folder" && rmdir -p "${folder%/*}" 2>/dev/null )
            }
            """;

    private static final Set<String> NOT_AT_WORK =
            Set.of("inactive", "failed", ServiceUnit.ONESHOT);

    private Services() {}

    /// From what [#READ] printed, which is what `systemctl show` prints, each main process's stamp
    /// after its number: properties in an order of systemd's own, and a line without a name between
    /// units. Without those that are neither enabled nor at work.
    public static List<ServiceUnit> parse(String shown) {
        List<ServiceUnit> units = new ArrayList<>();
        Map<String, String> properties = new HashMap<>();
        for (String line : (shown + "\n").lines().toList()) {
            int at = line.indexOf('=');
            if (at > 0) {
                properties.put(line.substring(0, at), line.substring(at + 1));
            } else {
                unit(properties).ifPresent(units::add);
                properties.clear();
            }
        }
        unit(properties).ifPresent(units::add);
        return units;
    }

    private static Optional<ServiceUnit> unit(Map<String, String> properties) {
        String name = properties.getOrDefault("Id", "");
        boolean enabled = properties.getOrDefault("UnitFileState", "").startsWith("enabled");
        boolean oneshot =
                properties.getOrDefault("Type", "").equals(ServiceUnit.ONESHOT)
                        && !properties.getOrDefault("CanReload", "").equals("yes");
        String state = oneshot ? ServiceUnit.ONESHOT : properties.getOrDefault("ActiveState", "");
        boolean isThere = enabled || !NOT_AT_WORK.contains(state);
        return ServiceUnit.isName(name) && isThere
                ? Optional.of(
                        new ServiceUnit(
                                name, enabled, state, Optional.ofNullable(properties.get("Stamp"))))
                : Optional.empty();
    }
}
