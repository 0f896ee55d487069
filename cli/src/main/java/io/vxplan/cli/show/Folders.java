package io.vxplan.cli.show;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Where two daemons of a host write.
///
/// @param state that of discovery
/// @param run that of the router
record Folders(Path state, Path run) {
    /// Where daemons with files of their own write, unless told otherwise.
    private static final String OWN = "docker-router";

    static Folders own(Path root) {
        return new Folders(root.resolve("var/lib").resolve(OWN), root.resolve("run").resolve(OWN));
    }

    /// As `apply` lays them out.
    ///
    /// @param pair `TOPOLOGY/DISCOVERY`
    static Folders of(Path root, String pair) {
        return new Folders(
                root.resolve("var/lib/vxplan").resolve(pair),
                root.resolve("run/vxplan").resolve(pair));
    }

    /// Those that `apply` put on this host, as `TOPOLOGY/DISCOVERY`, sorted.
    static List<String> installed(Path root) throws IOException {
        Path all = root.resolve("etc/vxplan");
        List<String> pairs = new ArrayList<>();
        for (Path topology : children(all)) {
            for (Path pair : children(topology)) {
                if (Files.exists(pair.resolve("topology.yaml"))) {
                    pairs.add(all.relativize(pair).toString());
                }
            }
        }
        pairs.sort(Comparator.naturalOrder());
        return pairs;
    }

    /// Whether daemons with files of their own have written here.
    boolean exist() {
        return Files.isDirectory(state) || Files.isDirectory(run);
    }

    private static List<Path> children(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.toList();
        }
    }
}
