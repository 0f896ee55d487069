package io.vxplan.verify.probe;

import io.vxplan.model.Family;
import io.vxplan.model.IpAddress;
import io.vxplan.verify.check.Check;
import java.time.Duration;
import java.util.List;

/// All checks of one vantage point as one script, which needs `sh`, `ping` and `ip` and nothing
/// else. What it prints, [ProbeOutput] reads.
public final class ProbeScript {
    /// Pings that run at the same time. More would overrun the neighbour table, which is one for
    /// the machine, however many namespaces it has.
    private static final int AT_A_TIME = 16;

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
                    who() {
                      id=$1
                      shift
                      report "$id mac 0" "$(ip neigh show to "$@" 2>&1)"
                    }
                    """;

    private final StringBuilder script = new StringBuilder(FUNCTIONS);

    private ProbeScript() {}

    /// @param checks all from one vantage point; their places in the list number the answers
    public static String of(List<? extends Check> checks) {
        ProbeScript made = new ProbeScript();
        made.jobs(checks, Check.Reach.class);
        made.jobs(checks, Check.UnderlayMtu.class);
        return made.script.toString();
    }

    /// How long the script may take at the very most.
    public static Duration timeout(int checks) {
        return Duration.ofSeconds(30 + 5L * (1 + checks / AT_A_TIME));
    }

    /// The underlay comes last: its routers' answers teach the kernel the MTU of the path, which
    /// then refuses large packets of the overlay that were carried in fragments before.
    private void jobs(List<? extends Check> checks, Class<? extends Check> kind) {
        int running = 0;
        for (int id = 0; id < checks.size(); id++) {
            if (!kind.isInstance(checks.get(id))) {
                continue;
            }
            job(id, checks.get(id));
            if (++running % AT_A_TIME == 0) {
                script.append("wait\n");
            }
        }
        script.append("wait\n");
    }

    private void job(int id, Check check) {
        switch (check) {
            case Check.Reach reach -> reach(id, reach);
            case Check.UnderlayMtu probe -> underlay(id, probe);
            case Check.EcmpHop _ ->
                    throw new IllegalArgumentException("next hops are probed one after another");
        }
    }

    private void reach(int id, Check.Reach reach) {
        String source = reach.sourceAddress().map(ProbeScript::source).orElse("");
        script.append("{ ask ")
                .append(id)
                .append(" ping")
                .append(source)
                .append(' ')
                .append(reach.target());
        reach.identity()
                .ifPresent(identity ->
                        script.append(" && who ")
                                .append(id)
                                .append(' ')
                                .append(reach.target())
                                .append(
                                        identity.device()
                                                .map(device ->
                                                        " dev " + Shell.quoted(device.value()))
                                                .orElse("")));
        reach.mtu()
                .ifPresent(mtu ->
                        script.append(" && ask ")
                                .append(id)
                                .append(" mtu")
                                .append(source)
                                .append(unfragmented(reach.target(), mtu)));
        script.append("; } &\n");
    }

    private void underlay(int id, Check.UnderlayMtu probe) {
        String source = source(probe.sourceAddress());
        script.append("{ ask ")
                .append(id)
                .append(" ping")
                .append(source)
                .append(' ')
                .append(probe.target())
                .append(" && ask ")
                .append(id)
                .append(" mtu")
                .append(source)
                .append(unfragmented(probe.target(), probe.size()))
                .append("; } &\n");
    }

    private static String source(IpAddress address) {
        return " -I " + address;
    }

    /// `ping` counts its payload only: the IP header and the 8 bytes of ICMP come on top.
    private static String unfragmented(IpAddress target, int packet) {
        int headers = target.family() == Family.IPV4 ? 28 : 48;
        return " -M do -s " + (packet - headers) + " " + target;
    }
}
