package io.vxplan.verify;

import io.vxplan.model.topology.Flooding;
import io.vxplan.model.topology.Overlay;
import io.vxplan.model.topology.Topology;
import io.vxplan.testing.Topologies;
import java.util.List;

/// Topologies that are verified.
public final class Samples {
    private Samples() {}

    /// The overlay `blue`, which floods, of all hosts, and nothing behind them.
    public static Topology mesh(int hosts, String... subnets) {
        return blue(hosts, new Flooding.Replicate(), List.of(subnets), List.of(), List.of());
    }

    /// The overlay `blue` of all hosts.
    public static Topology blue(
            int hosts,
            Flooding flooding,
            List<String> subnets,
            List<Overlay.Network> networks,
            List<Overlay.Endpoint> endpoints) {
        return Topologies.topology(
                hosts,
                Topologies.routed("blue", 100, hosts, flooding, subnets, networks, endpoints));
    }

    /// A bridged overlay, `red`, with a workload on each of two hosts.
    public static Topology twoWorkloads() {
        return Topologies.topology(
                2,
                bridged(
                        "red",
                        200,
                        2,
                        new Flooding.Static(),
                        List.of(
                                Topologies.port("a", 1, "10.0.1.11", "tap1"),
                                Topologies.port("b", 2, "10.0.1.12", "tap2"))));
    }

    /// With endpoints only.
    public static Overlay bridged(
            String name, int vni, int hosts, Flooding flooding, List<Overlay.Endpoint> endpoints) {
        return Topologies.bridged(
                name, vni, hosts, false, flooding, List.of("10.0.1.0/24"), endpoints);
    }
}
