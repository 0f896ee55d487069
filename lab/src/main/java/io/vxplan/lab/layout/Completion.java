package io.vxplan.lab.layout;

import io.vxplan.model.HostName;
import io.vxplan.model.Located;
import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.Prefix;
import io.vxplan.model.topology.Overlay;
import io.vxplan.model.topology.Overlay.Attachment;
import io.vxplan.model.topology.Overlay.Endpoint;
import io.vxplan.model.topology.Overlay.Network;
import io.vxplan.model.topology.Topology;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Fills in what real machines have and a topology need not say: the interface of every network and
/// of every endpoint, and somebody to ping in every network.
public final class Completion {
    private final Set<String> names = new HashSet<>();

    private Completion(Topology topology) {
        topology.overlays().forEach(overlay -> names.addAll(interfacesOf(overlay)));
    }

    public static Topology of(Topology topology) {
        Completion completion = new Completion(topology);
        List<Overlay> overlays = topology.overlays().stream().map(completion::complete).toList();
        return new Topology(
                topology.name(),
                topology.hosts(),
                overlays,
                topology.discovery(),
                topology.persistence());
    }

    private static List<String> interfacesOf(Overlay overlay) {
        Stream<InterfaceName> ofMembers =
                overlay.members().values().stream()
                        .flatMap(member ->
                                Stream.of(
                                                Optional.of(member.device().value()),
                                                member.bridge().map(Overlay.BridgeName::name),
                                                member.groupDevice())
                                        .flatMap(Optional::stream));
        Stream<InterfaceName> ofNetworks =
                overlay.networks().stream()
                        .flatMap(network -> network.behind().stream())
                        .flatMap(attachment -> attachment.device().stream());
        Stream<InterfaceName> ofEndpoints =
                overlay.endpoints().stream()
                        .flatMap(endpoint -> endpoint.device().map(Located::value).stream());
        return Stream.of(ofMembers, ofNetworks, ofEndpoints)
                .flatMap(stream -> stream)
                .map(InterfaceName::value)
                .toList();
    }

    private Overlay complete(Overlay overlay) {
        List<Network> networks = overlay.networks().stream().map(this::withDevice).toList();
        List<Endpoint> endpoints = new ArrayList<>();
        for (Endpoint endpoint : overlay.endpoints()) {
            endpoints.add(overlay.mode() == Overlay.Mode.BRIDGED ? withDevice(endpoint) : endpoint);
        }
        for (Network network : networks) {
            if (endpoints.stream().noneMatch(endpoint -> isIn(network, endpoint))) {
                inhabitant(overlay, network, endpoints).ifPresent(endpoints::add);
            }
        }
        return overlay.with(networks, endpoints);
    }

    private Network withDevice(Network network) {
        if (network.behind().stream().allMatch(attachment -> attachment.device().isPresent())) {
            return network;
        }
        InterfaceName made = made("net");
        return new Network(
                network.prefix(),
                network.behind().stream()
                        .map(attachment ->
                                new Attachment(
                                        attachment.host(),
                                        attachment.gateway(),
                                        attachment.device().or(() -> Optional.of(made))))
                        .toList());
    }

    private Endpoint withDevice(Endpoint endpoint) {
        return endpoint.device().isPresent()
                ? endpoint
                : new Endpoint(
                        endpoint.name(),
                        endpoint.host(),
                        endpoint.addresses(),
                        Optional.of(new Located<>(made("tap"), endpoint.name().at())),
                        endpoint.mac());
    }

    private InterfaceName made(String stem) {
        return new InterfaceName(firstFree(stem, names::add));
    }

    /// Whether the endpoint is one of this network.
    static boolean isIn(Network network, Endpoint endpoint) {
        return network.behind().stream()
                        .anyMatch(attachment -> attachment.host().equals(endpoint.host()))
                && endpoint.addresses().stream()
                        .anyMatch(address -> network.prefix().value().contains(address.value()));
    }

    /// Somebody to ping; nobody where the hosts' own addresses fill the network.
    private Optional<Endpoint> inhabitant(
            Overlay overlay, Network network, List<Endpoint> endpoints) {
        HostName host = network.behind().getFirst().host();
        Set<String> taken = new HashSet<>();
        endpoints.forEach(endpoint -> taken.add(endpoint.name().value()));
        String stem = host.value().replaceAll("[^A-Za-z0-9_-]", "-") + "-net";
        String name = firstFree(stem, candidate -> !taken.contains(candidate));
        return freeAddress(network)
                .map(address ->
                        new Endpoint(
                                new Located<>(name, overlay.at()),
                                host,
                                List.of(new Located<>(address, network.prefix().at())),
                                Optional.empty(),
                                Optional.empty()));
    }

    private static Optional<IpAddress> freeAddress(Network network) {
        Prefix prefix = network.prefix().value();
        List<IpAddress> gateways =
                network.behind().stream().map(attachment -> attachment.gateway().value()).toList();
        // One more candidate than there are gateways: one of them is free, if it is inside.
        return Stream.iterate(prefix.firstHost(), address -> address.plus(1))
                .limit(gateways.size() + 1L)
                .filter(address -> prefix.isHostAddress(address) && !gateways.contains(address))
                .findFirst();
    }

    private static String firstFree(String stem, Predicate<String> take) {
        return Stream.iterate(1, number -> number + 1)
                .map(number -> stem + number)
                .filter(take)
                .findFirst()
                .orElseThrow();
    }
}
