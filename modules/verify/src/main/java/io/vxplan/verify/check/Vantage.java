package io.vxplan.verify.check;

import io.vxplan.model.HostName;

/// A place from which probes are sent.
public sealed interface Vantage extends Comparable<Vantage> {
    /// A host of the inventory.
    record OnHost(HostName host) implements Vantage {
        @Override
        public String toString() {
            return host.value();
        }
    }

    /// Inside a workload: reached in a lab, and not on real machines.
    record InWorkload(String overlay, String endpoint) implements Vantage {
        @Override
        public String toString() {
            return overlay + "/" + endpoint;
        }
    }

    @Override
    default int compareTo(Vantage other) {
        boolean host = this instanceof OnHost;
        int byKind = Boolean.compare(other instanceof OnHost, host);
        return byKind != 0 ? byKind : toString().compareTo(other.toString());
    }
}
