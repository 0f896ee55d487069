package io.vxplan.host.machine;

import io.vxplan.model.resource.Runtime;
import java.util.ArrayList;
import java.util.List;

/// Runtimes on a host's disk, read and changed by scripts of its shell.
public final class Runtimes {
    /// A shell function that prints the digests of those that are complete.
    public static final String READ =
            """
            runtimes() {
                for file in "$root%s"/*/%s; do
                    [ ! -f "$file" ] || printf '%%s\\n' "${file%%/*}"
                done
            }
            """
                    .formatted(Runtime.FOLDER, Runtime.COMPLETE);

    /// Shell functions `install_runtime DIGEST SHA256`, which reads the archive of that SHA-256 on
    /// its standard input, and `remove_runtime DIGEST`.
    ///
    /// The archive is checked as a whole before anything of it is unpacked, and has to run once: it
    /// may be of another machine's kind. What Java leaves where it dies goes with the rest. The
    /// folder gets its name when it is complete and on disk; whatever an interrupted run left has a
    /// dot before it, and goes with the next try.
    public static final String WRITE =
            """
            install_runtime() {
                umask 022
                mkdir -p "$root%1$s" && cd "$root%1$s" || return 1
                rm -rf .[0-9a-f]*
                if mkdir ".$1" && cat >".$1/archive" && checked ".$1/archive" "$2" && mkdir ".$1/new" &&
                    tar -x -z -o -f ".$1/archive" -C ".$1/new" && runs ".$1/new" && : >".$1/new/%2$s" &&
                    { sync -f ".$1/new" 2>/dev/null || sync; } &&
                    rm -rf "./$1" && mv ".$1/new" "$1"
                then rm -rf ".$1"
                else rm -rf ".$1"; return 1
                fi
            }
            checked() {
                sum=$(sha256sum <"$1") || return 1
                [ "${sum%%%% *}" = "$2" ] || {
                    echo "the archive that arrived has the SHA-256 ${sum%%%% *}, and not $2: nothing of it was unpacked" >&2
                    return 1
                }
            }
            runs() {
                said=$(cd "$1" && ./bin/vxplan --version 2>&1) || {
                    echo "it does not run here ($(uname -m)): $said" >&2
                    return 1
                }
            }
            remove_runtime() {
                ( cd "$root%1$s" && mv "$1" ".$1" && rm -rf .[0-9a-f]* ) || return 1
                rmdir "$root%1$s" "$root%3$s" 2>/dev/null
                return 0
            }
            """
                    .formatted(Runtime.FOLDER, Runtime.COMPLETE, parent());

    private Runtimes() {}

    private static String parent() {
        return Runtime.FOLDER.substring(0, Runtime.FOLDER.lastIndexOf('/'));
    }

    /// From what [#READ] printed.
    public static List<Runtime> parse(String printed) {
        List<Runtime> runtimes = new ArrayList<>();
        for (String path : printed.lines().toList()) {
            String name = path.substring(path.lastIndexOf('/') + 1);
            if (Runtime.isDigest(name)) {
                runtimes.add(new Runtime(name));
            }
        }
        return runtimes;
    }
}
