package io.vxplan.doctor.facts;

import io.vxplan.model.HostName;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.topology.Overlay;
import io.vxplan.model.topology.Overlay.Attachment;
import io.vxplan.model.topology.Overlay.Member;
import io.vxplan.model.topology.Overlay.Network;
import io.vxplan.model.topology.Persistence;
import io.vxplan.model.topology.Services;
import io.vxplan.model.topology.Topology;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/// One host's part in a topology.
///
/// @param persists whether `apply` writes files there that keep others away from its interfaces
public record Part(HostName host, String topology, boolean persists, List<Seat> seats) {

    /// In one overlay.
    ///
    /// @param peers who else is in it
    public record Seat(Overlay overlay, Member member, List<Member> peers) {
        public IpAddress local() {
            return member.underlay().value();
        }

        /// The interface that has the host's address in the overlay.
        public String layer3() {
            return member.bridge()
                    .map(Overlay.BridgeName::name)
                    .orElse(member.device().value())
                    .value();
        }

        public String device() {
            return member.device().value().value();
        }

        /// The networks behind this host.
        public List<Network> behind() {
            return overlay.networks().stream().filter(this::isBehind).toList();
        }

        /// Networks that are reached through others.
        public List<Network> beyond() {
            return overlay.networks().stream().filter(network -> !isBehind(network)).toList();
        }

        public Optional<Attachment> attachment(Network network) {
            return network.behind().stream()
                    .filter(attachment -> attachment.host().equals(member.host()))
                    .findFirst();
        }

        private boolean isBehind(Network network) {
            return attachment(network).isPresent();
        }

        public boolean isRouted() {
            return overlay.mode() == Overlay.Mode.ROUTED;
        }
    }

    public static Part of(Topology topology, HostName host) {
        boolean systemd =
                Optional.ofNullable(topology.hosts().get(host))
                        .map(Topology.UnderlayHost::services)
                        .filter(Services.SYSTEMD::equals)
                        .isPresent();
        return new Part(
                host,
                topology.name().value(),
                systemd && topology.persistence() != Persistence.NONE,
                topology.overlays().stream()
                        .flatMap(overlay -> seat(overlay, host).stream())
                        .toList());
    }

    private static Optional<Seat> seat(Overlay overlay, HostName host) {
        return Optional.ofNullable(overlay.members().get(host))
                .map(member -> new Seat(overlay, member, others(overlay.members().values(), host)));
    }

    private static List<Member> others(Collection<Member> members, HostName host) {
        return members.stream().filter(member -> !member.host().equals(host)).toList();
    }

    /// Where the host's tunnels start.
    public SortedSet<IpAddress> locals() {
        SortedSet<IpAddress> locals = new TreeSet<>();
        seats.forEach(seat -> locals.add(seat.local()));
        return locals;
    }

    /// The interfaces that the topology makes there.
    public Stream<String> devices() {
        return seats.stream().flatMap(seat -> Stream.of(seat.device(), seat.layer3())).distinct();
    }
}
