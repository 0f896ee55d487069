package io.vxplan.discovery.daemon;

import io.vxplan.daemon.Log;
import io.vxplan.discovery.peers.PeerEvent;
import io.vxplan.discovery.state.DiscoveryJson;
import io.vxplan.discovery.state.Stack;
import io.vxplan.inventory.fields.LogLevel;
import io.vxplan.model.address.IpAddress;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Events as they stand in `events.log`.
final class EventLines {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private EventLines() {}

    static String of(PeerEvent event, Instant time) {
        return switch (event) {
            case PeerEvent.Joined(Stack stack) -> line(word(event), stack, time).toString();
            case PeerEvent.Changed(Stack before, Stack after) -> {
                ObjectNode line = line(word(event), after, time);
                DiscoveryJson.put(line.putObject("before"), before);
                yield line.toString();
            }
            case PeerEvent.Suspect(Stack stack) -> line(word(event), stack, time).toString();
            case PeerEvent.Stale(Stack stack) -> line(word(event), stack, time).toString();
            case PeerEvent.Back(Stack stack) -> line(word(event), stack, time).toString();
            case PeerEvent.Gone(Stack stack, boolean saidGoodbye) ->
                    line(word(event), stack, time)
                            .put("why", saidGoodbye ? "goodbye" : "silence")
                            .toString();
            case PeerEvent.Refused refused -> refused(refused, time).toString();
        };
    }

    /// The event's kind.
    static String word(PeerEvent event) {
        return switch (event) {
            case PeerEvent.Joined _ -> "joined";
            case PeerEvent.Changed _ -> "changed";
            case PeerEvent.Suspect _ -> "suspect";
            case PeerEvent.Stale _ -> "stale";
            case PeerEvent.Back _ -> "back";
            case PeerEvent.Gone _ -> "gone";
            case PeerEvent.Refused _ -> "refused";
        };
    }

    private static ObjectNode line(String event, Stack stack, Instant time) {
        ObjectNode line = line(event, time);
        DiscoveryJson.put(line, stack);
        return line;
    }

    /// Of a stack that is not believed only what tells it from others: a stranger may list
    /// thousands of networks.
    private static ObjectNode refused(PeerEvent.Refused refused, Instant time) {
        ObjectNode line = line(word(refused), time);
        refused.claim()
                .ifPresent(claim -> {
                    line.put("stack_id", claim.id());
                    line.put("vni", claim.vni().value());
                    line.put("host_ip", claim.hostIp().toString());
                });
        return line.put("from", refused.from()).put("why", refused.why());
    }

    static String started(String mode, IpAddress host, int known, Instant time) {
        return line("started", time)
                .put("mode", mode)
                .put("host_ip", host.toString())
                .put("peers", known)
                .toString();
    }

    static String moved(IpAddress before, IpAddress after, Instant time) {
        return line("moved", time)
                .put("host_ip", after.toString())
                .put("before", before.toString())
                .toString();
    }

    static String deaf(String why, Instant time) {
        return line("deaf", time).put("why", why).toString();
    }

    static String hearing(Instant time) {
        return line("hearing", time).toString();
    }

    static String stopped(Instant time) {
        return line("stopped", time).toString();
    }

    private static ObjectNode line(String event, Instant time) {
        ObjectNode line = MAPPER.createObjectNode();
        line.put("time", time.truncatedTo(ChronoUnit.MILLIS).toString());
        return line.put("event", event);
    }

    /// For people.
    static void say(PeerEvent event, Log log) {
        switch (event) {
            case PeerEvent.Joined(Stack stack) -> say(log, LogLevel.INFO, "joined", stack);
            case PeerEvent.Changed(Stack _, Stack after) ->
                    say(log, LogLevel.INFO, "changed", after);
            case PeerEvent.Suspect(Stack stack) -> say(log, LogLevel.INFO, "silent", stack);
            case PeerEvent.Stale(Stack stack) ->
                    say(log, LogLevel.WARN, "silent for long, will be gone soon", stack);
            case PeerEvent.Back(Stack stack) -> say(log, LogLevel.INFO, "back", stack);
            case PeerEvent.Gone(Stack stack, boolean saidGoodbye) ->
                    say(
                            log,
                            saidGoodbye ? LogLevel.INFO : LogLevel.WARN,
                            saidGoodbye ? "left" : "gone without a goodbye",
                            stack);
            case PeerEvent.Refused refused ->
                    log.warn(
                            "refused: %s%s: %s"
                                    .formatted(
                                            refused.claim()
                                                    .map(claim -> claim.key() + " from ")
                                                    .orElse(""),
                                            refused.from(),
                                            refused.why()));
        }
    }

    private static void say(Log log, LogLevel level, String what, Stack stack) {
        log.say(level, "%s: %s at %s".formatted(what, stack.key(), stack.hostIp()));
    }
}
