package io.vxplan.host.machine;

import io.vxplan.model.ShellWord;
import io.vxplan.model.resource.Runtime;
import java.io.IOException;
import java.util.Optional;

/// What of a host is not its network.
///
/// @param root where its file system begins: empty, unless a test has it elsewhere. Programs below
///   its `bin` come before those of the host
/// @param archive of the one runtime that this program can bring
public record Machine(String root, Optional<RuntimeArchive> archive) {

    public static Machine with(RuntimeArchive archive) {
        return new Machine("", Optional.of(archive));
    }

    public static Machine withoutArchive() {
        return new Machine("", Optional.empty());
    }

    /// What scripts begin with: the variable `root`, and where programs are.
    public String head() {
        return root.isEmpty()
                ? "root=\n"
                : "root=" + ShellWord.quoted(root) + "\nPATH=$root/bin:$PATH\n";
    }

    /// @throws IOException that says why it can't be brought
    public RuntimeArchive archiveOf(Runtime runtime) throws IOException {
        RuntimeArchive found =
                archive.orElseThrow(() ->
                        new IOException(
                                "this vxplan has no archive of itself to bring to hosts: use one that was unpacked from the release"));
        if (!found.runtime().equals(runtime)) {
            throw new IOException(
                    "this vxplan is another one (" + found.runtime().digest() + "): plan again");
        }
        return found;
    }
}
