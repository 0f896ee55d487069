package io.vxplan.doctor.probe;

import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.MacAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the scripts of a probe printed on one host.
public final class Heard {
    private static final Pattern HOLDER = Pattern.compile("holder ([0-9]{1,18})");
    private static final Pattern MADE = Pattern.compile("made ([0-9]{1,9})");
    private static final Pattern REFUSED = Pattern.compile("refused ([0-9]{1,9}) ?(.*)");
    private static final String MAC = "((?:[0-9a-f]{2}:){5}[0-9a-f]{2})";
    private static final Pattern CLAIMED =
            Pattern.compile("([0-9a-f.:]+) dev probe([0-9]{1,9}) lladdr " + MAC + " .*");
    private static final Pattern NEIGHBOUR =
            Pattern.compile("heard ([0-9]{1,9}) ([0-9.]+) lladdr " + MAC + " .*");
    private static final Pattern LEARNED =
            Pattern.compile("learned ([0-9]{1,9}) " + MAC + " dst ([0-9a-f.:]+) .*");

    /// @param id of the overlay's probe
    private record Answer(int id, IpAddress address) {}

    private OptionalLong holder = OptionalLong.empty();
    private final Set<Integer> made = new HashSet<>();
    private final Map<Integer, String> refused = new TreeMap<>();
    private final Map<Answer, Set<MacAddress>> claims = new HashMap<>();
    private final Map<Integer, Set<IpAddress>> neighbours = new HashMap<>();
    private final Map<Integer, Map<MacAddress, IpAddress>> sources = new HashMap<>();

    /// What one script printed; lines that are none of its own are passed over.
    public void add(String output) {
        output.lines().forEach(this::line);
    }

    private void line(String line) {
        where(HOLDER, line, found -> holder = OptionalLong.of(Long.parseLong(found.group(1))));
        where(MADE, line, found -> made.add(id(found, 1)));
        where(REFUSED, line, found -> refused.put(id(found, 1), found.group(2)));
        where(
                CLAIMED,
                line,
                found ->
                        claims.computeIfAbsent(
                                        new Answer(id(found, 2), IpAddress.parse(found.group(1))),
                                        _ -> new TreeSet<>())
                                .add(MacAddress.parse(found.group(3))));
        where(
                NEIGHBOUR,
                line,
                found ->
                        neighbours
                                .computeIfAbsent(id(found, 1), _ -> new HashSet<>())
                                .add(IpAddress.parse(found.group(2))));
        where(
                LEARNED,
                line,
                found ->
                        sources.computeIfAbsent(id(found, 1), _ -> new HashMap<>())
                                .put(
                                        MacAddress.parse(found.group(2)),
                                        IpAddress.parse(found.group(3))));
    }

    private static void where(Pattern pattern, String line, Consumer<Matcher> found) {
        Matcher matcher = pattern.matcher(line);
        if (matcher.matches()) {
            found.accept(matcher);
        }
    }

    private static int id(Matcher found, int group) {
        return Integer.parseInt(found.group(group));
    }

    /// The process that holds the namespace; empty where none could be made.
    public OptionalLong holder() {
        return holder;
    }

    /// Whether the host took part.
    public boolean takesPart(Post post) {
        return holder.isPresent() && made.contains(post.id());
    }

    /// What the kernel said when it refused the interface.
    public Optional<String> refusal(Post post) {
        return Optional.ofNullable(refused.get(post.id()));
    }

    /// Who says to have the address.
    public Set<MacAddress> claimants(Post post, IpAddress address) {
        return claims.getOrDefault(new Answer(post.id(), address), Set.of());
    }

    /// Whether anything came from the peer.
    public boolean hears(Post post, Post.Peer peer) {
        return neighbours.getOrDefault(post.id(), Set.of()).contains(peer.address());
    }

    /// From where in the underlay its frames came, where the device tells.
    public Optional<IpAddress> source(Post post, Post.Peer peer) {
        return Optional.ofNullable(sources.getOrDefault(post.id(), Map.of()).get(peer.mac()));
    }
}
