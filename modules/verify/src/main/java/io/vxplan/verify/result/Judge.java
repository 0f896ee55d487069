package io.vxplan.verify.result;

import io.vxplan.host.Host.CommandResult;
import io.vxplan.host.HostException;
import io.vxplan.model.address.MacAddress;
import io.vxplan.verify.check.Check;
import io.vxplan.verify.probe.ProbeOutput;
import io.vxplan.verify.probe.ProbeOutput.Part;
import io.vxplan.verify.probe.Reply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/// Reads verdicts out of what a script printed.
///
/// @param owners who has a MAC, in words
public record Judge(Function<MacAddress, Optional<String>> owners) {

    /// @param checks those of the script, in its order
    public Map<Check, Verdict> judge(List<Check> checks, CommandResult ran) {
        ProbeOutput output = ProbeOutput.parse(ran.output());
        Map<Check, Verdict> verdicts = new LinkedHashMap<>();
        for (int id = 0; id < checks.size(); id++) {
            Check check = checks.get(id);
            verdicts.put(
                    check,
                    output.missing().isEmpty()
                            ? verdict(id, check, output, ran)
                            : new Verdict.NotRun(missing(output.missing())));
        }
        return verdicts;
    }

    /// What remains to be said where the host itself failed.
    public static Map<Check, Verdict> notRun(List<? extends Check> checks, HostException failure) {
        Verdict verdict =
                new Verdict.NotRun(
                        Objects.requireNonNullElse(failure.getMessage(), "the host failed"));
        Map<Check, Verdict> verdicts = new LinkedHashMap<>();
        checks.forEach(check -> verdicts.put(check, verdict));
        return verdicts;
    }

    static String unfinished(CommandResult ran) {
        return "the script ended early with exit code "
                + ran.exitCode()
                + (ran.errors().isBlank() ? "" : ": " + ran.errors().strip());
    }

    private static String missing(List<String> programs) {
        String packages =
                String.join(
                        " and ",
                        programs.stream()
                                .map(program ->
                                        program.equals("ping") ? "iputils-ping" : "iproute2")
                                .toList());
        return "no " + String.join(" and no ", programs) + " there: install " + packages;
    }

    private Verdict verdict(int id, Check check, ProbeOutput output, CommandResult ran) {
        Optional<Reply> large = output.reply(id, Part.MTU);
        Optional<Reply> answer =
                large.filter(Reply::isAnswered).or(() -> output.reply(id, Part.PING));
        if (answer.isEmpty()) {
            return new Verdict.NotRun(unfinished(ran));
        }
        Reply ping = answer.get();
        return switch (check) {
            case Check.Reach reach when ping.isAnswered() ->
                    reach.identity()
                            .flatMap(who -> stranger(who, output.neighbour(reach.target())))
                            .orElseGet(() -> size(reach.mtu(), ping, large));
            case Check.Reach _ -> new Verdict.Lost(ping.said());
            case Check.UnderlayMtu probe when ping.isAnswered() ->
                    size(OptionalInt.of(probe.size()), ping, large);
            case Check.UnderlayMtu _ ->
                    new Verdict.NotChecked(
                            "the underlay address does not answer pings: " + ping.said());
            case Check.EcmpHop _ -> new Verdict.NotRun("next hops are judged by counters");
        };
    }

    private Optional<Verdict> stranger(Check.Identity expected, Optional<MacAddress> seen) {
        if (seen.isEmpty()) {
            return Optional.of(new Verdict.Unidentified());
        }
        Optional<String> owner = owners.apply(seen.get());
        boolean wrong =
                !seen.get().equals(expected.mac()) && (expected.certain() || owner.isPresent());
        return wrong
                ? Optional.of(new Verdict.WrongPeer(expected.mac(), seen.get(), owner))
                : Optional.empty();
    }

    /// @param ping the one that was answered
    /// @param large the one of full size, where there is one
    private static Verdict size(OptionalInt size, Reply ping, Optional<Reply> large) {
        Optional<Reply> refused = large.filter(reply -> !reply.isAnswered());
        if (size.isEmpty() || refused.isEmpty()) {
            return new Verdict.Ok(ping.milliseconds());
        }
        Reply reply = refused.get();
        // busybox' ping has no -M.
        return reply.text().contains("option")
                ? new Verdict.NotRun(
                        "this ping can't forbid fragmentation ("
                                + reply.firstLine()
                                + "): install iputils-ping")
                : new Verdict.TooBig(size.getAsInt(), reply.mtu(), reply.said());
    }
}
