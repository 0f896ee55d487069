package io.vxplan.router.routing;

import io.vxplan.inventory.Parsed;
import io.vxplan.inventory.fields.Environment;
import io.vxplan.inventory.fields.Fields;
import io.vxplan.inventory.fields.Kind;
import io.vxplan.inventory.fields.LogLevel;
import io.vxplan.inventory.fields.Problems;
import io.vxplan.inventory.fields.Scope;
import io.vxplan.inventory.yaml.Node;
import io.vxplan.model.Located;
import io.vxplan.model.Location;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// How the router works, from environment variables.
///
/// @param watch `WATCH_DISCOVERY`: whether `discovery.json` is watched
/// @param refresh `ROUTE_REFRESH_INTERVAL`: after which all is compared anew at the latest
/// @param holdDown `HOLD_DOWN`: how long a peer stays that is in `discovery.json` no more
/// @param discoveryMaxAge `DISCOVERY_MAX_AGE`: after which a `discovery.json` that nobody writes
///   anew is told as a problem; it is used all the same
/// @param logLevel `LOG_LEVEL`
public record RouterSettings(
        boolean watch,
        Duration refresh,
        Duration holdDown,
        Duration discoveryMaxAge,
        LogLevel logLevel) {
    public static final RouterSettings DEFAULT =
            new RouterSettings(
                    true,
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(5),
                    Duration.ofMinutes(5),
                    LogLevel.INFO);

    private static final int DAY = 86_400;
    private static final List<Environment.Variable> VARIABLES =
            Stream.of(
                            "WATCH_DISCOVERY",
                            "ROUTE_REFRESH_INTERVAL",
                            "HOLD_DOWN",
                            "DISCOVERY_MAX_AGE",
                            "LOG_LEVEL")
                    .map(name -> new Environment.Variable(name, name, false))
                    .toList();

    private static final Kind<Boolean> BOOLEAN =
            Kind.oneOf(List.of("true", "false"), "true"::equals);

    public static Parsed<RouterSettings> read(Map<String, String> environment) {
        Problems problems = new Problems();
        Node.Mapping nothing = new Node.Mapping(new Location("environment", 0, 0), List.of());
        Fields fields =
                new Fields(
                        new Environment(environment).over(nothing, VARIABLES),
                        Scope.withoutTemplates(problems));
        RouterSettings settings =
                new RouterSettings(
                        value(fields, "WATCH_DISCOVERY", BOOLEAN).orElse(DEFAULT.watch()),
                        seconds(fields, "ROUTE_REFRESH_INTERVAL", 1).orElse(DEFAULT.refresh()),
                        seconds(fields, "HOLD_DOWN", 0).orElse(DEFAULT.holdDown()),
                        seconds(fields, "DISCOVERY_MAX_AGE", 1).orElse(DEFAULT.discoveryMaxAge()),
                        value(fields, "LOG_LEVEL", LogLevel.KIND).orElse(DEFAULT.logLevel()));
        return new Parsed<>(Optional.of(settings), problems.list());
    }

    private static <T> Optional<T> value(Fields fields, String variable, Kind<T> kind) {
        return fields.get(variable, kind).map(Located::value);
    }

    private static Optional<Duration> seconds(Fields fields, String variable, int least) {
        return value(fields, variable, Kind.number(least, DAY)).map(Duration::ofSeconds);
    }
}
