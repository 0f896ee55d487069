package io.vxplan.inventory.discovery;

import io.vxplan.inventory.fields.Fields;
import io.vxplan.inventory.fields.Kind;
import io.vxplan.model.Located;
import java.time.Duration;
import java.util.Optional;

/// How often a stack is announced, and how long a silent one stays.
///
/// @param timeout at least two intervals
public record Timing(Duration interval, Duration timeout) {
    private static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(30);
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(90);

    /// Empty where the two do not fit together, which is reported.
    static Optional<Timing> read(Fields fields) {
        Duration interval =
                fields.get("announce_interval", DiscoveryKinds.INTERVAL)
                        .map(Located::value)
                        .orElse(DEFAULT_INTERVAL);
        Optional<Located<Duration>> timeout = fields.get("peer_timeout", DiscoveryKinds.TIMEOUT);
        Duration least = interval.multipliedBy(2);
        if (timeout.isPresent() && timeout.get().value().compareTo(least) < 0) {
            fields.scope()
                    .problems()
                    .error(
                            timeout.get().at(),
                            "peer_timeout is %s, less than two announce intervals of %s"
                                    .formatted(
                                            Kind.show(timeout.get().value()), Kind.show(interval)),
                            "one lost message must lose no peer: it must be at least "
                                    + Kind.show(least));
            return Optional.empty();
        }
        Duration three = interval.multipliedBy(3);
        Duration otherwise = three.compareTo(DEFAULT_TIMEOUT) > 0 ? three : DEFAULT_TIMEOUT;
        return Optional.of(new Timing(interval, timeout.map(Located::value).orElse(otherwise)));
    }
}
