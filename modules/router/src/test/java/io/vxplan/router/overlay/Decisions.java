package io.vxplan.router.overlay;

import static java.util.stream.Collectors.joining;

import io.vxplan.discovery.state.Stack;
import io.vxplan.host.HostException;
import io.vxplan.host.memory.MemoryHost;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.HostName;
import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.resource.HostState;
import io.vxplan.model.topology.Flooding;
import io.vxplan.plan.iproute.Commands;
import io.vxplan.router.Samples;
import io.vxplan.router.routing.Routing;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Decisions as tests read them: commands and lines.
final class Decisions {
    static final InterfaceName DEVICE = new InterfaceName("vxlan1000");
    static final InterfaceName ETH0 = new InterfaceName("eth0");
    static final String B = "b 10.0.0.2";
    static final String C = "c 10.0.0.3 192.168.100.3 172.22.0.0/16";
    static final String D = "d 10.0.0.4 192.168.100.4";

    static Claims present(String... stacks) {
        return new Claims(stacks(stacks), List.of(), Set.of());
    }

    static List<Stack> stacks(String... texts) {
        return Stream.of(texts).map(Samples::stack).toList();
    }

    static Decision decide(HostState observed, String... stacks) {
        return decide(Samples.routing(), observed, present(stacks));
    }

    static Decision decide(Routing routing, HostState observed, Claims claims) {
        return Decision.of(routing, claims, observed, Remnants.GO);
    }

    static String commands(Decision decision) {
        return decision.changes().stream()
                .flatMap(change -> Commands.of(change).stream())
                .map(command -> command + "\n")
                .collect(joining());
    }

    static String problems(Decision decision) {
        return decision.problems().stream()
                .map(Diagnostic::toString)
                .map(line -> line + "\n")
                .collect(joining());
    }

    static MemoryHost after(HostState observed, String... stacks) throws HostException {
        MemoryHost host = new MemoryHost(new HostName("a"), observed);
        host.apply(decide(observed, stacks).changes());
        return host;
    }

    /// The same, as a topology might say it.
    static Routing inTopology(Routing routing) {
        return inTopology(routing, routing.form().flooding());
    }

    static Routing inTopology(Routing routing, Flooding flooding) {
        Routing.Form form = routing.form();
        return new Routing(
                routing.stackId(),
                routing.vni(),
                routing.subnet(),
                routing.address(),
                routing.port(),
                routing.mtu(),
                routing.underlay(),
                routing.networks(),
                List.of(),
                new Routing.Form(
                        Routing.Origin.TOPOLOGY,
                        form.mark(),
                        form.device(),
                        flooding,
                        form.learning(),
                        form.ttl(),
                        form.forwarding(),
                        form.firewall(),
                        form.mac()));
    }

    private Decisions() {}
}
