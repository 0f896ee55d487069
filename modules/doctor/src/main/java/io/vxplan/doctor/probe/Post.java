package io.vxplan.doctor.probe;

import io.vxplan.doctor.facts.Part.Seat;
import io.vxplan.model.HostName;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.MacAddress;
import java.util.List;

/// Where a host stands in the probe of one overlay.
///
/// @param id of the overlay's probe
/// @param vni of the frames that are sent
/// @param address by which the others know it, of the range for one link
/// @param peers who is listened for
/// @param claims addresses that nobody else may have
public record Post(
        int id,
        HostName host,
        Seat seat,
        Way way,
        int vni,
        IpAddress address,
        MacAddress mac,
        List<Peer> peers,
        List<Claim> claims) {

    /// Another host that takes part.
    ///
    /// @param address by which it is known in the probe
    /// @param underlay where its frames come from
    public record Peer(HostName host, IpAddress address, MacAddress mac, IpAddress underlay) {}

    /// @param owner in words
    /// @param answers how many may answer: the host itself is not asked, its workloads are
    public record Claim(IpAddress address, String owner, int answers) {}

    /// The interface of the probe, in its namespace.
    public String device() {
        return "probe" + id;
    }
}
