package io.vxplan.host.iproute;

import io.vxplan.host.Holder;
import io.vxplan.host.Host.CommandResult;
import io.vxplan.host.HostException;
import io.vxplan.model.HostName;
import io.vxplan.model.ShellWord;
import java.time.Duration;
import java.util.Scanner;
import java.util.stream.Collectors;

/// Takes the lock of a host: a file that the shell which runs our scripts keeps open and locked. So
/// it is given up when that shell ends, by whatever: we end, the connection breaks, somebody kills
/// its server or the shell. What a script left at work then does not hold it.
///
/// The file is for one network namespace, as in a lab many hosts are on one machine, and says who
/// has it. Whoever has it takes the file away in the end; so a file that was locked may not be the
/// one that others find, and is then left alone.
final class LockScript {
    /// Not that of the [WriteScript].
    static final int DESCRIPTOR = 8;

    static final int HELD = 75;
    private static final int MISSING = 3;

    /// How long a shell waits for a sign of life: who was frozen for longer finds its lock lost.
    static final Duration SILENCE = RemoteShell.BEAT.multipliedBy(6);

    /// Ends the shell that lost its lock's owner.
    private static final String END =
            """
            case $(readlink "/proc/SHELL/fd/8") in
                /run/vxplan.*) kill -9 SHELL ;;
            esac
            """;

    /// The connection may be lost before the watch has begun. This ends by itself with the lock.
    private static final String UNWATCHED =
            """
            {
                vxplan_left=SILENCE
                while [ "$vxplan_left" -gt 0 ] && [ -e "/proc/$$/fd/8" ]; do
                    sleep 1
                    vxplan_left=$((vxplan_left - 1))
                done
                END
            } 8<&- </dev/null >/dev/null 2>&1 &
            """
                    .replace("END", END.replace("SHELL", "$$"));

    /// `exit` would end the shell, and so would a redirection of its own that fails.
    private static final String TAKE =
            Scripts.WORDS
                    + """
                    vxplan_lock_file() {
                        vxplan_space=$(readlink /proc/self/ns/net) || return
                        vxplan_space=${vxplan_space#*[}
                        vxplan_file=/run/vxplan.${vxplan_space%]}.lock
                    }
                    vxplan_lock() {
                        [ "$(id -u)" = 0 ] || { echo root; return MISSING; }
                        command -v flock >/dev/null || { echo flock; return MISSING; }
                        vxplan_lock_file || return
                        vxplan_end=$(($(date +%s) + PATIENCE))
                        while :; do
                            (umask 077 && : >>"$vxplan_file") || return
                            exec 8<>"$vxplan_file"
                            vxplan_left=$((vxplan_end - $(date +%s)))
                            [ "$vxplan_left" -ge 0 ] || vxplan_left=0
                            flock -w "$vxplan_left" 8 || return HELD
                            [ ! "$vxplan_file" -ef /proc/self/fd/8 ] || return 0
                            exec 8<&-
                        done
                    }
                    vxplan_holder() {
                        for vxplan_try in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
                            vxplan_note=$(cat "$vxplan_file" 2>/dev/null)
                            vxplan_pid=${vxplan_note#pid }
                            case $vxplan_note in
                                pid*since*) [ ! -e "/proc/${vxplan_pid%%[!0-9]*}" ] || break ;;
                            esac
                            sleep 0.1
                        done
                        printf '%s\\n' "$vxplan_note"
                    }
                    if vxplan_lock; then
                        {
                            echo "pid $$ shell"
                            printf '%s\\n' NOTE
                            date -u '+since %Y-%m-%dT%H:%M:%SZ'
                        } >"$vxplan_file"
                        UNWATCHED
                        echo "$$ $!"
                    else
                        vxplan_status=$?
                        exec 8<&-
                        [ "$vxplan_status" != HELD ] || vxplan_holder
                        (exit "$vxplan_status")
                    fi
                    """
                            .replace("UNWATCHED", UNWATCHED)
                            .replace("MISSING", Integer.toString(MISSING))
                            .replace("HELD", Integer.toString(HELD));

    /// From now on nobody but the connection tells whether the lock is given up.
    private static final String CALL_OFF =
            """
            case $(cat /proc/TIMER/stat 2>/dev/null) in
                *") "?" SHELL "*) kill TIMER ;;
            esac
            """;

    /// Beside the shell that has the lock.
    private static final String WATCH =
            CALL_OFF
                    + """
                    command -v timeout >/dev/null || exit 0
                    while :; do
                        beat=$(timeout SILENCE head -c 1)
                        case $?$beat in
                            0?*) ;;
                            0) exit 0 ;;
                            *) break ;;
                        esac
                    done
                    """
                            .replace("SILENCE", Long.toString(SILENCE.toSeconds()))
                    + END;

    /// By the shell that has it.
    static final String RELEASE = "vxplan_lock_file && rm -f \"$vxplan_file\"; exec 8<&-\n";

    /// For a script that changes something: no other shell than the one that took the lock has the
    /// file open.
    static final String IS_HELD = "flock -n 8 || exit 1\n";

    private LockScript() {}

    /// Prints the [Guarded] shell, or who has the lock.
    ///
    /// @param patience for who has it
    /// @param silence how long the shell stays without a watch
    static String take(Holder mine, Duration patience, Duration silence) {
        String note = mine.lines().stream().map(ShellWord::quoted).collect(Collectors.joining(" "));
        return TAKE.replace("PATIENCE", Long.toString(patience.toSeconds()))
                .replace("SILENCE", Long.toString(silence.toSeconds()))
                .replace("NOTE", note);
    }

    /// A shell that has the lock.
    ///
    /// @param process its number there
    /// @param timer the process that ends it unless somebody watches
    record Guarded(long process, long timer) {
        static Guarded parse(String printed) {
            try (Scanner numbers = new Scanner(printed)) {
                return new Guarded(numbers.nextLong(), numbers.nextLong());
            }
        }

        String watch() {
            return with(WATCH);
        }

        /// Where it can't be watched.
        String callOff() {
            return with(CALL_OFF);
        }

        private String with(String script) {
            return script.replace("SHELL", Long.toString(process))
                    .replace("TIMER", Long.toString(timer));
        }
    }

    static HostException failure(HostName host, CommandResult result) {
        if (result.exitCode() == MISSING) {
            return WriteFailure.missing(host, result.output().strip());
        }
        return new HostException(
                host,
                "can't lock the host: " + result.errors().strip().replace("\n", "; "),
                "/run there must be writable for root");
    }
}
