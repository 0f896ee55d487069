package io.vxplan.discovery.daemon;

import io.vxplan.daemon.Health;
import io.vxplan.daemon.Metrics;
import io.vxplan.daemon.Supervision;
import io.vxplan.daemon.Trouble;
import io.vxplan.daemon.Watched;
import io.vxplan.discovery.Discovery;
import java.util.Map;
import java.util.Optional;

/// How the daemon is. Its thread says what happened, any asks.
final class Condition implements Watched {
    private static final String DEAF = "peers can't be heard: ";

    private final Supervision supervision;
    private final StateFiles files;
    private final Tally tally;
    private final Trouble address;
    private final Trouble announcing;
    private volatile Optional<Discovery> opened = Optional.empty();

    /// @param address while this host's is not known
    /// @param announcing while peers can't be told of it
    Condition(
            Supervision supervision,
            StateFiles files,
            Tally tally,
            Trouble address,
            Trouble announcing) {
        this.supervision = supervision;
        this.files = files;
        this.tally = tally;
        this.address = address;
        this.announcing = announcing;
    }

    void opened(Discovery way) {
        opened = Optional.of(way);
    }

    /// What systemd shows: what is wrong, where something is.
    void tell(String well) {
        supervision.status(health().problem().orElse(well));
    }

    @Override
    public Health health() {
        Optional<String> deaf = opened.flatMap(Discovery::deaf).map(why -> DEAF + why);
        int peers = tally.peers();
        int networks = tally.networks();
        return problem(deaf)
                .map(why -> Health.unhealthy(why, peers, networks))
                .or(() -> deaf.map(why -> Health.degraded(why, peers, networks)))
                .orElseGet(() -> Health.well(peers, networks));
    }

    private Optional<String> problem(Optional<String> deaf) {
        return supervision
                .stuck()
                .map(time -> "stuck for " + time.toSeconds() + " s")
                .or(address::problem)
                .or(files::problem)
                .or(() -> starting(deaf))
                .or(() -> tally.peers() == 0 ? deaf : Optional.empty())
                // Who can't be heard can't be told either, where that is by a server.
                .or(() -> deaf.isPresent() ? Optional.empty() : announcing.problem());
    }

    private Optional<String> starting(Optional<String> deaf) {
        return supervision.isReady()
                ? Optional.empty()
                : deaf.or(() -> Optional.of("starting: discovery.json is not written yet"));
    }

    @Override
    public void measure(Metrics metrics) {
        tally.measure(metrics);
        metrics.counter(
                "vxplan_messages",
                "Messages by type, of those ways that count them.",
                "type",
                opened.map(Discovery::counts).orElse(Map.of()));
    }
}
