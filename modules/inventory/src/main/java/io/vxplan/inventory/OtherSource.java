package io.vxplan.inventory;

import io.vxplan.model.Diagnostic;
import io.vxplan.model.Location;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/// Recognises the inventories that only Ansible itself can read, and says how to get at them.
final class OtherSource {
    private static final int HEAD_BYTES = 4096;
    private static final Pattern INI_SECTION =
            Pattern.compile("\\[[^\\]:,\\s]+(:\\w+)?\\]\\s*([#;].*)?");
    private static final Pattern INI_HOST = Pattern.compile("[^\\s:=]+\\s+\\w+=.*");

    private OtherSource() {}

    static Optional<Diagnostic> refuse(Path file) {
        String head = head(file);
        if (Files.isDirectory(file)) {
            return Optional.of(refusal(file, "this is a directory"));
        }
        if (head.startsWith("#!") && Files.isExecutable(file)) {
            return Optional.of(refusal(file, "this is a script"));
        }
        if (head.startsWith("$ANSIBLE_VAULT;")) {
            return Optional.of(refusal(file, "this is encrypted with ansible-vault"));
        }
        return isIni(file, head)
                ? Optional.of(refusal(file, "this is an inventory in INI format"))
                : Optional.empty();
    }

    /// @param summary what the file is
    static Diagnostic refusal(Path file, String summary) {
        return Diagnostic.error(
                new Location(file.toString(), 0, 0),
                summary + ", and vxplan reads YAML and JSON",
                "pass the output of `ansible-inventory -i %s --list`".formatted(file));
    }

    private static boolean isIni(Path file, String head) {
        if (file.toString().endsWith(".ini")) {
            return true;
        }
        return head.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#") && !line.startsWith(";"))
                .findFirst()
                .filter(line ->
                        INI_SECTION.matcher(line).matches() || INI_HOST.matcher(line).matches())
                .isPresent();
    }

    private static String head(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(HEAD_BYTES), StandardCharsets.UTF_8);
        } catch (IOException _) {
            // Whoever reads the whole file says it.
            return "";
        }
    }
}
