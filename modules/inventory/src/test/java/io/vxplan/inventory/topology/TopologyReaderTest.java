package io.vxplan.inventory.topology;

import static io.vxplan.inventory.topology.TopologyTexts.THREE;
import static io.vxplan.inventory.topology.TopologyTexts.member;
import static io.vxplan.inventory.topology.TopologyTexts.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.inventory.Inventories;
import io.vxplan.inventory.Inventory;
import io.vxplan.inventory.Parsed;
import io.vxplan.inventory.yaml.YamlReader;
import io.vxplan.model.HostName;
import io.vxplan.model.Secret;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.topology.Allocations;
import io.vxplan.model.topology.DiscoveryEntry;
import io.vxplan.model.topology.Firewall;
import io.vxplan.model.topology.Flooding;
import io.vxplan.model.topology.Overlay;
import io.vxplan.model.topology.Overlay.Member;
import io.vxplan.model.topology.Topology;
import io.vxplan.plan.compile.Compilation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is read from the keys of a topology, and from anything else.
class TopologyReaderTest {
    private static final String NETWORKS =
            "[Network[prefix=172.20.0.0/16, behind=[Attachment[host=h1, gateway=172.20.0.2, device=Optional[br-app]]]],"
                    + " Network[prefix=172.30.0.0/16, behind=[Attachment[host=h2, gateway=172.30.0.1, device=Optional.empty],"
                    + " Attachment[host=h3, gateway=172.30.0.2, device=Optional.empty]]]]";

    @Test
    void rendersPerHostAndSharedTemplates() {
        Inventory inventory =
                Inventories.of(
                        """
                        a: { groups: [web], ip: 198.18.0.1, nic: eth0, vni: 200, inner: [10.20.0.1] }
                        b: { groups: [web], ip: 198.18.0.2, nic: ens3, vni: 200, inner: [10.20.0.2] }
                        """);
        Topology topology =
                read(
                        """
                        version: 1
                        name: demo
                        underlay: { address: "{{ ip }}", mtu: "{{ 9000 if nic == 'ens3' else 1500 }}" }
                        overlays:
                          lan:
                            vni: "{{ vni }}"
                            hosts: web
                            subnets: [10.20.0.0/24]
                            flooding: { group: 239.1.2.3, device: "{{ nic }}" }
                            members: { a: { address: "{{ inner }}" } }
                            networks:
                              172.20.0.0/16: { behind: b, device: "br-{{ nic }}" }
                        """,
                        inventory);
        Overlay lan = topology.overlays().getFirst();

        assertThat(lan.vni().value().value()).isEqualTo(200);
        assertThat(member(lan, "a").groupDevice()).map(Object::toString).contains("eth0");
        assertThat(member(lan, "b").groupDevice()).map(Object::toString).contains("ens3");
        assertThat(member(lan, "a").addresses()).hasToString("[10.20.0.1]");
        assertThat(member(lan, "a").mtu().value()).isEqualTo(1450);
        assertThat(member(lan, "b").mtu().value()).isEqualTo(8950);
        assertThat(lan.networks().getFirst().behind().getFirst().device())
                .map(Object::toString)
                .contains("br-ens3");
    }

