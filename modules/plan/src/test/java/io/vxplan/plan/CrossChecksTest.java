package io.vxplan.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.model.Diagnostic;
import io.vxplan.model.HostName;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.Prefix;
import io.vxplan.model.topology.Flooding;
import io.vxplan.model.topology.Overlay;
import io.vxplan.model.topology.Overlay.Attachment;
import io.vxplan.model.topology.Overlay.Network;
import io.vxplan.model.topology.Topology;
import io.vxplan.plan.compile.CrossChecks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CrossChecksTest {
    private static final Topology BLUE = Samples.routed(3, 1000, new Flooding.Replicate());

    private static List<String> check(Topology topology) {
        return CrossChecks.of(topology).stream().map(Diagnostic::toString).toList();
    }

    private static Topology with(Overlay... overlays) {
        return new Topology(BLUE.name(), BLUE.hosts(), List.of(overlays));
    }

    private static Topology withNetwork(String prefix, String host, String gateway) {
        Overlay blue = BLUE.overlays().getFirst();
        List<Network> networks = new ArrayList<>();
        networks.add(
                new Network(
                        Samples.at(Prefix.parse(prefix)),
                        List.of(
                                new Attachment(
                                        new HostName(host),
                                        Samples.at(IpAddress.parse(gateway)),
                                        Optional.empty()))));
        return with(blue.with(networks, blue.endpoints()));
    }

    @Test
    void findsNothingInAGoodTopology() {
        assertThat(check(BLUE)).isEmpty();
    }

    @Test
    void aNetworkBehindAStranger() {
        assertThat(check(withNetwork("172.21.0.0/16", "h9", "172.21.0.1")))
                .containsExactly(
                        "topology.yaml:1:1: error: network 172.21.0.0/16 is behind host 'h9', which is no member of"
                                + " overlay 'blue'; add the host to `hosts` or mend `behind`");
    }

    @Test
    void aGatewayOutsideItsNetwork() {
        assertThat(check(withNetwork("172.21.0.0/16", "h2", "172.22.0.1")))
                .containsExactly(
                        "topology.yaml:1:1: error: gateway 172.22.0.1 is no host address of network 172.21.0.0/16; choose"
                                + " one inside, such as 172.21.0.1");
    }

    @Test
    void aNetworkThatWouldCarryItsOwnTunnel() {
        assertThat(check(withNetwork("198.18.0.0/15", "h2", "198.18.9.1")))
                .containsExactly(
                        "topology.yaml:1:1: error: network 198.18.0.0/15 contains 198.18.0.1, an underlay or management"
                                + " address of host 'h1'; the tunnel would carry itself: take a network without it");
    }

    @Test
    void anIpv6NetworkWithoutIpv6Addresses() {
        assertThat(check(withNetwork("2001:db8::/64", "h2", "2001:db8::1")))
                .containsExactly(
                        "topology.yaml:1:1: error: network 2001:db8::/64 can't be routed: overlay 'blue' has no IPv6"
                                + " addresses to route it by; add a subnet of that family");
    }

    @Test
    void twoOverlaysOfOneHostThatShareWhatTheyCannotShare() {
        Overlay blue = BLUE.overlays().getFirst();

        assertThat(check(with(blue, blue)))
                .contains(
                        "topology.yaml:1:1: error: overlays 'blue' and 'blue' both use VNI 1000 on port 4789 on host"
                                + " 'h1'; the kernel keeps one device for each: choose another VNI",
                        "topology.yaml:1:1: error: overlays 'blue' and 'blue' both use the interface name 'vxlan1000' on"
                                + " host 'h1'; choose another `device` or `bridge`",
                        "topology.yaml:1:1: error: 192.168.100.0/24 of overlay 'blue' overlaps 192.168.100.0/24 of"
                                + " overlay 'blue' on host 'h1'; a host can route a destination one way only: choose"
                                + " another");
    }
}
