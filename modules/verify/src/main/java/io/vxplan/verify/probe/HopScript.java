package io.vxplan.verify.probe;

import io.vxplan.model.address.Family;
import io.vxplan.verify.check.Check;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/// Sends packets through chosen next hops of ECMP routes.
///
/// The kernel's hash sends all pings between two addresses the same way. So for each next hop an
/// address of the network is looked for that goes this way, and pinged; whether anybody answers
/// there does not matter.
public final class HopScript {
    /// Packets through each next hop.
    public static final int PACKETS = 10;

    /// The hash may take the protocol in: asked about another one, the kernel could name a way that
    /// the pings don't go.
    private static final String FUNCTIONS =
            Shell.PREAMBLE
                    + """
                    hop() {
                      for address in $candidates; do
                        case "$(ip $2 -o route get $address from $4 ipproto $3 2>&1) " in
                        *" via $5 "*)
                          ping -n -q -c %d -i 0.02 -W 1 -I $4 $address >/dev/null 2>&1
                          report "$1 hop 0" "$address"
                          return
                        esac
                      done
                      report "$1 hop 1" "$(ip $2 -o route show $6 2>&1)"
                    }
                    """
                            .formatted(PACKETS);

    private HopScript() {}

    /// @param checks all of one host; their places in the list number the answers
    public static String of(List<Check.EcmpHop> checks) {
        StringBuilder script = new StringBuilder(FUNCTIONS);
        for (int id = 0; id < checks.size(); id++) {
            Check.EcmpHop check = checks.get(id);
            boolean ipv4 = check.network().family() == Family.IPV4;
            script.append("candidates='").append(candidates(check)).append("'\n");
            script.append("hop ")
                    .append(id)
                    .append(ipv4 ? " -4 1 " : " -6 58 ")
                    .append(check.sourceAddress())
                    .append(' ')
                    .append(check.target())
                    .append(' ')
                    .append(check.network())
                    .append(" &\n");
        }
        return script.append("wait\n").toString();
    }

    /// How long the script may take at the very most.
    public static Duration timeout(int checks) {
        return Duration.ofSeconds(30 + 5L * checks);
    }

    private static String candidates(Check.EcmpHop check) {
        return check.candidates().stream().map(Object::toString).collect(Collectors.joining(" "));
    }
}
