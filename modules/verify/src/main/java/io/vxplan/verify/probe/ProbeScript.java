package io.vxplan.verify.probe;

import io.vxplan.model.ShellWord;
import io.vxplan.model.address.Family;
import io.vxplan.model.address.IpAddress;
import io.vxplan.verify.check.Check;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// All checks of one vantage point as one script, which needs `sh`, `ping` and `ip` and nothing
/// else. What it prints, [ProbeOutput] reads.
public final class ProbeScript {
    /// Pings that run at the same time.
    private static final int AT_A_TIME = 16;

    /// A large ping that is answered makes the small one needless. One that is refused teaches the
    /// kernel the MTU of the path. For ten minutes it would then refuse packets of the overlay that
    /// were carried in fragments before, and large pings when the path has been mended. So the
    /// kernel is told to forget. (Pings that don't heed what it learned need `-M probe`, which ping
    /// of 2022 lacks; and packets of the overlay heed it still.)
    private static final String FUNCTIONS =
            Shell.PREAMBLE
                    + """
                    ask() {
                      head="$1 $2"
                      shift 2
                      text=$(ping -n -c 1 -W 1 "$@" 2>&1)
                      code=$?
                      report "$head $code" "$text"
                      return $code
                    }
                    small() {
                      id=$1
                      shift
                      ask $id ping "$@"
                    }
                    large() {
                      id=$1
                      size=$2
                      shift 2
                      ask $id mtu -M do -s $size "$@" || { forget; ask $id ping "$@"; }
                    }
                    forget() {
                      { ip -4 route flush cache; ip -6 route flush cache; } >/dev/null 2>&1
                    }
                    who() {
                      report "neighbours" "$(printf 'neigh show to %s\n' "$@" | ip -force -batch - 2>&1)"
                    }
                    """;

    private final StringBuilder script = new StringBuilder(FUNCTIONS);

    private ProbeScript() {}

    /// @param checks all from one vantage point; their places in the list number the answers
    public static String of(List<? extends Check> checks) {
        ProbeScript made = new ProbeScript();
        List<Integer> reach = places(checks, Check.Reach.class);
        List<Integer> underlay = places(checks, Check.UnderlayMtu.class);
        // The underlay comes last, for who is not root can't make the kernel forget.
        for (List<Integer> kind : List.of(reach, underlay)) {
            for (int start = 0; start < kind.size(); start += AT_A_TIME) {
                int end = Math.min(start + AT_A_TIME, kind.size());
                made.batch(checks, kind.subList(start, end));
            }
        }
        return made.script.toString();
    }

    private static List<Integer> places(List<? extends Check> checks, Class<? extends Check> kind) {
        return IntStream.range(0, checks.size())
                .filter(place -> kind.isInstance(checks.get(place)))
                .boxed()
                .toList();
    }

    /// How long the script may take at the very most.
    public static Duration timeout(int checks) {
        return Duration.ofSeconds(30 + 5L * (1 + checks / AT_A_TIME));
    }

    /// The neighbours are asked for once for all of a batch, and before their entries can be thrown
    /// out by those of the next.
    private void batch(List<? extends Check> checks, List<Integer> places) {
        List<String> neighbours = new ArrayList<>();
        for (int place : places) {
            switch (checks.get(place)) {
                case Check.Reach reach -> {
                    ping(place, reach.mtu(), reach.sourceAddress(), reach.target());
                    reach.identity()
                            .ifPresent(identity -> neighbours.add(neighbour(reach, identity)));
                }
                case Check.UnderlayMtu probe ->
                        ping(
                                place,
                                OptionalInt.of(probe.size()),
                                Optional.of(probe.sourceAddress()),
                                probe.target());
                case Check.EcmpHop _ ->
                        throw new IllegalArgumentException("next hops have their own script");
            }
        }
        script.append("wait\n");
        if (!neighbours.isEmpty()) {
            script.append("who ").append(String.join(" ", neighbours)).append('\n');
        }
    }

    /// @param size of the IP packet; `ping` counts its payload only: the IP header and the 8 bytes
    ///   of ICMP come on top
    private void ping(int id, OptionalInt size, Optional<IpAddress> source, IpAddress target) {
        int headers = target.family() == Family.IPV4 ? 28 : 48;
        script.append(size.isPresent() ? "large " : "small ").append(id);
        size.ifPresent(bytes -> script.append(' ').append(bytes - headers));
        source.ifPresent(address -> script.append(" -I ").append(address));
        script.append(' ').append(target).append(" &\n");
    }

    private static String neighbour(Check.Reach reach, Check.Identity identity) {
        return ShellWord.quoted(
                reach.target() + identity.device().map(device -> " dev " + device).orElse(""));
    }
}
