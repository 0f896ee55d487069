package io.vxplan.router.overlay;

import io.vxplan.discovery.state.Stack;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.Located;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.Prefix;
import io.vxplan.model.address.PrefixOwners;
import io.vxplan.model.address.PrefixOwners.Owned;
import io.vxplan.model.topology.Flooding;
import io.vxplan.router.routing.Routing;
import io.vxplan.router.routing.Routing.RemoteStack;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Lets peers into the overlay, one after the other, and refuses who claims what another has: two
/// claims are never merged, since nobody can tell which of them is true.
final class Admission {
    private static final String OWN = "this host";

    private final Routing routing;
    private final Underlay underlay;
    private final Map<String, Participant> participants = new HashMap<>();
    private final List<Diagnostic> problems = new ArrayList<>();

    /// By id of the stack.
    private final Map<IpAddress, String> gateways = new HashMap<>();

    private final PrefixOwners networks;

    /// Where tunnels end, as prefixes of one address.
    private final PrefixOwners ends = new PrefixOwners();

    /// @param participants sorted by their ids
    record Result(List<Participant> participants, List<Diagnostic> problems) {}

    private Admission(Routing routing, Underlay underlay) {
        this.routing = routing;
        this.underlay = underlay;
        this.networks = routing.networkOwners();
        gateways.put(routing.address().value(), routing.stackId().value());
        ends.add(Prefix.of(underlay.address()), OWN);
        for (RemoteStack stack : routing.remoteStacks()) {
            stack.gateway().ifPresent(gateway -> gateways.put(gateway.value(), stack.id().value()));
        }
    }

    static Result of(Routing routing, Underlay underlay, Claims claims) {
        Admission admission = new Admission(routing, underlay);
        // Stable: those who were there keep their order, and so do those who are new.
        claims.present().stream()
                .sorted(Comparator.comparing(stack -> !claims.before().contains(stack)))
                .forEach(admission::admit);
        claims.heldDown().forEach(admission::keep);
        return new Result(
                admission.participants.values().stream()
                        .sorted(Comparator.comparing(participant -> participant.stack().id()))
                        .toList(),
                List.copyOf(admission.problems));
    }

    private void admit(Stack stack) {
        if (stack.vni().equals(routing.vni().value())) {
            refusal(stack)
                    .ifPresentOrElse(why -> problems.add(refused(stack, why)), () -> accept(stack));
        }
    }

    /// One that is leaving gives way to everybody else, without a word.
    private void keep(Stack stack) {
        if (stack.vni().equals(routing.vni().value()) && refusal(stack).isEmpty()) {
            accept(stack);
        }
    }

    private void accept(Stack stack) {
        Optional<RemoteStack> known = routing.remote(stack.id());
        Participant participant = participant(stack, known);
        participants.put(stack.id(), participant);
        ends.add(Prefix.of(participant.underlay()), name(stack.id()));
        participant.gateway().ifPresent(gateway -> gateways.put(gateway, stack.id()));
        if (participant.source() == RouteSource.DISCOVERY) {
            participant.networks().forEach(network -> networks.add(network, name(stack.id())));
        }
        if (participant.gateway().isEmpty() && !participant.networks().isEmpty()) {
            problems.add(
                    Diagnostic.warning(
                            described(stack)
                                    + " has no address in the overlay: its networks are not routed",
                            switch (routing.form().origin()) {
                                case ROUTING_FILE ->
                                        "give it a `vxlan_gateway` in `remote_stacks`, or let it announce its vxlan_ip";
                                case TOPOLOGY ->
                                        "let its discovery announce its address in the overlay: its vxlan_ip, or its topology's";
                            }));
        }
        if (routing.form().flooding() instanceof Flooding.Static && stack.mac().isEmpty()) {
            problems.add(
                    Diagnostic.warning(
                            described(stack)
                                    + " announces no MAC address, and with `flooding: static` nobody asks for it: it can't be reached unless it is a host of this topology",
                            "let it be served as a host of a topology, which announces it, or say `flooding: replicate`"));
        }
        known.flatMap(RemoteStack::gateway)
                .filter(gateway ->
                        stack.vxlanIp()
                                .filter(address -> !address.equals(gateway.value()))
                                .isPresent())
                .ifPresent(gateway ->
                        problems.add(
                                Diagnostic.warning(
                                        gateway.at(),
                                        described(stack)
                                                + " says that its address in the overlay is "
                                                + stack.vxlanIp().orElseThrow()
                                                + ", and vxlan_gateway is "
                                                + gateway,
                                        "the file is believed: mend the one that is wrong")));
    }

