package io.vxplan.verify.check;

import io.vxplan.model.HostName;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.topology.Overlay;
import io.vxplan.model.topology.Overlay.Member;
import io.vxplan.model.topology.Topology;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The paths between tunnel ends. Overlays that use the same path are content with one probe, of
/// the largest packet any of them sends.
final class UnderlayChecks {
    private record Path(IpAddress from, IpAddress to) {}

    private UnderlayChecks() {}

    static List<Check.UnderlayMtu> of(Topology topology) {
        Map<Path, Check.UnderlayMtu> probes = new LinkedHashMap<>();
        for (Overlay overlay : topology.overlays()) {
            Sample sample = new Sample(overlay.members().keySet());
            for (Member from : overlay.members().values()) {
                for (HostName peer : sample.peersOf(from.host())) {
                    Check.UnderlayMtu probe =
                            probe(
                                    overlay,
                                    from,
                                    Objects.requireNonNull(overlay.members().get(peer)));
                    probes.merge(
                            new Path(probe.sourceAddress(), probe.target()),
                            probe,
                            (one, other) -> other.size() > one.size() ? other : one);
                }
            }
        }
        return new ArrayList<>(probes.values());
    }

    private static Check.UnderlayMtu probe(Overlay overlay, Member from, Member to) {
        IpAddress source = from.underlay().value();
        return new Check.UnderlayMtu(
                from.host(),
                to.host(),
                source,
                to.underlay().value(),
                from.mtu().value() + source.family().vxlanOverhead(),
                overlay.name());
    }
}
