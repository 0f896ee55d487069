package io.vxplan.provision;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.inventory.Inventory;
import io.vxplan.inventory.InventoryReader;
import io.vxplan.inventory.topology.TopologyReader;
import io.vxplan.model.HostName;
import io.vxplan.model.resource.HostState;
import io.vxplan.model.resource.Resource;
import io.vxplan.model.resource.ServiceUnit;
import io.vxplan.model.resource.TextFile;
import io.vxplan.model.topology.Allocations;
import io.vxplan.model.topology.Topology;
import io.vxplan.plan.compile.Compilation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Golden texts: all that is put on a host so that it has its part in a topology when it starts.
class PersistedTest {
    private static final Path GOLDEN = Path.of("src/test/resources/io/vxplan/provision");

    private static final String INVENTORY =
            """
            all:
              hosts:
                h1: { vxplan_underlay: 198.18.0.1 }
                h2: { vxplan_underlay: 198.18.0.2 }
                h3: { vxplan_underlay: 198.18.0.3, vxplan_services: none }
                h4: { vxplan_underlay: 198.18.0.4 }
            """;

    private static final String TOPOLOGY =
            """
            version: 1
            name: my-net
            persistence: none
            overlays:
              blue:
                vni: 1000
                hosts: h1:h2:h3
                subnets: [10.0.0.0/24, fd00::/64]
                networks: { 172.20.0.0/16: { behind: [h2, h3] }, fd01::/64: { behind: h2 } }
              green:
                vni: 1001
                hosts: h1:h2
                mode: bridged
                bridge: a-bridge-of-a-long-name
                flooding: static
                firewall: peers
                subnets: 10.0.1.0/24
                endpoints: { web: { host: h1, address: 10.0.1.80, device: tap0 } }
              red:
                vni: 1002
                hosts: h1
                flooding: { group: 239.1.2.3, device: eth1 }
                subnets: 10.0.2.0/24
              found: { vni: 1003, hosts: h1, subnets: 10.0.3.0/24, membership: { discovered: prod }, firewall: peers }
            discovery:
              prod: {}
            """;

    @TempDir private Path folder;

    private static Topology topology(String persistence) {
        Inventory inventory =
                InventoryReader.read(
                                new ByteArrayInputStream(
                                        INVENTORY.getBytes(StandardCharsets.UTF_8)),
                                "inventory.yaml")
                        .value()
                        .orElseThrow();
        String text = TOPOLOGY.replace("persistence: none", "persistence: " + persistence);
        return TopologyReader.read(text, "topology.yaml", inventory).value().orElseThrow();
    }

    private static List<Resource> on(String host, String persistence) {
        Topology topology = topology(persistence);
        Compilation compilation = Compilation.of(topology, Allocations.EMPTY);
        assertThat(compilation.problems()).isEmpty();
        HostName name = new HostName(host);
        return new Persisted(topology).on(name, compilation.compiler().stateOf(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"unit", "networkd"})
    void isAsTheGoldenText(String persistence) throws IOException {
        String text =
                on("h1", persistence).stream()
                        .map(PersistedTest::text)
                        .collect(Collectors.joining());
        Path golden = GOLDEN.resolve("persisted-" + persistence + ".txt");
        if (Objects.nonNull(System.getProperty("golden.write"))) {
            Files.writeString(golden, text);
        }
        assertThat(text).isEqualTo(Files.readString(golden));
    }

    private static String text(Resource resource) {
        return resource instanceof TextFile file
                ? "==== %s %s\n%s".formatted(file.path(), file.octalMode(), file.content())
                : "==== " + resource + "\n";
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "unit", "networkd"})
    void whoHasNoServicesOrNoOverlayGetsNothing(String persistence) {
        assertThat(on("h3", persistence)).isEmpty();
        assertThat(on("h4", persistence)).isEmpty();
        assertThat(on("h1", persistence).isEmpty()).isEqualTo(persistence.equals("none"));
    }

    @Test
    void theSameGivesTheSame() {
        assertThat(on("h1", "unit")).isEqualTo(on("h1", "unit"));
    }

    /// It runs what it is told as root: as little else as possible.
    @Test
    void systemdHasNothingToSayOfTheUnits() throws IOException, InterruptedException {
        HostState state = HostState.of(on("h1", "unit"));
        List<Path> units = new ArrayList<>();
        for (ServiceUnit service : state.all(ServiceUnit.class).toList()) {
            TextFile file = (TextFile) state.get(service.file()).orElseThrow();
            units.add(Files.writeString(folder.resolve(service.name()), file.content()));
        }

        assertThat(units).hasSize(2);
        assertThat(Units.analyze("verify", "--man=no", units)).isEmpty();
        for (Path unit : units) {
            assertThat(Units.exposure(unit)).isLessThan(Units.ALLOWED);
        }
    }
}
