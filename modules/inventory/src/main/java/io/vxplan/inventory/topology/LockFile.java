package io.vxplan.inventory.topology;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.DSYNC;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import io.vxplan.inventory.Parsed;
import io.vxplan.inventory.fields.Fields;
import io.vxplan.inventory.fields.Kinds;
import io.vxplan.inventory.fields.Problems;
import io.vxplan.inventory.fields.Scope;
import io.vxplan.inventory.yaml.Document;
import io.vxplan.inventory.yaml.Node;
import io.vxplan.inventory.yaml.YamlReader;
import io.vxplan.model.HostName;
import io.vxplan.model.Located;
import io.vxplan.model.address.Family;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.topology.Allocations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// `topology.lock.yaml`: the addresses that were allocated. Meant to be committed beside the
/// topology.
public final class LockFile {
    private static final List<String> KEYS = List.of("version", "overlays");
    private static final String WHAT = "the lock file";

    static final String HEAD =
            """
            # Written by vxplan: the address of each host in each overlay, given once and kept.
            # Commit this file. Whoever changes an address here renumbers a host; whoever removes
            # the line of a host that is gone frees its address.
            version: 1
            """;

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");
    private static final Set<String> RESERVED =
            Set.of("y", "yes", "n", "no", "true", "false", "on", "off", "null");

    private LockFile() {}

    /// The lock file of a topology: `topology.lock.yaml` beside `topology.yaml`.
    public static Path of(Path topology) {
        String name = String.valueOf(topology.getFileName());
        return topology.resolveSibling(name.replaceFirst("\\.(ya?ml|json)$", "") + ".lock.yaml");
    }

    /// A file that is not there holds no allocations.
    ///
    /// @param name what messages call it
    public static Parsed<Allocations> readFile(Path file, String name) {
        if (!Files.exists(file)) {
            return new Parsed<>(Optional.of(Allocations.EMPTY), List.of());
        }
        return LockLines.readFile(file, name)
                .map(allocations -> new Parsed<>(Optional.of(allocations), List.of()))
                .orElseGet(() -> read(YamlReader.readFile(file, name)));
    }

    static Parsed<Allocations> read(Document document) {
        Problems problems = new Problems();
        document.problems().forEach(problem -> problems.add(problem, Optional.empty()));
        Allocations allocations =
                document.root()
                        .flatMap(root ->
                                Fields.of(root, WHAT, KEYS, Scope.withoutTemplates(problems)))
                        .map(LockFile::allocations)
                        .orElse(Allocations.EMPTY);
        return new Parsed<>(Optional.of(allocations), problems.list());
    }

    private static Allocations allocations(Fields fields) {
        fields.required("version", WHAT, Kinds.VERSION);
        SortedMap<String, SortedMap<HostName, List<Located<IpAddress>>>> overlays = new TreeMap<>();
        for (Node.Entry overlay : fields.entries("overlays")) {
            String name = overlay.key().text();
            Fields.any(overlay.value(), "overlay '" + name + "'", fields.scope())
                    .ifPresent(hosts -> overlays.put(name, hosts(hosts)));
        }
        return new Allocations(overlays);
    }

    private static SortedMap<HostName, List<Located<IpAddress>>> hosts(Fields overlay) {
        SortedMap<HostName, List<Located<IpAddress>>> hosts = new TreeMap<>();
        Scope scope = overlay.scope();
        for (Node.Entry entry : overlay.mapping().entries()) {
            String what = "host '" + entry.key().text() + "'";
            Optional<Located<String>> host =
                    scope.read("the name of a host", entry.key(), Kinds.HOST);
            Optional<List<Located<IpAddress>>> addresses =
                    scope.readList("the address of " + what, entry.value(), Kinds.ADDRESS)
                            .filter(list -> Addresses.onePerFamily(list, what, scope.problems()));
            if (host.isPresent() && addresses.isPresent()) {
                hosts.put(new HostName(host.get().value()), addresses.get());
            }
        }
        return hosts;
    }

    /// Replaces the file as a whole: whoever reads it sees the old content or the new one.
    public static void write(Path file, Allocations allocations) throws IOException {
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        Path fresh = target.resolveSibling(target.getFileName() + ".new");
        Files.writeString(fresh, text(allocations), CREATE, TRUNCATE_EXISTING, WRITE, DSYNC);
        Files.move(fresh, target, ATOMIC_MOVE);
    }

    /// Sorted, one line for each host, so that two people's allocations merge.
    static String text(Allocations allocations) {
        StringBuilder text = new StringBuilder(HEAD);
        text.append(allocations.overlays().isEmpty() ? "overlays: {}\n" : "overlays:\n");
        allocations
                .overlays()
                .forEach((overlay, hosts) -> {
                    text.append("  ")
                            .append(key(overlay))
                            .append(hosts.isEmpty() ? ": {}\n" : ":\n");
                    hosts.forEach((host, addresses) ->
                            text.append("    ")
                                    .append(key(host.value()))
                                    .append(": ")
                                    .append(list(addresses))
                                    .append('\n'));
                });
        return text.toString();
    }

    private static String list(List<Located<IpAddress>> addresses) {
        return addresses.stream()
                .map(Located::value)
                .sorted()
                .map(address ->
                        address.family() == Family.IPV4
                                ? address.toString()
                                : quoted(address.toString()))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    /// A name that YAML might take for anything else is quoted.
    static String key(String name) {
        boolean plain =
                PLAIN.matcher(name).matches() && !RESERVED.contains(name.toLowerCase(Locale.ROOT));
        return plain ? name : quoted(name);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