    private static Participant participant(Stack stack, Optional<RemoteStack> known) {
        Optional<IpAddress> gateway =
                known.flatMap(RemoteStack::gateway).map(Located::value).or(stack::vxlanIp);
        List<Prefix> configured =
                known.map(RemoteStack::networks).orElse(List.of()).stream()
                        .map(Located::value)
                        .toList();
        return configured.isEmpty()
                ? new Participant(
                        stack,
                        gateway,
                        stack.networks().stream().distinct().sorted().toList(),
                        RouteSource.DISCOVERY)
                : new Participant(stack, gateway, configured, RouteSource.STATIC_CONFIG);
    }

    /// Why the stack can't take part.
    private Optional<String> refusal(Stack stack) {
        if (stack.id().equals(routing.stackId().value())) {
            return Optional.of("it has this host's own stack id");
        }
        Participant other = participants.get(stack.id());
        if (other != null) {
            return Optional.of("another with this id is at " + other.underlay() + " already");
        }
        Participant participant = participant(stack, routing.remote(stack.id()));
        return end(stack)
                .or(() -> participant.gateway().flatMap(gateway -> gateway(stack, gateway)))
                .or(() -> networks(participant));
    }

    private Optional<String> end(Stack stack) {
        IpAddress end = stack.endpoint().address();
        if (!end.isRoutable()) {
            return Optional.of("no tunnel can end at " + end);
        }
        if (end.family() != underlay.address().family()) {
            return Optional.of(
                    "its tunnel ends at %s, and ours at %s: one device carries one family"
                            .formatted(end, underlay.address()));
        }
        if (stack.endpoint().port() != routing.port()) {
            return Optional.of(
                    "its tunnel ends at port %d, and ours at %d"
                            .formatted(stack.endpoint().port(), routing.port()));
        }
        return ends.holding(end)
                .map(other -> "a tunnel ends there already: " + other)
                .or(() ->
                        networks.holding(end)
                                .map(network ->
                                        "its tunnel ends inside of %s: it would carry itself"
                                                .formatted(network)));
    }

    private Optional<String> gateway(Stack stack, IpAddress gateway) {
        String holder = gateways.get(gateway);
        if (holder != null && !holder.equals(stack.id())) {
            return Optional.of(
                    "its address %s in the overlay is that of %s".formatted(gateway, name(holder)));
        }
        return routing.subnet().value().isHostAddress(gateway)
                ? Optional.empty()
                : Optional.of(
                        "its address %s in the overlay is no host address of %s"
                                .formatted(gateway, routing.subnet()));
    }

    private Optional<String> networks(Participant participant) {
        PrefixOwners own = new PrefixOwners();
        for (Prefix network : participant.networks()) {
            Optional<String> why = network(network, participant.source(), own);
            if (why.isPresent()) {
                return why;
            }
            own.add(network, "itself");
        }
        return Optional.empty();
    }

    private Optional<String> network(Prefix network, RouteSource source, PrefixOwners own) {
        if (network.family() != routing.subnet().value().family()) {
            return Optional.of(
                    "its network %s can't be routed: the overlay is %s"
                            .formatted(network, routing.subnet().value().family()));
        }
        Optional<Owned> end = ends.overlapping(network);
        if (end.isPresent()) {
            return Optional.of(
                    "its network %s contains the end of a tunnel, %s: it would carry itself"
                            .formatted(network, end.get()));
        }
        // Those of the file have been compared when it was read.
        return (source == RouteSource.DISCOVERY ? networks : own)
                .overlapping(network)
                .or(() -> own.overlapping(network))
                .map(other -> "its network %s overlaps %s".formatted(network, other));
    }

    private static Diagnostic refused(Stack stack, String why) {
        return Diagnostic.warning(
                described(stack) + " is refused: " + why, "it takes no part until that is mended");
    }

    private static String described(Stack stack) {
        return name(stack.id()) + " at " + stack.endpoint().address();
    }

    private static String name(String id) {
        return "stack '" + id + "'";
    }
}
