package io.vxplan.verify.result;

import io.vxplan.host.Host.CommandResult;
import io.vxplan.model.HostName;
import io.vxplan.model.address.InterfaceName;
import io.vxplan.verify.check.Check;
import io.vxplan.verify.probe.HopScript;
import io.vxplan.verify.probe.ProbeOutput;
import io.vxplan.verify.probe.ProbeOutput.Part;
import io.vxplan.verify.probe.Reply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// Decides from counters whether the packets of one source came through its next hops.
public final class HopJudge {
    private HopJudge() {}

    /// An interface whose received packets are counted.
    public record Counted(HostName host, InterfaceName device) {
        public static Counted of(Check.EcmpHop check) {
            return new Counted(check.hop(), check.counter());
        }
    }

    /// @param checks of one source, in the order of its script
    /// @param arrived how many packets more each interface had received afterwards; an interface
    ///   that can't be read is missing
    public static Map<Check, Verdict> judge(
            List<Check.EcmpHop> checks, CommandResult ran, Map<Counted, Long> arrived) {
        ProbeOutput output = ProbeOutput.parse(ran.output());
        Map<Check, Verdict> verdicts = new LinkedHashMap<>();
        for (int id = 0; id < checks.size(); id++) {
            Check.EcmpHop check = checks.get(id);
            verdicts.put(
                    check,
                    output.reply(id, Part.HOP)
                            .map(reply ->
                                    verdict(check, reply, sent(check, checks, output), arrived))
                            .orElseGet(() -> new Verdict.NotRun(Judge.unfinished(ran))));
        }
        return verdicts;
    }

    /// Several networks may be behind one host: its counter shows the packets to all of them.
    private static long sent(Check.EcmpHop check, List<Check.EcmpHop> checks, ProbeOutput output) {
        long sent = 0;
        for (int id = 0; id < checks.size(); id++) {
            boolean counted =
                    output.reply(id, Part.HOP).filter(Reply::isAnswered).isPresent()
                            && Counted.of(checks.get(id)).equals(Counted.of(check));
            sent += counted ? HopScript.PACKETS : 0;
        }
        return sent;
    }

    private static Verdict verdict(
            Check.EcmpHop check, Reply reply, long sent, Map<Counted, Long> arrived) {
        if (!reply.isAnswered()) {
            return unused(check, reply.text());
        }
        Optional<Long> received = Optional.ofNullable(arrived.get(Counted.of(check)));
        if (received.isEmpty()) {
            return new Verdict.NotRun(
                    "the counters of " + check.counter() + " on " + check.hop() + " can't be read");
        }
        return received.get() >= sent
                ? new Verdict.Ok(OptionalDouble.empty())
                : new Verdict.Lost(
                        sent
                                + " packets were sent through it, of which "
                                + check.counter()
                                + " on "
                                + check.hop()
                                + " received "
                                + received.get());
    }

    private static Verdict unused(Check.EcmpHop check, String routes) {
        if ((routes + " ").contains(" via " + check.target() + " ")) {
            return new Verdict.NotChecked(
                    "the route has it, but the kernel sends none of the first "
                            + check.candidates().size()
                            + " addresses this way");
        }
        return new Verdict.Lost(
                "no route to "
                        + check.network()
                        + " goes through it: "
                        + (routes.isBlank() ? "there is none" : routes.strip()));
    }
}