    @Test
    void readsEveryKey() {
        Inventory inventory =
                Inventories.of(
                        """
                        h1: { groups: [routers], vxplan_underlay: 198.18.0.1, nic: eth0 }
                        h2: { groups: [routers], ansible_host: 198.18.0.2, nic: eth0 }
                        h3: { groups: [routers], ansible_host: 192.0.2.3, vxplan_underlay: 198.18.0.3, nic: ens3 }
                        h4: { groups: [routers, spare], ansible_host: 198.18.0.4, ansible_ssh_host: 192.0.2.4, nic: ens3 }
                        """);

        Topology topology =
                read(
                        """
                        version: 1
                        name: demo
                        underlay: { mtu: 9000 }
                        defaults: { port: 8472, ttl: 9, learning: off }
                        overlays:
                          blue:
                            vni: 1000
                            hosts: "routers:!spare"
                            mode: routed
                            device: vx-blue
                            mtu: 1400
                            learning: auto
                            membership: static
                            forwarding: off
                            subnets: [192.168.100.0/24, "fd00:100::/64"]
                            networks:
                              172.30.0.0/16: { behind: [h2, h3] }
                              172.20.0.0/16: { behind: h1, gateway: 172.20.0.2, device: br-app }
                            members:
                              h1:
                                address: [192.168.100.1, "fd00:100::1"]
                                underlay: 198.19.0.1
                                mac: 02:00:00:00:00:01
                                device: vx-one
                                mtu: 1300
                            endpoints: { app1: { host: h1, address: 172.20.0.10 } }
                          red:
                            vni: 4097
                            mode: bridged
                            bridge: br-rot
                            subnets: 10.0.1.0/24
                            address: none
                            flooding: static
                            port: 4789
                            ttl: auto
                            endpoints:
                              web1: { host: h1, address: 10.0.1.11, device: tap7 }
                              web2: { host: h2, address: [10.0.1.12], mac: "02:00:00:00:00:12" }
                          lan: { vni: 200, firewall: peers, subnets: 10.20.0.0/24, flooding: { group: 239.1.2.3, device: "{{ nic }}" } }
                        discovery: { prod: { mode: etcd, etcd_endpoints: ["198.18.0.9:2379"] } }
                        """,
                        inventory);

        Overlay blue = topology.overlays().getFirst();
        assertThat(blue.members().keySet()).hasToString("[h1, h2, h3]");
        assertThat(blue.port()).isEqualTo(8472);
        assertThat(blue.ttl()).isEqualTo(9);
        assertThat(blue.learning()).as("auto, whatever the defaults say").isTrue();
        assertThat(blue.forwarding()).isFalse();
        assertThat(blue.networks()).hasToString(NETWORKS);
        Member h1 = member(blue, "h1");
        assertThat(h1.at().line()).isEqualTo(20);
        assertThat(h1.underlay()).hasToString("198.19.0.1");
        assertThat(h1.device()).hasToString("vx-one");
        assertThat(h1.mtu().value()).isEqualTo(1300);
        assertThat(h1.mac()).map(Object::toString).contains("02:00:00:00:00:01");
        assertThat(h1.addresses()).hasToString("[192.168.100.1, fd00:100::1]");
        assertThat(member(blue, "h2").device()).hasToString("vx-blue");
        assertThat(member(blue, "h2").mtu().value()).isEqualTo(1400);
        assertThat(member(blue, "h2").underlay()).hasToString("198.18.0.2");

        Overlay red = topology.overlays().get(1);
        assertThat(red.flooding()).isEqualTo(new Flooding.Static());
        assertThat(red.port()).isEqualTo(4789);
        assertThat(red.ttl()).isZero();
        assertThat(red.learning()).isFalse();
        assertThat(red.addressed()).isFalse();
        assertThat(red.firewall()).isEqualTo(Firewall.NONE);
        assertThat(member(red, "h4").bridge()).map(each -> each.name().value()).contains("br-rot");
        assertThat(member(red, "h4").mtu().value()).isEqualTo(8950);
        assertThat(red.endpoints().getFirst().device()).map(Object::toString).contains("tap7");
        assertThat(red.endpoints().get(1).mac())
                .map(Object::toString)
                .contains("02:00:00:00:00:12");

        Overlay lan = topology.overlays().get(2);
        assertThat(lan.flooding()).isEqualTo(new Flooding.Group(IpAddress.parse("239.1.2.3")));
        assertThat(lan.firewall()).isEqualTo(Firewall.PEERS);
        assertThat(lan.learning()).as("as the defaults say").isFalse();
        assertThat(member(lan, "h3").groupDevice()).map(Object::toString).contains("ens3");

        assertThat(Objects.requireNonNull(topology.hosts().get(new HostName("h1"))).address())
                .as("other overlays use the host's own")
                .hasToString("198.18.0.1");
        assertThat(Objects.requireNonNull(topology.hosts().get(new HostName("h3"))).management())
                .hasToString("[192.0.2.3]");
        assertThat(Objects.requireNonNull(topology.hosts().get(new HostName("h4"))).management())
                .as("by the older variable, which counts for connections")
                .hasToString("[192.0.2.4]");
        assertThat(topology.hosts().values()).allMatch(host -> host.mtu() == 9000);
    }

