package io.vxplan.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.model.HostName;
import io.vxplan.model.Located;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.topology.Allocations;
import io.vxplan.model.topology.Flooding;
import io.vxplan.model.topology.Topology;
import io.vxplan.plan.compile.Compilation;
import io.vxplan.plan.compile.Compilation.Allocation;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Overlay `blue` with the members h1, h2, ... in 192.168.100.0/24.
class IpamTest {
    private static Compilation compile(int members, Allocations locked) {
        Topology topology = Samples.routed(members, 1000, new Flooding.Replicate());
        Compilation compilation = Compilation.of(topology, locked);
        assertThat(compilation.problems()).isEmpty();
        return compilation;
    }

    private static Allocations locked(String overlay, Map<String, String> addresses) {
        SortedMap<HostName, List<Located<IpAddress>>> hosts = new TreeMap<>();
        addresses.forEach((host, address) ->
                hosts.put(new HostName(host), List.of(Samples.at(IpAddress.parse(address)))));
        return new Allocations(new TreeMap<>(Map.of(overlay, hosts)));
    }

    private static Allocation blue(String host, String address) {
        return new Allocation("blue", new HostName(host), IpAddress.parse(address));
    }

    @Test
    void aFreshOverlayIsNumberedFromTheFirstAddress() {
        Compilation compilation = compile(3, Allocations.EMPTY);

        assertThat(compilation.newAllocations())
                .containsExactly(
                        blue("h1", "192.168.100.1"),
                        blue("h2", "192.168.100.2"),
                        blue("h3", "192.168.100.3"));
        assertThat(compile(3, compilation.allocations()).lockChanged()).isFalse();
    }

    @Test
    void aHostThatLeftComesBackToItsAddressWhichNobodyElseGotMeanwhile() {
        Allocations three = compile(3, Allocations.EMPTY).allocations();

        Compilation two = compile(2, three);
        assertThat(two.lockChanged()).isFalse();
        assertThat(two.allocations()).isEqualTo(three);

        assertThat(compile(3, two.allocations()).lockChanged()).isFalse();
    }

    @Test
    void theAddressOfAFormerMemberIsSkipped() {
        Compilation compilation = compile(2, locked("blue", Map.of("h9", "192.168.100.1")));

        assertThat(compilation.newAllocations())
                .containsExactly(blue("h1", "192.168.100.2"), blue("h2", "192.168.100.3"));
        assertThat(compilation.allocations().hosts("blue"))
                .containsOnlyKeys(new HostName("h1"), new HostName("h2"), new HostName("h9"));
    }

    @Test
    void anOverlayThatIsGoneKeepsItsEntriesAndTakesNothingFromOthers() {
        Allocations gone = locked("red", Map.of("h1", "192.168.100.1"));
        Compilation compilation = compile(2, gone);

        assertThat(compilation.newAllocations())
                .containsExactly(blue("h1", "192.168.100.1"), blue("h2", "192.168.100.2"));
        assertThat(compilation.allocations().hosts("red")).isEqualTo(gone.hosts("red"));
    }

    /// What a change of the subnet leaves behind.
    @Test
    void aFormerMembersAddressOutsideTheSubnetIsNoMistake() {
        Compilation compilation = compile(2, locked("blue", Map.of("h9", "10.0.0.1")));

        assertThat(compilation.newAllocations())
                .containsExactly(blue("h1", "192.168.100.1"), blue("h2", "192.168.100.2"));
    }
}
