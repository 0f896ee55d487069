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
final class ConfirmScripts {
    /// Where it waits already.
    static final int WAITS = 75;

    /// Where nothing waits.
    static final int NOTHING = 76;

    /// Where it went back, or is going back.
    static final int TOO_LATE = 77;

    private static final String NAMES =
            """
            space=$(readlink /proc/self/ns/net) || exit 1
            space=${space#*[}
            space=${space%]}
            waiting=/run/vxplan.$space.confirm
            reverting=$waiting.reverting
            reverted=$waiting.reverted
            """;

    /// Prints the note of what waits.
    static final String STATUS =
            NAMES
                    + """
                    cat "$waiting/note" 2>/dev/null || cat "$reverting/note" 2>/dev/null || exit NOTHING
                    """
                            .replace("NOTHING", Integer.toString(NOTHING));

    /// Reads the way back on its standard input. systemd's timer is the best there is: no end of a
    /// session ends it. But it would start the way back in the network of the machine itself.
    private static final String ARM =
            NAMES
                    + """
                    if [ -e "$waiting" ] || [ -e "$reverting" ]; then
                        cat "$waiting/note" "$reverting/note" 2>/dev/null
                        exit WAITS
                    fi
                    new=$waiting.new
                    rm -rf "$new" "$reverted"
                    (umask 077 && mkdir "$new") || exit 1
                    cat >"$new/revert" && ip -N -o link show >"$new/links" || exit 1
                    {
                        printf '%s\\n' HOLDER
                        date -u '+since %Y-%m-%dT%H:%M:%SZ'
                        echo "until $(($(date +%s) + DELAY))"
                    } >"$new/note" && echo TOKEN >"$new/token" || exit 1
                    [ "$(tail -n 1 "$new/revert")" = '# end' ] || { echo 'the way back was cut off' >&2; exit 1; }
                    mv "$new" "$waiting" || exit 1
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
    private static final String REVERT_HEAD =
            """
            # Undoes what vxplan did, unless `vxplan confirm` comes before the time is up.
            PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin LC_ALL=C
            export PATH LC_ALL
            trap '' HUP INT TERM
            cd /
            """
                    + NAMES
                    + """
                    is() { [ "$(cat "$1/token" 2>/dev/null)" = TOKEN ]; }
                    if is "$waiting"; then
                        [ ! -e "$reverting" ] && mv "$waiting" "$reverting" 2>/dev/null
                    fi
                    is "$reverting" || exit 0
                    exec 7<"$reverting/token"
                    flock 7
                    is "$reverting" || exit 0
                    exec </dev/null >>"$reverting/log" 2>&1
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
            read -r _ timer <"$reverting/timer"
            case $timer in
                vxplan-*) systemctl stop "$timer.timer" ;;
                "$$" | '') ;;
                *) kill -- "-$timer" ;;
            esac
            { cat "$reverting/note"; date -u '+reverted %Y-%m-%dT%H:%M:%SZ'; } >"$reverted"
            rm -rf "$reverting"
            # end
            """;

    /// Keeps what was done.
    static final String CONFIRM =
            NAMES
                    + """
                    if mv "$waiting" "$waiting.confirmed.$$" 2>/dev/null; then
                        read -r kind timer <"$waiting.confirmed.$$/timer"
                        case $kind in
                            unit) systemctl stop "$timer.timer" ;;
                            process) kill -- "-$timer" ;;
                        esac
                        rm -rf "$waiting.confirmed.$$"
                        exit 0
                    fi
                    cat "$reverting/note" 2>/dev/null && exit TOO_LATE
                    cat "$reverted" 2>/dev/null && rm -f "$reverted" && exit TOO_LATE
                    exit NOTHING
                    """
                            .replace("NOTHING", Integer.toString(NOTHING))
                            .replace("TOO_LATE", Integer.toString(TOO_LATE));

    /// Goes back now. It goes on should that cut the connection.
    static final String REVERT =
            NAMES
                    + """
                    from=$waiting
                    [ -e "$from" ] || from=$reverting
                    token=$(cat "$from/token" 2>/dev/null) || exit NOTHING
                    setsid sh "$from/revert" "$token" </dev/null >/dev/null 2>&1 &
                    wait "$!"
                    cat "$reverted" 2>/dev/null || exit 1
                    """
                            .replace("NOTHING", Integer.toString(NOTHING));

    private ConfirmScripts() {}

    static String arm(Holder mine, String token, long delaySeconds) {
        String note = mine.lines().stream().map(ShellWord::quoted).collect(Collectors.joining(" "));
        return ARM.replace("TOKEN", token)
                .replace("DELAY", Long.toString(delaySeconds))
                .replace("HOLDER", note);
    }

    /// @param steps that lead back
    static String revert(String token, String steps) {
        return REVERT_HEAD.replace("TOKEN", token) + steps + REVERT_TAIL;
    }
}
