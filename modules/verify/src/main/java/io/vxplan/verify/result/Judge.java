package io.vxplan.verify.result;

import io.vxplan.host.Host.CommandResult;
import io.vxplan.host.HostException;
import io.vxplan.model.MacAddress;
import io.vxplan.verify.check.Check;
import io.vxplan.verify.probe.ProbeOutput;
import io.vxplan.verify.probe.ProbeOutput.Part;
import io.vxplan.verify.probe.Reply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
        Optional<Reply> ping = output.reply(id, Part.PING);
        if (ping.isEmpty()) {
            return new Verdict.NotRun(unfinished(ran));
        }
        Optional<Reply> full = output.reply(id, Part.MTU);
        return switch (check) {
            case Check.Reach reach -> reach(reach, ping.get(), output.reply(id, Part.MAC), full);
            case Check.UnderlayMtu underlay ->
                    ping.get().isAnswered()
                            ? full.map(reply -> size(underlay.size(), ping.get(), reply))
                                    .orElseGet(() -> new Verdict.NotRun("it was not tried"))
                            : new Verdict.NotChecked(
                                    "the underlay address does not answer pings: "
                                            + ping.get().said());
            case Check.EcmpHop _ -> new Verdict.NotRun("it was not tried");
        };
    }

    private Verdict reach(
            Check.Reach check, Reply ping, Optional<Reply> neighbour, Optional<Reply> full) {
        if (!ping.isAnswered()) {
            return new Verdict.Lost(ping.said());
        }
        Optional<Verdict> stranger =
                check.identity().flatMap(identity -> stranger(identity, neighbour));
        if (stranger.isPresent()) {
            return stranger.get();
        }
        if (check.mtu().isPresent() && full.isPresent()) {
            return size(check.mtu().getAsInt(), ping, full.get());
        }
        return new Verdict.Ok(ping.milliseconds());
    }

    private Optional<Verdict> stranger(Check.Identity identity, Optional<Reply> neighbour) {
        Optional<MacAddress> seen = neighbour.flatMap(Reply::linkAddress).map(MacAddress::parse);
        if (seen.isEmpty()) {
            return Optional.of(
                    new Verdict.NotRun(
                            "it answered, but the neighbour table does not say with which MAC: "
                                    + neighbour.map(Reply::text).orElse("no entry")));
        }
        Optional<String> owner = owners.apply(seen.get());
        boolean wrong =
                !seen.get().equals(identity.mac()) && (identity.certain() || owner.isPresent());
        return wrong
                ? Optional.of(new Verdict.WrongPeer(identity.mac(), seen.get(), owner))
                : Optional.empty();
    }

    private static Verdict size(int size, Reply small, Reply full) {
        if (full.isAnswered()) {
            return new Verdict.Ok(small.milliseconds());
        }
        // busybox' ping has no -M.
        return full.text().contains("option")
                ? new Verdict.NotRun(
                        "this ping can't forbid fragmentation ("
                                + full.text().lines().findFirst().orElse("").replaceAll("\\|.*", "")
                                + "): install iputils-ping")
                : new Verdict.TooBig(size, full.mtu(), full.said());
    }
}
