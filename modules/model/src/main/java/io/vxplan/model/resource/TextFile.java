package io.vxplan.model.resource;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A file in one of the folders where vxplan puts files ([FileFolder]).
///
/// Whose it is stands in its first line, so that no state file is needed. What is no regular file
/// (a link, a socket) reads as an empty text, which is nobody's.
///
/// @param path absolute, without steps back
/// @param mode permissions, 0 to 07777; a file that not everybody may read is secret, and then its
///   content never shows
/// @param owner name of a user, or a number where it has no name
/// @param group name of a group, or a number
/// @param content as UTF-8
public record TextFile(String path, int mode, String owner, String group, String content)
        implements MachineResource {
    public static final String FOLDER = "/etc/vxplan";
    public static final int PUBLIC = 0644;
    public static final int PRIVATE = 0600;

    /// What is read of a file. Ours are shorter, with a million FDB entries in it too: a longer one
    /// is another.
    public static final int MAX_BYTES = 1 << 26;

    private static final String ROOT = "root";
    private static final int EVERYBODY_READS = 0004;
    private static final Pattern STEP_BACK = Pattern.compile("(?s).*(//|/\\.\\.?(/|$)|\0|/$).*");
    private static final Pattern FIRST_LINE = Pattern.compile("# Made by vxplan: ([^\n]+)\n");

    public TextFile {
        if (!FileFolder.isPlace(path) || STEP_BACK.matcher(path).matches()) {
            throw new IllegalArgumentException("vxplan has no file at '" + path + "'");
        }
        if ((mode & ~07777) != 0) {
            throw new IllegalArgumentException("no mode of a file: " + Integer.toOctalString(mode));
        }
    }

    /// One that everybody may read, of root.
    ///
    /// @param text what follows the line that says whose the file is
    public static TextFile open(String path, String topology, String text) {
        return new TextFile(path, PUBLIC, ROOT, ROOT, firstLine(topology) + text);
    }

    /// One that only root may read.
    ///
    /// @param text what follows the line that says whose the file is
    public static TextFile secret(String path, String topology, String text) {
        return new TextFile(path, PRIVATE, ROOT, ROOT, firstLine(topology) + text);
    }

    private static String firstLine(String topology) {
        return "# Made by vxplan: " + topology + "\n";
    }

    /// Of which topology it is, by its first line; empty where it is not ours.
    public Optional<String> topology() {
        Matcher matcher = FIRST_LINE.matcher(content);
        return matcher.lookingAt() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /// Whether not everybody may read it.
    public boolean isSecret() {
        return (mode & EVERYBODY_READS) == 0;
    }

    /// As `chmod` takes it: `0644`.
    public String octalMode() {
        return "%04o".formatted(mode);
    }

    @Override
    public Key.FileKey key() {
        return new Key.FileKey(path);
    }

    @Override
    public String toString() {
        return "TextFile[path=%s, mode=%s, owner=%s, group=%s, content=%s]"
                .formatted(path, octalMode(), owner, group, isSecret() ? "(secret)" : content);
    }
}
