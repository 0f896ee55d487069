package io.vxplan.verify.check;

import io.vxplan.model.HostName;
import io.vxplan.model.Located;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.topology.Allocations;
import io.vxplan.model.topology.Flooding;
import io.vxplan.model.topology.Overlay;
import io.vxplan.model.topology.Overlay.Attachment;
import io.vxplan.model.topology.Overlay.Endpoint;
import io.vxplan.model.topology.Overlay.Network;
import io.vxplan.plan.compile.Names;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// All that can be pinged in one overlay: members, then endpoints, then the networks that have no
/// endpoint.
record Stations(Overlay overlay, Allocations allocations, Names names) {

    List<Station> all() {
        List<Station> stations = new ArrayList<>();
        overlay.members().values().forEach(member -> member(member).ifPresent(stations::add));
        overlay.endpoints().forEach(endpoint -> workload(endpoint).ifPresent(stations::add));
        overlay.networks().stream()
                .filter(this::hasNoEndpoint)
                .forEach(network -> stations.add(gateway(network)));
        return stations;
    }

    private Optional<Station> member(Overlay.Member member) {
        List<IpAddress> addresses = values(allocations.of(overlay.name(), member.host()));
        return addresses.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Station.Member(
                                overlay.name(),
                                member.host(),
                                addresses,
                                Optional.of(names.layer3(member)),
                                names.layer3Mac(member),
                                member.mtu().value()));
    }

    private Optional<Station> workload(Endpoint endpoint) {
        Overlay.Member member = overlay.members().get(endpoint.host());
        if (member == null || endpoint.addresses().isEmpty()) {
            return Optional.empty();
        }
        List<IpAddress> addresses = values(endpoint.addresses());
        Set<HostName> hosts = new LinkedHashSet<>();
        hosts.add(endpoint.host());
        overlay.networks().stream()
                .filter(network -> addresses.stream().anyMatch(network.prefix().value()::contains))
                .forEach(network -> hosts.addAll(hosts(network)));
        boolean certain =
                endpoint.mac().isPresent() || overlay.flooding() instanceof Flooding.Static;
        return Optional.of(
                new Station.Workload(
                        overlay.name(),
                        endpoint.name().value(),
                        endpoint.host(),
                        List.copyOf(hosts),
                        addresses,
                        names.endpointMac(endpoint),
                        certain,
                        member.mtu().value()));
    }

    private boolean hasNoEndpoint(Network network) {
        return overlay.endpoints().stream()
                .flatMap(endpoint -> endpoint.addresses().stream())
                .map(Located::value)
                .noneMatch(network.prefix().value()::contains);
    }

    /// Of several hosts in front of one network each may have its own address there; which of them
    /// a packet meets first is up to the source's hash, so one address stands for all.
    private Station gateway(Network network) {
        return new Station.Gateway(
                overlay.name(),
                network.prefix().value(),
                hosts(network),
                List.of(network.behind().getFirst().gateway().value()));
    }

    private static List<HostName> hosts(Network network) {
        return network.behind().stream().map(Attachment::host).toList();
    }

    private static List<IpAddress> values(List<Located<IpAddress>> addresses) {
        return addresses.stream().map(Located::value).toList();
    }
}
