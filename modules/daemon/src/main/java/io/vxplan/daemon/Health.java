package io.vxplan.daemon;

import java.util.Locale;
import java.util.Optional;

/// How a daemon is.
///
/// @param problem why it does not do all that it is there for, in one line; empty where it does
/// @param peers that it knows
/// @param routes to networks behind them
public record Health(State state, Optional<String> problem, int peers, int routes) {
    /// As a whole.
    public enum State {
        HEALTHY,
        /// Nothing new is heard, and what was known stays in use: tunnels work as they did.
        DEGRADED,
        UNHEALTHY;

        /// As `/health` has it.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static Health well(int peers, int routes) {
        return new Health(State.HEALTHY, Optional.empty(), peers, routes);
    }

    public static Health degraded(String problem, int peers, int routes) {
        return new Health(State.DEGRADED, Optional.of(problem), peers, routes);
    }

    public static Health unhealthy(String problem, int peers, int routes) {
        return new Health(State.UNHEALTHY, Optional.of(problem), peers, routes);
    }

    /// Whether there is nothing to be mended.
    public boolean isHealthy() {
        return state == State.HEALTHY;
    }
}
