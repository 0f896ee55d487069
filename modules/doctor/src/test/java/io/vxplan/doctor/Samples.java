package io.vxplan.doctor;

import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.topology.Flooding;
import io.vxplan.model.topology.Overlay;
import io.vxplan.testing.Topologies;
import java.util.List;
import java.util.Optional;

/// Overlays of which hosts are examined.
public final class Samples {
    private static final Optional<InterfaceName> LAN = Optional.of(new InterfaceName("lan"));

    private Samples() {}

    /// `blue`, VNI 100, with 172.20.0.0/16 behind h1 and 172.30.0.0/16 behind h2.
    public static Overlay routed(int hosts, Flooding flooding) {
        return Topologies.routed(
                "blue",
                100,
                hosts,
                flooding,
                List.of("192.168.100.0/24", "fd00:100::/64"),
                List.of(
                        Topologies.network("172.20.0.0/16", "172.20.0.1", LAN, 1),
                        Topologies.network("172.30.0.0/16", "172.30.0.1", LAN, 2)),
                List.of());
    }

    /// `red`, VNI 200, with a workload on h1, and addresses of hosts.
    public static Overlay bridged(int hosts, Flooding flooding) {
        return Topologies.bridged(
                "red",
                200,
                hosts,
                true,
                flooding,
                List.of("10.0.1.0/24", "fd00:1::/64"),
                List.of(Topologies.port("app", 1, "10.0.1.77", "tap1")));
    }
}
