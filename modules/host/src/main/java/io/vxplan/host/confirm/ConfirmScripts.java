package io.vxplan.host.confirm;

import io.vxplan.host.Holder;
import io.vxplan.model.ShellWord;
import java.util.stream.Collectors;

/// What runs on a host that may have to go back on its own.
///
/// A folder in /run says that it waits: with the way back (`revert`), what the links were
/// (`links`), who waits for what (`note`), and what will start the way back (`timer`). To rename
/// that folder is to decide: of a confirmation and a timer that come at the same moment one does
/// it, and the other finds it gone.
///
/// What lives in the kernel, that folder and the timer don't outlive a reset; files do, and with
/// them `persistence` would bring back what nobody has confirmed. So where there are any, the way
/// back is on the disk as well, with a service that takes it when the host starts, before there is
/// a network. Its name does not begin as those of a topology's services do.
///
/// The folder's name has the number of the network namespace, and the kernel gives that again when
/// the namespace is gone, for instance with a lab. Only that of the machine itself lives as long as
/// what is in /run. In another one the sign that a host waits is not the folder, but the process
/// that will lead it back: it keeps its namespace, and the number, from ending, and a folder
/// without it is of the past. There is nothing in a namespace that a shell could read and that
/// tells it from those of all times.
final class ConfirmScripts {
    /// Where it waits already.
    static final int WAITS = 75;

    /// Where nothing waits.
    static final int NOTHING = 76;

    /// Where it went back, or is going back.
    static final int TOO_LATE = 77;

    /// Where nothing waits, whoever decides within an hour of the way back has most likely not
    /// heard of it.
    private static final String NAMES =
            """
            space=$(readlink /proc/self/ns/net) || exit 1
            space=${space#*[}
            space=${space%]}
            waiting=/run/vxplan.$space.confirm
            reverting=$waiting.reverting
            reverted=$waiting.reverted
            kept=/var/lib/vxplan-revert
            guard=/etc/systemd/system/revert-vxplan.service
            wanted=/etc/systemd/system/multi-user.target.wants/revert-vxplan.service
            went_back() { [ -n "$(find "$reverted" -mmin -60 2>/dev/null)" ]; }
            armed() {
                kind= timer=
                [ ! -e "$1/timer" ] || read -r kind timer <"$1/timer"
                if [ /proc/self/ns/net -ef /proc/1/ns/net ]; then
                    [ -e "$1" ]
                else
                    token=$(cat "$1/token" 2>/dev/null) && grep -qs "$token" "/proc/${timer:-none}/cmdline"
                fi
            }
            """;

    /// The way back on the disk is one at most: only the machine's own network has services.
    private static final String UNKEEP =
            """
            unkeep() {
                [ "$(cat "$kept/token" 2>/dev/null)" = "$1" ] || return 0
                rm -f "$wanted" "$guard"
                rm -rf "$kept"
                sync "${wanted%/*}" "${guard%/*}" "${kept%/*}" 2>/dev/null || sync
            }
            """;

    /// It takes its turn before anything that makes a network, or is started as usual. Nothing has
    /// systemd start what `multi-user.target` wants until the next boot, other than what
    /// `sysinit.target` wants, which each start of a service has in tow.
    private static final String KEEP =
            """
            keep() {
                rm -rf "$kept"
                (umask 077 && mkdir "$kept") && mkdir -p "${wanted%/*}" &&
                    cp "$waiting/revert" "$waiting/note" "$waiting/token" "$kept/" &&
                    cat >"$guard" <<END && ln -sf "$guard" "$wanted" || return 1
            [Unit]
            Description=The way back from changes of vxplan that nobody has confirmed
            DefaultDependencies=no
            RequiresMountsFor=$kept
            After=local-fs.target
            Wants=network-pre.target
            Before=sysinit.target network-pre.target shutdown.target
            Conflicts=shutdown.target

            [Service]
            Type=oneshot
            ExecStart=/bin/sh $kept/revert TOKEN boot
            TimeoutStartSec=5min

            [Install]
            WantedBy=multi-user.target
            END
                sync "$kept"/* "$kept" "$guard" "${wanted%/*}" "${guard%/*}" "${kept%/*}" 2>/dev/null || sync
            }
            """;

    /// Prints the note of what waits.
    static final String STATUS =
            NAMES
                    + """
                    for folder in "$waiting" "$reverting"; do
                        armed "$folder" && cat "$folder/note" 2>/dev/null && exit 0
                    done
                    exit NOTHING
                    """
                            .replace("NOTHING", Integer.toString(NOTHING));

    /// Reads the way back on its standard input. systemd's timer is the best there is: no end of a
    /// session ends it. But it would start the way back in the network of the machine itself. Where
    /// there is no room, `cat` says so in better words than dash.
    private static final String ARM =
            NAMES
                    + UNKEEP
                    + KEEP
                    + """
                    for folder in "$waiting" "$reverting"; do
                        armed "$folder" && cat "$folder/note" 2>/dev/null && exit WAITS
                    done
                    new=$waiting.new
                    rm -rf "$waiting" "$reverting" "$reverted" "$new"
                    trap 'rm -rf "$new"' EXIT
                    (umask 077 && mkdir "$new") || exit 1
                    cat >"$new/revert" && ip -N -o link show >"$new/links" || exit 1
                    note=$(
                        printf '%s\\n' HOLDER
                        date -u '+since %Y-%m-%dT%H:%M:%SZ'
                        echo "until $(($(date +%s) + DELAY))"
                    )
                    printf '%s\\n' "$note" | cat >"$new/note" && echo TOKEN | cat >"$new/token" || exit 1
                    [ "$(tail -n 1 "$new/revert")" = '# end' ] || { echo 'the way back was cut off' >&2; exit 1; }
                    mv "$new" "$waiting" || exit 1
                    if KEPT && [ -d /run/systemd/system ] && ! keep; then
                        unkeep TOKEN
                        rm -rf "$waiting"
                        exit 1
                    fi
                    unit=vxplan-revert-$space
                    if [ -d /run/systemd/system ] && [ /proc/self/ns/net -ef /proc/1/ns/net ] &&
                        systemd-run --quiet --collect --unit "$unit" --on-active=DELAY \\
                            --timer-property=AccuracySec=100ms sh "$waiting/revert" TOKEN </dev/null >/dev/null 2>&1
                    then
                        echo "unit $unit" >"$waiting/timer"
                    else
                        setsid sh -c 'sleep DELAY; exec sh "$0" TOKEN' "$waiting/revert" </dev/null >/dev/null 2>&1 &
                        echo "process $!" >"$waiting/timer"
                    fi
                    """
                            .replace("WAITS", Integer.toString(WAITS));

