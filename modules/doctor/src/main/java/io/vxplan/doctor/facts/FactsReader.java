package io.vxplan.doctor.facts;

import io.vxplan.doctor.facts.Facts.NetworkFile;
import io.vxplan.doctor.facts.Facts.Offload;
import io.vxplan.doctor.facts.filter.Filters;
import io.vxplan.model.address.IpAddress;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads what a [FactsScript] printed. A line that is none of the script's own form is passed over:
/// a missing fact is better than none at all.
public final class FactsReader {
    private static final String SYSCTLS = "/proc/sys/net/";
    private static final String DROPS = "IPReversePathFilter";
    private static final Pattern CLOCK = Pattern.compile("([0-9]{1,12})(?:\\.([0-9]{1,9}))?.*");
    private static final Pattern ADDRESS =
            Pattern.compile("[0-9]+: ([^ :@]+)(?:@\\S+)? +inet6? ([0-9a-f.:]+).*");
    private static final Pattern WAY = Pattern.compile("([0-9a-f.:]+) .*?\\bdev (\\S+).*");
    private static final Pattern LOOP = Pattern.compile("local .*");
    private static final Pattern UDP =
            Pattern.compile("\\S+ +[0-9]+ +[0-9]+ +\\S*:([0-9]{1,5}) .*users:\\(\\(\"([^\"]*)\".*");
    private static final Pattern OFFLOADS = Pattern.compile("device (\\S+) driver (.*)");
    private static final Pattern FEATURE = Pattern.compile("\\s*([a-z0-9_-]+): (on|off).*");

    private final Map<String, List<String>> sections = new HashMap<>();

    private FactsReader(String output) {
        List<String> section = new ArrayList<>();
        for (String line : output.lines().toList()) {
            if (line.startsWith("--- ")) {
                section = sections.computeIfAbsent(line.substring(4), _ -> new ArrayList<>());
            } else {
                section.add(line);
            }
        }
    }

    /// @throws IllegalArgumentException where the script did not come to its end
    public static Facts read(String output) {
        FactsReader reader = new FactsReader(output);
        if (!reader.sections.containsKey("end")) {
            throw new IllegalArgumentException("the output ends too early");
        }
        return reader.facts();
    }

    private Facts facts() {
        return new Facts(
                List.of("", "0").contains(first("user")),
                first("kernel"),
                String.join(" ", section("iproute")),
                Set.copyOf(section("tools")),
                trials(),
                section("devices").stream().flatMap(line -> Device.parse(line).stream()).toList(),
                addresses(),
                ways(),
                sysctls(),
                programPorts(),
                reversePathDrops(),
                offloads(),
                Filters.read(section("nft"), section("iptables")),
                Set.copyOf(section("programs")),
                section("networkmanager"),
                section("networkd"),
                networks(),
                clock());
    }

    private List<String> section(String name) {
        return sections.getOrDefault(name, List.of());
    }

    private String first(String name) {
        return section(name).stream().findFirst().orElse("");
    }

    private Optional<Instant> clock() {
        Matcher matcher = CLOCK.matcher(first("clock"));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        // busybox has no %N.
        String fraction = matcher.group(2) == null ? "0" : matcher.group(2);
        long nanos = new BigDecimal("0." + fraction).movePointRight(9).longValue();
        return Optional.of(Instant.ofEpochSecond(Long.parseLong(matcher.group(1)), nanos));
    }

    private Map<String, String> trials() {
        Map<String, String> trials = new TreeMap<>();
        for (String line : section("trials")) {
            int space = line.indexOf(' ');
            String name = space < 0 ? line : line.substring(0, space);
            if (name.matches("vxlan4|vxlan6|bridge")) {
                trials.put(name, line.substring(name.length()).strip());
            }
        }
        return trials;
    }

    private Map<IpAddress, String> addresses() {
        Map<IpAddress, String> addresses = new LinkedHashMap<>();
        for (String line : section("addresses")) {
            Matcher matcher = ADDRESS.matcher(line);
            if (matcher.matches()) {
                addresses.putIfAbsent(IpAddress.parse(matcher.group(2)), matcher.group(1));
            }
        }
        return addresses;
    }

    private Map<IpAddress, String> ways() {
        Map<IpAddress, String> ways = new LinkedHashMap<>();
        for (String line : section("routes")) {
            Matcher matcher = WAY.matcher(line);
            if (!LOOP.matcher(line).matches() && matcher.matches()) {
                ways.put(IpAddress.parse(matcher.group(1)), matcher.group(2));
            }
        }
        return ways;
    }

    private Map<String, String> sysctls() {
        Map<String, String> sysctls = new HashMap<>();
        for (String line : section("sysctls")) {
            int colon = line.lastIndexOf(':');
            if (line.startsWith(SYSCTLS) && colon > 0) {
                sysctls.put(
                        line.substring(SYSCTLS.length(), colon), line.substring(colon + 1).strip());
            }
        }
        return sysctls;
    }

    /// The kernel's own sockets, a VXLAN device's for instance, are of no program.
    private Map<Integer, String> programPorts() {
        Map<Integer, String> ports = new TreeMap<>();
        for (String line : section("udp")) {
            Matcher matcher = UDP.matcher(line);
            if (matcher.matches()) {
                ports.put(Integer.parseInt(matcher.group(1)), matcher.group(2));
            }
        }
        return ports;
    }

    /// Two lines: names, and values in the same places.
    private long reversePathDrops() {
        List<String> lines = section("netstat");
        if (lines.size() < 2) {
            return 0;
        }
        int place = List.of(lines.get(0).split(" ", -1)).indexOf(DROPS);
        String[] values = lines.get(1).split(" ", -1);
        return place < 0 || place >= values.length ? 0 : Long.parseLong(values[place]);
    }

    private List<Offload> offloads() {
        Map<String, Offload> offloads = new LinkedHashMap<>();
        Map<String, Boolean> features = new TreeMap<>();
        for (String line : section("offloads")) {
            Matcher device = OFFLOADS.matcher(line);
            Matcher feature = FEATURE.matcher(line);
            if (device.matches()) {
                features = new TreeMap<>();
                String name = device.group(1);
                offloads.put(name, new Offload(name, device.group(2).strip(), features));
            } else if (feature.matches()) {
                features.put(feature.group(1), feature.group(2).equals("on"));
            }
        }
        return List.copyOf(offloads.values());
    }

    private List<NetworkFile> networks() {
        List<NetworkFile> files = new ArrayList<>();
        for (String line : section("networks")) {
            if (line.startsWith("file ")) {
                files.add(new NetworkFile(line.substring(5), new ArrayList<>()));
            } else if (!files.isEmpty()) {
                files.getLast().lines().add(line.strip());
            }
        }
        return files;
    }
}
