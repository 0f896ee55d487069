package io.vxplan.lab.layout;

import io.vxplan.model.HostName;
import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.topology.Overlay;
import io.vxplan.model.topology.Overlay.Network;
import io.vxplan.model.topology.Topology;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/// One piece of layer 2 behind hosts: the networks that share an interface of a host share it.
///
/// @param ports the hosts' interfaces in it
record Segment(SortedSet<Port> ports, List<Placed> networks) {

    record Port(HostName host, InterfaceName device) implements Comparable<Port> {
        private static final Comparator<Port> ORDER =
                Comparator.comparing(Port::host).thenComparing(Port::device);

        @Override
        public int compareTo(Port other) {
            return ORDER.compare(this, other);
        }
    }

    record Placed(Overlay overlay, Network network) {}

    static List<Segment> of(Topology topology) {
        List<Segment> segments = new ArrayList<>();
        for (Overlay overlay : topology.overlays()) {
            for (Network network : overlay.networks()) {
                Segment joined = of(overlay, network);
                for (Segment other : List.copyOf(segments)) {
                    if (!Collections.disjoint(joined.ports, other.ports)) {
                        segments.remove(other);
                        joined = other.with(joined);
                    }
                }
                segments.add(joined);
            }
        }
        return segments;
    }

    private static Segment of(Overlay overlay, Network network) {
        SortedSet<Port> ports = new TreeSet<>();
        network.behind()
                .forEach(attachment ->
                        ports.add(new Port(attachment.host(), attachment.device().orElseThrow())));
        return new Segment(ports, List.of(new Placed(overlay, network)));
    }

    private Segment with(Segment other) {
        SortedSet<Port> all = new TreeSet<>(ports);
        all.addAll(other.ports);
        return new Segment(all, Stream.concat(networks.stream(), other.networks.stream()).toList());
    }
}
