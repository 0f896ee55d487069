package io.vxplan.inventory.topology;

import io.vxplan.model.HostName;
import io.vxplan.model.Located;
import io.vxplan.model.Location;
import io.vxplan.model.address.Family;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.topology.Allocations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// The lock file line by line, in exactly the form in which [LockFile] writes it. A thousand hosts
/// in fifty overlays have fifty thousand lines, and as YAML they take ten times as long.
///
/// What stands there in any other form, mistakes included, is left to the reader of YAML.
final class LockLines {
    private static final String START = LockFile.HEAD + "overlays:\n";
    private static final String OVERLAY = "  ";
    private static final String HOST = "    ";

    /// Visible ASCII that means itself between quotes, and no more than YAML takes as a key.
    private static final Pattern SIMPLE = Pattern.compile("[!#-\\[\\]-~]{1,255}");

    private final String file;
    private final SortedMap<String, SortedMap<HostName, List<Located<IpAddress>>>> overlays =
            new TreeMap<>();
    private final Map<String, HostName> names = new HashMap<>();
    private SortedMap<HostName, List<Located<IpAddress>>> hosts = new TreeMap<>();
    private int number = (int) START.lines().count();

    private LockLines(String file) {
        this.file = file;
    }

    /// Empty where the file has another form, or can't be read.
    ///
    /// @param name what places call the file
    static Optional<Allocations> readFile(Path file, String name) {
        try {
            return read(Files.readString(file), name);
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    static Optional<Allocations> read(String text, String file) {
        if (!text.startsWith(START)) {
            return Optional.empty();
        }
        LockLines lines = new LockLines(file);
        try {
            text.substring(START.length()).lines().forEach(lines::line);
            return Optional.of(new Allocations(lines.overlays));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private void line(String line) {
        number++;
        if (line.startsWith(HOST)) {
            host(line);
        } else {
            overlay(line);
        }
    }

    private void overlay(String line) {
        require(line.startsWith(OVERLAY) && line.endsWith(":"));
        hosts = new TreeMap<>();
        String name = name(line.substring(OVERLAY.length(), line.length() - 1));
        require(overlays.put(name, hosts) == null);
    }

    private void host(String line) {
        int key = line.indexOf(": [");
        int end = line.length() - 1;
        require(key > 0 && line.charAt(end) == ']' && !overlays.isEmpty());
        HostName host =
                names.computeIfAbsent(
                        line.substring(HOST.length(), key), written -> new HostName(name(written)));
        List<Located<IpAddress>> addresses = new ArrayList<>(1);
        int from = key + 3;
        while (from < end) {
            int comma = line.indexOf(", ", from);
            int to = comma < 0 ? end : comma;
            IpAddress address = address(line.substring(from, to));
            addresses.add(new Located<>(address, new Location(file, number, from + 1)));
            from = to + 2;
        }
        require(isOnePerFamily(addresses) && hosts.put(host, addresses) == null);
    }

    private static boolean isOnePerFamily(List<Located<IpAddress>> addresses) {
        return addresses.size() == 1
                || addresses.size() == 2
                        && addresses.getFirst().value().family()
                                != addresses.getLast().value().family();
    }

    private static String name(String written) {
        String name = unquoted(written);
        require(SIMPLE.matcher(name).matches() && LockFile.key(name).equals(written));
        return name;
    }

    private static IpAddress address(String written) {
        IpAddress address = IpAddress.parse(unquoted(written));
        require((address.family() == Family.IPV6) == written.startsWith("\""));
        return address;
    }

    private static String unquoted(String written) {
        boolean quoted = written.length() > 2 && written.startsWith("\"") && written.endsWith("\"");
        return quoted ? written.substring(1, written.length() - 1) : written;
    }

    private static void require(boolean asWritten) {
        if (!asWritten) {
            throw new IllegalArgumentException("the lock file has another form");
        }
    }
}
