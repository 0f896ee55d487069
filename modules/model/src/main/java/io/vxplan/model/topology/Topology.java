package io.vxplan.model.topology;

import io.vxplan.model.HostName;
import io.vxplan.model.Located;
import io.vxplan.model.address.IpAddress;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What the user wants, with templates rendered, patterns resolved and defaults filled in.
///
/// @param name goes into every mark
/// @param hosts every host of the inventory that is in an overlay, and its underlay
/// @param discovery by name, how members of overlays are found while the network runs
/// @param persistence what is there again after a host has started anew
public record Topology(
        Located<String> name,
        SortedMap<HostName, UnderlayHost> hosts,
        List<Overlay> overlays,
        SortedMap<String, DiscoveryEntry> discovery,
        Persistence persistence) {
    public Topology {
        discovery = Collections.unmodifiableSortedMap(discovery);
    }

    /// One in which nobody is discovered, and nothing persists.
    public Topology(
            Located<String> name, SortedMap<HostName, UnderlayHost> hosts, List<Overlay> overlays) {
        this(name, hosts, overlays, new TreeMap<>(), Persistence.NONE);
    }

    /// Whether the daemons and files of a host are `apply`'s to install: the files of a host in a
    /// lab are this machine's. A host that has left the topology had them like any other.
    public boolean provisions(HostName host) {
        UnderlayHost known = hosts.get(host);
        return known == null || known.services() == Services.SYSTEMD;
    }

    /// @param address where the host's own tunnels start
    /// @param mtu bytes, of the egress device
    /// @param management other literal addresses by which the host is reached (ansible_host, where
    ///   it is an IP literal)
    /// @param services who keeps the host's daemons running
    public record UnderlayHost(
            Located<IpAddress> address, int mtu, List<IpAddress> management, Services services) {
        /// One with systemd.
        public UnderlayHost(Located<IpAddress> address, int mtu, List<IpAddress> management) {
            this(address, mtu, management, Services.SYSTEMD);
        }
    }
}