    /// Begins the way back. Who made the changes can make no more of them once it has begun: over
    /// SSH its shell ends, here its process where somebody stopped it. What that shell has begun is
    /// waited for.
    ///
    /// At boot there is nobody to wait for: what it has systemd start comes when the rest of the
    /// boot lets it. What is enabled again is to be started, for the boot does not know of it.
    private static final String REVERT_HEAD =
            """
            # Undoes what vxplan did, unless `vxplan confirm` comes before the time is up.
            PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin LC_ALL=C
            export PATH LC_ALL
            trap '' HUP INT TERM
            cd /
            """
                    + NAMES
                    + UNKEEP
                    + """
                    is() { [ "$(cat "$1/token" 2>/dev/null)" = TOKEN ]; }
                    running=true
                    if [ "${2:-}" = boot ]; then
                        ! grep -qx TOKEN /run/vxplan.*.confirm*/token 2>/dev/null || exit 0
                        running=false
                        reverting=$kept
                        systemctl() { command systemctl --no-block "$@"; }
                    elif is "$waiting"; then
                        [ ! -e "$reverting" ] && mv "$waiting" "$reverting" 2>/dev/null
                    fi
                    is "$reverting" || exit 0
                    exec 7<"$reverting/token"
                    flock 7
                    is "$reverting" || exit 0
                    exec </dev/null
                    ! $running || exec >>"$reverting/log" 2>&1
                    links=$reverting/links
                    lock=/run/vxplan.$space.lock
                    if [ -e "$lock" ]; then
                        read -r _ pid kind <"$lock"
                        for file in "/proc/${pid:-none}/fd"/*; do
                            if [ "$file" -ef "$lock" ]; then
                                if [ "$kind" = shell ] || grep -q '^State:.T' "/proc/$pid/status"; then
                                    kill -9 "$pid"
                                fi
                            fi
                        done
                    fi
                    exec 9</proc/self/ns/net
                    flock -w 60 9
                    """;

    private static final String REVERT_TAIL =
            """
            $running && read -r _ timer <"$reverting/timer"
            { cat "$reverting/note"; date -u '+reverted %Y-%m-%dT%H:%M:%SZ'; } >"$reverted"
            unkeep TOKEN
            $running || systemctl daemon-reload
            rm -rf "$reverting"
            case ${timer:-} in
                vxplan-*) systemctl stop "$timer.timer" ;;
                "$$" | '') ;;
                *) kill -- "-$timer" ;;
            esac
            # end
            """;

    /// Keeps what was done.
    static final String CONFIRM =
            NAMES
                    + UNKEEP
                    + """
                    if armed "$waiting" && mv "$waiting" "$waiting.confirmed.$$" 2>/dev/null; then
                        unkeep "$(cat "$waiting.confirmed.$$/token")"
                        case $kind in
                            unit) systemctl stop "$timer.timer" ;;
                            process) kill -- "-$timer" ;;
                        esac
                        rm -rf "$waiting.confirmed.$$"
                        exit 0
                    fi
                    armed "$reverting" && exit TOO_LATE
                    went_back && exit TOO_LATE
                    exit NOTHING
                    """
                            .replace("NOTHING", Integer.toString(NOTHING))
                            .replace("TOO_LATE", Integer.toString(TOO_LATE));

    /// Goes back now. It goes on should that cut the connection.
    static final String REVERT =
            NAMES
                    + """
                    from=$waiting
                    armed "$from" || from=$reverting
                    if ! armed "$from"; then
                        went_back && exit TOO_LATE
                        exit NOTHING
                    fi
                    token=$(cat "$from/token" 2>/dev/null) || exit NOTHING
                    setsid sh "$from/revert" "$token" </dev/null >/dev/null 2>&1 &
                    wait "$!"
                    cat "$reverted" 2>/dev/null || exit 1
                    """
                            .replace("NOTHING", Integer.toString(NOTHING))
                            .replace("TOO_LATE", Integer.toString(TOO_LATE));

    private ConfirmScripts() {}

    /// @param kept whether the way back has to outlive a reset
    static String arm(Holder mine, String token, long delaySeconds, boolean kept) {
        String note = mine.lines().stream().map(ShellWord::quoted).collect(Collectors.joining(" "));
        return ARM.replace("TOKEN", token)
                .replace("KEPT", Boolean.toString(kept))
                .replace("DELAY", Long.toString(delaySeconds))
                .replace("HOLDER", note);
    }

    /// @param steps that lead back
    static String revert(String token, String steps) {
        return REVERT_HEAD.replace("TOKEN", token) + steps + REVERT_TAIL.replace("TOKEN", token);
    }
}
