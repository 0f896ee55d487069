package io.vxplan.cli.command;

import io.vxplan.cli.ExitCode;
import io.vxplan.cli.output.DurationText;
import io.vxplan.cli.output.Terminal;
import io.vxplan.host.HostException;
import io.vxplan.host.HostOpener;
import io.vxplan.host.confirm.ArmedHost;
import io.vxplan.host.confirm.Confirmation;
import io.vxplan.host.confirm.Confirmation.Answer;
import io.vxplan.host.rollout.Fleet;
import io.vxplan.host.rollout.Outcome;
import io.vxplan.model.HostName;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// `--confirm`: hosts go back by themselves unless what was done is confirmed in time.
final class ConfirmOption {
    @Option(
            names = "--confirm",
            paramLabel = "TIME",
            converter = DurationText.class,
            description =
                    "Each host takes its changes back by itself after this time, such as 60s, unless `verify` passes over new connections.")
    private @Nullable Duration delay;

    /// When hosts go back by themselves.
    private final ConcurrentNavigableMap<HostName, Instant> armed = new ConcurrentSkipListMap<>();

    boolean isGiven() {
        return delay != null;
    }

    /// Arms each host before its first change.
    HostOpener before(HostOpener opener, Path inventory) {
        Optional<Duration> after = Optional.ofNullable(delay);
        return after.isEmpty()
                ? opener
                : name ->
                        new ArmedHost(
                                opener.open(name), LockOption.me(inventory), after.get(), armed);
    }

    /// Confirms what was done where it is what it should be.
    ///
    /// @param code of what was done
    /// @param fleet of new connections
    /// @param verified asked whether the hosts do what the topology says
    int settle(
            int code,
            Fleet fleet,
            Predicate<SortedSet<HostName>> verified,
            Path inventory,
            Terminal terminal) {
        if (armed.isEmpty()) {
            return code;
        }
        Unconfirmed unconfirmed =
                new Unconfirmed(armed, Optional.ofNullable(delay).orElseThrow(), inventory);
        Optional<String> why = whyNot(code, unconfirmed, verified);
        if (why.isPresent()) {
            terminal.problem(unconfirmed.because(why.get(), Instant.now()));
            return ExitCode.ERROR;
        }
        int before = armed.size();
        fleet.each(
                armed.keySet(),
                Confirmation::confirm,
                (host, outcome) -> {
                    if (say(host, outcome, terminal)) {
                        armed.remove(host);
                    }
                });
        terminal.say(
                "Confirmed: "
                        + (before - armed.size())
                        + " of "
                        + before
                        + " hosts stay as they are.");
        return armed.isEmpty() ? ExitCode.DONE : ExitCode.ERROR;
    }

    /// Hosts that have gone back need no proof, and what one says of them would lead astray.
    private Optional<String> whyNot(
            int code, Unconfirmed unconfirmed, Predicate<SortedSet<HostName>> verified) {
        if (code == ExitCode.INTERRUPTED) {
            return Optional.of("it was stopped");
        }
        if (code != ExitCode.DONE) {
            return Optional.of("not every host is as planned");
        }
        if (unconfirmed.isLate(Instant.now())) {
            return Optional.of("the time was up");
        }
        if (verified.test(armed.keySet())) {
            return Optional.empty();
        }
        return Optional.of(
                unconfirmed.isLate(Instant.now())
                        ? "the time was up before verify was done"
                        : "verify failed");
    }

    /// @return whether it was confirmed
    private static boolean say(HostName host, Outcome<Answer> outcome, Terminal terminal) {
        return switch (outcome) {
            case Outcome.Done<Answer>(Answer answer) when answer == Answer.CONFIRMED -> true;
            case Outcome.Done<Answer> _ -> {
                terminal.say(
                        host
                                + ": too late, the host has gone back to what it was; apply again, with more time");
                yield false;
            }
            case Outcome.Failed<Answer>(HostException failure) -> {
                terminal.say(host + ": not confirmed: " + failure.getMessage());
                yield false;
            }
        };
    }
}
