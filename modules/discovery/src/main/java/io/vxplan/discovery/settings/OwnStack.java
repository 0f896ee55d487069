package io.vxplan.discovery.settings;

import io.vxplan.discovery.state.Stack;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.MacAddress;
import io.vxplan.model.address.Prefix;
import io.vxplan.model.address.Vni;
import java.util.List;
import java.util.Optional;

/// A stack of this host, wherever the host is.
///
/// @param vxlanIp its address in the overlay; peers need it that have no file which lists it
/// @param networks behind it, likewise
/// @param port UDP, of its VXLAN tunnels
/// @param end of its tunnels; else the host's address
/// @param mac of its interface in the overlay, where peers can't derive it
public record OwnStack(
        String id,
        Vni vni,
        Optional<IpAddress> vxlanIp,
        List<Prefix> networks,
        int port,
        Optional<IpAddress> end,
        Optional<MacAddress> mac) {
    /// IANA's for VXLAN.
    public static final int DEFAULT_PORT = 4789;

    public OwnStack {
        networks = List.copyOf(networks);
    }

    public OwnStack(
            String id, Vni vni, Optional<IpAddress> vxlanIp, List<Prefix> networks, int port) {
        this(id, vni, vxlanIp, networks, port, Optional.empty(), Optional.empty());
    }

    /// As it is announced.
    public Stack at(IpAddress host) {
        return new Stack(
                id, vni, host, new Stack.Endpoint(end.orElse(host), port), vxlanIp, networks, mac);
    }
}