    @Test
    void noInputThrows() {
        Random random = new Random(158);
        String junk = "{}[]:,-\"'%/ .*&!|#0a\n";
        Inventory inventory = Inventories.numbered(RandomTopology.HOSTS);
        for (int seed = 0; seed < 800; seed++) {
            StringBuilder text = new StringBuilder(new RandomTopology(seed).text());
            for (int i = random.nextInt(4); i >= 0; i--) {
                int from = random.nextInt(text.length());
                int to = Math.min(text.length(), from + random.nextInt(9));
                int start = random.nextInt(junk.length());
                int end = start + random.nextInt(Math.min(3, junk.length() - start));
                text.replace(from, to, junk.substring(start, end));
            }
            Parsed<Topology> parsed = TopologyReader.read(text.toString(), "t", inventory);
            parsed.value().ifPresent(value -> Compilation.of(value, Allocations.EMPTY));
        }
    }

    @Test
    void aNameMayNotBeBlank() {
        String text =
                "version: 1\nname: demo\noverlays: { blue: { vni: 1, subnets: 10.0.0.0/24, members: { '': {} } } }\n";

        assertThat(TopologyReader.read(text, "t", THREE).problems())
                .hasToString(
                        "[t:3:62: error: the name of a member is ''; it must be the name of a host]");
        assertThat(
                        LockFile.read(
                                        YamlReader.read(
                                                "version: 1\noverlays: { blue: { ' ': [10.0.0.1] } }",
                                                "l"))
                                .problems())
                .hasToString(
                        "[l:2:21: error: the name of a host is ' '; it must be the name of a host]");
    }

    @Test
    void discoveredMembers(@TempDir Path folder) throws IOException {
        Files.createDirectory(folder.resolve("secrets"));
        Files.writeString(folder.resolve("secrets/etcd"), "hush\n");
        Path file =
                Files.writeString(
                        folder.resolve("topology.yaml"),
                        """
                        version: 1
                        name: demo
                        overlays:
                          blue: { vni: 1000, subnets: 10.0.0.0/24, membership: { discovered: prod } }
                          red: { vni: 1001, subnets: 10.0.1.0/24 }
                        discovery:
                          prod:
                            mode: etcd
                            etcd_endpoints: ["198.18.0.9:2379", "{{ 'e2' }}:2379"]
                            lease_ttl: 20
                            username: vxplan
                            password_file: secrets/etcd
                        """);

        Parsed<Topology> parsed = TopologyReader.readFile(file, "topology.yaml", THREE);

        assertThat(parsed.problems()).isEmpty();
        Topology topology = parsed.value().orElseThrow();
        assertThat(topology.overlays())
                .extracting(Overlay::discoveredBy)
                .containsExactly(Optional.of("prod"), Optional.empty());
        DiscoveryEntry prod = Objects.requireNonNull(topology.discovery().get("prod"));
        assertThat(prod.settings())
                .hasToString(
                        "{etcd_endpoints=[198.18.0.9:2379, e2:2379], lease_ttl=[20], mode=[etcd]}");
        assertThat(prod.credentials())
                .isEqualTo(
                        Map.of(
                                "ETCD_USERNAME",
                                new Secret("vxplan"),
                                "ETCD_PASSWORD",
                                new Secret("hush")));
        assertThat(topology.toString()).doesNotContain("hush");
    }
}
