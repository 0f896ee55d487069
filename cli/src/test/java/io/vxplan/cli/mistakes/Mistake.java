package io.vxplan.cli.mistakes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// One case of a table: how the files differ from those without a mistake, what is run there, and
/// what is said.
///
///     == VNI 0
///     topology.yaml
///     -    vni: 1000
///     +    vni: 0
///     $ vxplan validate inventory.yaml
///     => topology.yaml:6:10: error: vni is '0'; it must be a number from 1 to 16777215
///
/// As in a patch, lines with `+` take the place of those with `-`; without a `-`, of the whole
/// file.
///
/// @param files by name
/// @param commands what stands behind `$`
/// @param says what stands behind `=>`
record Mistake(
        String title, SortedMap<String, String> files, List<String> commands, List<String> says) {
    private static final Path TABLES = Path.of("src/test/resources/io/vxplan/cli/mistakes");

    /// @param good the folder with files that have no mistake
    static List<Mistake> in(String table, String good) throws IOException {
        SortedMap<String, String> files = files(TABLES.resolve(good));
        String[] cases = Files.readString(TABLES.resolve(table)).split("(?m)^== ", -1);
        return Arrays.stream(cases).skip(1).map(text -> parse(text, files)).toList();
    }

    /// Files without a mistake.
    static Mistake none(String good) throws IOException {
        return new Mistake("none", files(TABLES.resolve(good)), List.of(), List.of());
    }

    private static SortedMap<String, String> files(Path folder) throws IOException {
        SortedMap<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.list(folder)) {
            for (Path path : paths.toList()) {
                files.put(String.valueOf(path.getFileName()), Files.readString(path));
            }
        }
        return files;
    }

    private static Mistake parse(String text, Map<String, String> good) {
        List<String> lines = text.lines().toList();
        Patch patch = new Patch(good);
        lines.stream().skip(1).forEach(patch::read);
        return new Mistake(
                lines.getFirst(), patch.files(), behind("$ ", lines), behind("=> ", lines));
    }

    private static List<String> behind(String sign, List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith(sign))
                .map(line -> line.substring(sign.length()))
                .toList();
    }

    void write(Path folder) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.resolveSibling("."));
            Files.writeString(path, file.getValue());
        }
    }

    @Override
    public String toString() {
        return title;
    }
}
