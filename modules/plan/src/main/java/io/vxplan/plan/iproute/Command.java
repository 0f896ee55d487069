package io.vxplan.plan.iproute;

/// One step on a host that has iproute2 and sh.
public sealed interface Command {
    /// A line for `ip -batch -`.
    record Ip(String line) implements Command {
        @Override
        public String toString() {
            return "ip " + line;
        }
    }

    /// A line for `bridge -batch -`.
    record Bridge(String line) implements Command {
        @Override
        public String toString() {
            return "bridge " + line;
        }
    }

    record WriteSysctl(String name, String value) implements Command {
        @Override
        public String toString() {
            return "sysctl -w " + name + "=" + value;
        }
    }
}
