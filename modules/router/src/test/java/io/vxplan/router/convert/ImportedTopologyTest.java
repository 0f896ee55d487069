package io.vxplan.router.convert;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.discovery.state.Stack;
import io.vxplan.inventory.Parsed;
import io.vxplan.inventory.Project;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.HostName;
import io.vxplan.model.Located;
import io.vxplan.model.Location;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.resource.HostState;
import io.vxplan.plan.compile.Compilation;
import io.vxplan.router.Samples;
import io.vxplan.router.overlay.Claims;
import io.vxplan.router.overlay.Decision;
import io.vxplan.router.overlay.Remnants;
import io.vxplan.router.routing.Routing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ImportedTopologyTest {
    private static final Map<String, Located<IpAddress>> OWN = at("a", "10.0.0.1");

    @TempDir private Path folder;

    /// The golden texts.
    @Test
    void saysWhatTheFileSays() {
        Parsed<ImportedTopology> imported =
                ImportedTopology.of(
                        Samples.routing(), "routing.yaml", List.of(stack("b 10.0.0.2")), OWN);

        assertThat(imported.problems()).isEmpty();
        assertThat(imported.value().orElseThrow().inventory())
                .isEqualTo(
                        """
                        # From routing.yaml. A host is reached by SSH at its ansible_host, which is where its tunnels end, too.
                        all:
                          vars:
                            ansible_user: root
                          hosts:
                            a: { ansible_host: 10.0.0.1 }
                            b: { ansible_host: 10.0.0.2 }
                        """);
        assertThat(imported.value().orElseThrow().topology())
                .isEqualTo(
                        """
                        # From routing.yaml: every stack that it lists, whether it is there or not.
                        version: 1
                        # With these two names `vxplan apply` takes over what `vxplan router run` has made: end that one first.
                        name: docker-router
                        overlays:
                          vni1000:
                            vni: 1000
                            subnets: [192.168.100.0/24]
                            # To let stacks come and go instead: `membership: { discovered: NAME }` here, and beside `overlays`
                            # `discovery: { NAME: { mode: multicast } }`, with the settings of `vxplan discovery run`.
                            membership: static
                            members:
                              a: { address: 192.168.100.1 }
                              b: { address: 192.168.100.2 }
                            # On a real host a network may also say `device:`, such as the bridge of its Docker network.
                            networks:
                              # internal
                              172.20.0.0/16: { behind: a, gateway: 172.20.0.2 }
                              172.21.0.0/16: { behind: b }
                        """);
    }

    /// A routing file, and the stacks that are there.
    record Case(String name, String routing, List<Stack> present, String own) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case("sample", Samples.ROUTING, stacks("b 10.0.0.2"), "a"),
                new Case(
                        "port and mtu",
                        Samples.ROUTING + "port: 4790\nmtu: 1400\n",
                        stacks("b 10.0.0.2/4790"),
                        "a"),
                new Case(
                        "what stacks say of themselves",
                        Samples.ROUTING
                                + "  - stack_id: c\n"
                                + "  - {stack_id: d, vxlan_gateway: 192.168.100.4}\n",
                        stacks(
                                "b 10.0.0.2 192.168.100.77 10.9.0.0/16",
                                "c 10.0.0.3 192.168.100.3 172.23.0.0/16 172.22.0.0/16",
                                "d 10.0.0.4 192.168.100.4 172.24.0.0/16",
                                "unlisted 10.0.0.5 192.168.100.5 172.25.0.0/16"),
                        "a"),
                new Case(
                        "ids that YAML takes for something else",
                        Samples.ROUTING
                                .replace("stack_id: a", "stack_id: 'no'")
                                .replace("stack_id: b", "stack_id: '010'"),
                        stacks("010 10.0.0.2"),
                        "no"),
                new Case(
                        "IPv6 in the overlay",
                        """
                        version: 1
                        stack_id: a
                        vni: 1000
                        vxlan_subnet: fd00::/64
                        local_vxlan_ip: fd00::1
                        networks:
                          - {name: "two\\nlines: {", subnet: 'fd01::/64'}
                        remote_stacks:
                          - {stack_id: b, vxlan_gateway: 'fd00::2', networks: [{subnet: 'fd02::/64'}]}
                        """,
                        stacks("b 10.0.0.2"),
                        "a"));
    }

    /// The device, its address, FDB entries, routes and sysctls, all fields of them.
    @ParameterizedTest
    @MethodSource("cases")
    void compilesToWhatTheRouterSets(Case given) throws IOException {
        Routing routing = Samples.routing(given.routing());
        Decision decision =
                Decision.of(
                        routing,
                        new Claims(given.present(), List.of(), Set.of()),
                        Samples.host(),
                        Remnants.GO);

        Parsed<ImportedTopology> imported =
                ImportedTopology.of(routing, "x", given.present(), at(given.own(), "10.0.0.1"));

        assertThat(imported.problems()).isEmpty();
        assertThat(compiled(imported.value().orElseThrow(), given.own()))
                .isEqualTo(decision.desired());
    }

    private HostState compiled(ImportedTopology imported, String own) throws IOException {
        Path inventory = Files.writeString(folder.resolve("inventory.yaml"), imported.inventory());
        Files.writeString(folder.resolve("topology.yaml"), imported.topology());
        Parsed<Project> project = Project.load(inventory, Optional.empty());
        assertThat(project.problems()).isEmpty();
        Compilation compilation =
                Compilation.of(
                        project.value().orElseThrow().topology(),
                        project.value().orElseThrow().locked());
        assertThat(compilation.problems()).isEmpty();
        return compilation.compiler().stateOf(new HostName(own));
    }

    @Test
    void whatIsMissingIsSaid() {
        Parsed<ImportedTopology> imported =
                ImportedTopology.of(
                        Samples.routing(
                                Samples.ROUTING
                                        .replace("stack_id: a", "stack_id: 'a:1'")
                                        .replace("    vxlan_gateway: 192.168.100.2\n", "")),
                        "routing.yaml",
                        List.of(),
                        at("z", "10.0.0.9"));

        assertThat(
                        imported.problems().stream()
                                .map(Diagnostic::toString)
                                .map(problem ->
                                        problem.replaceFirst("^/.*?\\.yaml", "routing.yaml") + "\n")
                                .collect(joining()))
                .isEqualTo(
                        """
                        routing.yaml:2:11: error: stack id 'a:1' can't be the name of a host; a host's name is of letters, digits, '.', '_' and '-': rename the stack
                        routing.yaml:2:11: warning: it is not said where stack 'a:1' is; set ansible_host in inventory.yaml, or give --address or --state
                        routing.yaml:11:15: warning: it is not said where stack 'b' is; set ansible_host in inventory.yaml, or give --address or --state
                        routing.yaml:11:15: warning: stack 'b' has no vxlan_gateway: it gets the next free address; set the one that it has in topology.yaml
                        --address: error: there is no stack 'z' in routing.yaml
                        """);
    }

    private static Map<String, Located<IpAddress>> at(String id, String address) {
        return Map.of(id, new Located<>(IpAddress.parse(address), new Location("--address", 0, 0)));
    }

    private static Stack stack(String text) {
        return Samples.stack(text);
    }

    private static List<Stack> stacks(String... texts) {
        return Stream.of(texts).map(Samples::stack).toList();
    }
}
