package io.vxplan.inventory;

import io.vxplan.inventory.yaml.Document;
import io.vxplan.inventory.yaml.Node;
import io.vxplan.inventory.yaml.YamlReader;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.FileFailure;
import io.vxplan.model.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A folder `group_vars/` or `host_vars/`: a file or a folder for each group or host.
final class VarsFolder {
    /// The first that exists is taken; so a folder `web/` hides a file `web.yml`.
    private static final List<String> EXTENSIONS = List.of("", ".yml", ".yaml", ".json");

    private static final String VAULT_HEADER = "$ANSIBLE_VAULT;";

    private final SortedMap<String, Path> entries;
    private final List<Diagnostic> problems;
    private final Map<String, Map<String, Node>> loaded = new HashMap<>();

    private VarsFolder(SortedMap<String, Path> entries, List<Diagnostic> problems) {
        this.entries = entries;
        this.problems = problems;
    }

    static VarsFolder none() {
        return new VarsFolder(new TreeMap<>(), new ArrayList<>());
    }

    /// @param problems where mistakes go when a file is read
    static VarsFolder open(Path folder, List<Diagnostic> problems) {
        return new VarsFolder(
                Files.isDirectory(folder) ? list(folder, problems) : new TreeMap<>(), problems);
    }

    private static SortedMap<String, Path> list(Path folder, List<Diagnostic> problems) {
        SortedMap<String, Path> entries = new TreeMap<>();
        try (Stream<Path> paths = Files.list(folder)) {
            paths.forEach(path -> entries.put(name(path), path));
        } catch (IOException e) {
            Location at = new Location(folder.toString(), 0, 0);
            problems.add(
                    Diagnostic.error(at, "can't list the folder: " + FileFailure.reason(e), ""));
        }
        return entries;
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    /// @param name of the group or host
    Map<String, Node> variables(String name) {
        return loaded.computeIfAbsent(name, this::load);
    }

    private Map<String, Node> load(String name) {
        Map<String, Node> variables = new LinkedHashMap<>();
        EXTENSIONS.stream()
                .map(extension -> entries.get(name + extension))
                .filter(path -> path != null)
                .findFirst()
                .ifPresent(path -> load(path, variables));
        return variables;
    }

    private void load(Path path, Map<String, Node> variables) {
        if (Files.isDirectory(path)) {
            list(path, problems).values().stream()
                    .filter(VarsFolder::isRead)
                    .forEach(each -> load(each, variables));
        } else {
            loadFile(path, variables);
        }
    }

    /// As Ansible: no hidden files, no backups, no other extensions; folders with none at all.
    private static boolean isRead(Path path) {
        String name = name(path);
        if (name.startsWith(".") || name.endsWith("~")) {
            return false;
        }
        int point = name.lastIndexOf('.');
        String extension = point < 0 ? "" : name.substring(point);
        return Files.isDirectory(path) ? extension.isEmpty() : EXTENSIONS.contains(extension);
    }

    private void loadFile(Path path, Map<String, Node> variables) {
        Document document = YamlReader.readFile(path, path.toString());
        problems.addAll(document.problems());
        switch (document.root().orElse(null)) {
            case null -> {
                // empty, or broken and told so
            }
            case Node.Mapping mapping ->
                    mapping.entries()
                            .forEach(entry -> variables.put(entry.key().text(), entry.value()));
            case Node.Scalar scalar when scalar.text().startsWith(VAULT_HEADER) ->
                    problems.add(
                            Diagnostic.warning(
                                    new Location(path.toString(), 0, 0),
                                    "skipped: the file is encrypted with ansible-vault, and vxplan"
                                            + " does not decrypt",
                                    "where its variables are needed, pass the output of"
                                            + " `ansible-inventory --ask-vault-password --list`"));
            case Node other ->
                    problems.add(
                            Diagnostic.error(
                                    other.at(),
                                    "a file of variables must be a mapping, not "
                                            + Values.kind(other),
                                    "write 'name: value', one a line"));
        }
    }
}
