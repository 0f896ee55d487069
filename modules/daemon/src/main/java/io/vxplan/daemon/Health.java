package io.vxplan.daemon;

import java.util.Optional;

/// How a daemon is.
///
/// @param problem why it does not do what it is there for, in one line; empty where it does
/// @param peers that it knows
/// @param routes to networks behind them
public record Health(Optional<String> problem, int peers, int routes) {
    public boolean isHealthy() {
        return problem.isEmpty();
    }
}
