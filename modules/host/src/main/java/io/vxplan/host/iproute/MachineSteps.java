package io.vxplan.host.iproute;

import io.vxplan.host.machine.Runtimes;
import io.vxplan.host.machine.Services;
import io.vxplan.model.ShellWord;
import io.vxplan.model.resource.ServiceUnit;
import io.vxplan.model.resource.TextFile;
import io.vxplan.plan.Change;
import io.vxplan.plan.iproute.Command;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Steps of a script that change what of a host is not its network.
///
/// A file travels as Base64 in the script, which the host's shell reads on its standard input: no
/// list of processes shows it, and whatever is in it arrives.
final class MachineSteps {
    /// A file is written beside its place and renamed, so that whoever reads it sees the old one or
    /// the new one, and a secret is nobody else's to read for a moment. Of one that can't be
    /// written, nothing is left. With a file go the folders that were made for it and are empty
    /// then; NetworkManager's, empty or not, is its own where that is installed.
    static final String FUNCTIONS =
            Services.WRITE
                    + Runtimes.WRITE
                    + """
                    synced() { sync "$@" 2>/dev/null || sync; }
                    put() {
                        folder=${4%/*}
                        new=$folder/.${4##*/}.vxplan
                        [ ! -d "$4" ] || { echo "$4 is a folder" >&2; return 1; }
                        (umask 022 && mkdir -p "$folder") && rm -f "$new" &&
                            (umask 077 && base64 -d >"$new") && chown "$2:$3" "$new" &&
                            chmod "$1" "$new" && synced "$new" && mv -f "$new" "$4" && synced "$folder" && return
                        rm -f "$new" 2>/dev/null
                        drop_folders
                        return 1
                    }
                    drop() {
                        folder=${1%/*}
                        rm -f "$1" "$folder/.${1##*/}.vxplan" || return 1
                        drop_folders
                    }
                    drop_folders() {
                        while case $folder in
                            "$root"/etc/vxplan | "$root"/etc/vxplan/*) rmdir "$folder" 2>/dev/null ;;
                            "$root"/etc/systemd/networkd.conf.d) rmdir "$folder" 2>/dev/null ;;
                            *) false ;;
                        esac
                        do folder=${folder%/*}; done
                        if [ "$folder" = "$root/etc/NetworkManager/conf.d" ] && [ "$(ls -A "${folder%/*}")" = conf.d ]
                        then rmdir "$folder" "${folder%/*}" 2>/dev/null
                        fi
                        return 0
                    }
                    """;

    private static final String END = "VXPLAN";

    private MachineSteps() {}

    /// Then systemd has to forget the unit.
    static boolean removesUnitFile(Change change) {
        return change instanceof Change.Delete(TextFile file, _)
                && file.path().startsWith(ServiceUnit.FOLDER);
    }

    static String line(Command.MachineStep command) {
        return switch (command) {
            case Command.WriteFile(var file) -> put(file);
            case Command.RemoveFile(var file) -> "drop " + path(file) + " || exit 1\n";
            case Command.RemoveRuntime(var runtime) ->
                    "remove_runtime " + runtime.digest() + " || exit 1\n";
            case Command.StartUnit(var unit) -> "start " + unit.name() + " || exit 1\n";
            case Command.EnableUnit(var unit) -> "enable " + unit.name() + " || exit 1\n";
            case Command.StopUnit(var unit) -> "stop " + unit.name() + " || exit 1\n";
            case Command.InstallRuntime _ ->
                    throw new IllegalArgumentException("it has a script of its own: " + command);
        };
    }

    private static String put(TextFile file) {
        byte[] content = file.content().getBytes(StandardCharsets.UTF_8);
        return "put %s %s %s %s <<'%s' || exit 1\n%s\n%s\n"
                .formatted(
                        file.octalMode(),
                        ShellWord.quoted(file.owner()),
                        ShellWord.quoted(file.group()),
                        path(file),
                        END,
                        Base64.getMimeEncoder(76, new byte[] {'\n'}).encodeToString(content),
                        END);
    }

    private static String path(TextFile file) {
        return "\"$root\"" + ShellWord.quoted(file.path());
    }
}
