package io.vxplan.lab.netns;

import io.vxplan.lab.Lab;
import io.vxplan.lab.LabException;
import io.vxplan.lab.Place;
import io.vxplan.lab.Processes;
import io.vxplan.lab.folder.LabRecord;
import io.vxplan.lab.layout.LabName;
import io.vxplan.model.FileFailure;
import io.vxplan.model.HostName;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The named network namespaces of a lab, as they are on this machine.
public final class Namespaces {
    /// Where `ip netns` keeps them.
    private static final Path FOLDER = Path.of("/run/netns");

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private Namespaces() {}

    static Path path(String name) {
        return FOLDER.resolve(name);
    }

    /// The path of each host's.
    public static SortedMap<HostName, Path> ofHosts(Lab lab) {
        SortedMap<HostName, Path> hosts = new TreeMap<>();
        lab.record().hosts().forEach((host, name) -> hosts.put(new HostName(host), path(name)));
        return hosts;
    }

    /// The path of that which the hosts' tunnels run through.
    public static Path ofUnderlay(Lab lab) {
        return path(lab.record().underlay());
    }

    /// The name of the one of a place.
    static String of(LabRecord record, Place place) {
        return switch (place) {
            case Place.OnHost(var host) -> Objects.requireNonNull(record.hosts().get(host.value()));
            case Place.AtServer(var server) -> server.namespace();
            case Place.InWorkload(var workload) -> workload.namespace();
        };
    }

    /// The names of those that exist, sorted.
    public static List<String> of(LabName lab) throws LabException {
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(
                        FOLDER,
                        file -> String.valueOf(file.getFileName()).startsWith(lab.prefix()))) {
            List<String> names = new ArrayList<>();
            files.forEach(file -> names.add(String.valueOf(file.getFileName())));
            return names.stream().sorted().toList();
        } catch (NoSuchFileException | NotDirectoryException _) {
            return List.of();
        } catch (IOException e) {
            throw new LabException("can't list " + FOLDER + ": " + FileFailure.reason(e), "", e);
        }
    }

    /// Ends what runs in them, and removes them with everything in them, and what says in /run who
    /// has changed them: the next namespaces get their numbers.
    static void remove(LabName lab) throws LabException {
        List<String> names = of(lab);
        Set<Object> inodes = new HashSet<>();
        names.forEach(name -> inode(path(name)).ifPresent(inodes::add));
        endProcesses(inodes);
        if (!names.isEmpty()) {
            String files =
                    inodes.stream()
                            .map(inode -> "rm -rf /run/vxplan." + inode + ".*\n")
                            .collect(Collectors.joining());
            String batch =
                    names.stream()
                            .map(name -> "netns delete " + name + "\n")
                            .collect(Collectors.joining());
            Processes.script(
                    files + "ip -batch - <<'END'\n" + batch + "END\n", "remove lab " + lab);
        }
    }

    /// A namespace lives as long as a process is in it, whatever becomes of its name.
    private static void endProcesses(Set<Object> inodes) throws LabException {
        List<ProcessHandle> inside =
                ProcessHandle.allProcesses()
                        .filter(process -> !process.equals(ProcessHandle.current()))
                        .filter(process ->
                                inode(Path.of("/proc/" + process.pid() + "/ns/net"))
                                        .filter(inodes::contains)
                                        .isPresent())
                        .toList();
        Processes.end(inside, PATIENCE);
    }

    /// The number of a namespace; nothing where the file is none or may not be read.
    private static Optional<Object> inode(Path file) {
        try {
            return Optional.ofNullable(Files.getAttribute(file, "unix:ino"));
        } catch (IOException | SecurityException _) {
            return Optional.empty();
        }
    }
}
