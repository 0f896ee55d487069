package io.vxplan.host.rollout;

/// So many of some hosts.
public sealed interface Share {
    /// A number, whatever there are.
    record Hosts(int count) implements Share {
        public Hosts {
            if (count < 0) {
                throw new IllegalArgumentException("less than no host: " + count);
            }
        }

        @Override
        public String toString() {
            return Integer.toString(count);
        }
    }

    record Percent(int percent) implements Share {
        public Percent {
            if (percent < 0 || percent > 100) {
                throw new IllegalArgumentException("no part of a whole: " + percent + "%");
            }
        }

        @Override
        public String toString() {
            return percent + "%";
        }
    }

    /// How many of these that is; of a part of a host, none.
    default int of(int all) {
        return switch (this) {
            case Hosts(var count) -> Math.min(count, all);
            case Percent(var percent) -> (int) ((long) all * percent / 100);
        };
    }
}
