package io.vxplan.cli.graph;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.model.address.IpAddress;
import io.vxplan.model.topology.Allocations;
import io.vxplan.model.topology.Flooding;
import io.vxplan.model.topology.Overlay.Mode;
import io.vxplan.model.topology.Topology;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The pictures in `src/test/resources` were looked at. `-Dgolden.write` draws them anew: look
/// again.
class TopologyGraphTest {
    private static final Path GOLDEN = Path.of("src/test/resources/io/vxplan/cli/graph");

    static Stream<Topology> topologies() {
        return Stream.of(three(), everything(), fifty());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("topologies")
    void drawsAsTheGoldenFile(Topology topology) throws IOException {
        Path golden = GOLDEN.resolve(topology.name() + ".svg");

        String svg = TopologyGraph.svg(topology, Allocations.EMPTY);

        if (System.getProperty("golden.write") != null) {
            Files.writeString(golden, svg);
        }
        assertThat(svg).isEqualTo(Files.readString(golden));
    }

    @Test
    void escapesWhatTheUserWrote() throws Exception {
        Topology topology = new Drawing("a<b&\"c\"").host("<h&1>", "198.18.0.1").topology();

        String svg = TopologyGraph.svg(topology, Allocations.EMPTY);

        var document =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(svg.getBytes(UTF_8)));
        assertThat(document.getDocumentElement().getTextContent()).contains("a<b&\"c\"", "<h&1>");
    }

    @Test
    void moreOverlaysThanColours() {
        Drawing drawing = new Drawing("many").host("h1", "198.18.0.1");
        for (int i = 1; i <= 20; i++) {
            drawing.overlay("net" + i, i, Mode.ROUTED, "10." + i + ".0.0/24")
                    .member("h1", "10." + i + ".0.1")
                    .done();
        }

        assertThat(TopologyGraph.svg(drawing.topology(), Allocations.EMPTY))
                .contains("class=\"overlay blue o0\"", "class=\"overlay blue o9\"");
    }

    private static Topology three() {
        return new Drawing("three")
                .host("h1", "198.18.0.1")
                .host("h2", "198.18.0.2")
                .host("h3", "198.18.0.3")
                .overlay("stacks", 1000, Mode.ROUTED, "192.168.100.0/24")
                .member("h1", "192.168.100.1")
                .member("h2", "192.168.100.2")
                .member("h3", "192.168.100.3")
                .network("172.20.0.0/16", "h1=172.20.0.2")
                .network("172.21.0.0/16", "h2=172.21.0.1")
                .endpoint("app1", "h1", "172.20.0.10")
                .endpoint("app2", "h2", "172.21.0.10")
                .done()
                .topology();
    }

    private static Topology everything() {
        return new Drawing("everything")
                .host("edge-berlin-1", "198.18.0.1")
                .host("edge-berlin-2", "198.18.0.2")
                .host("edge-oslo-1", "198.18.1.1")
                .host("web1", "198.18.2.1")
                .host("web2", "2001:db8:18:2::2")
                .overlay("sites", 1000, Mode.ROUTED, "192.168.100.0/24", "fd00:100::/64")
                .member("edge-berlin-1", "192.168.100.1", "fd00:100::1")
                .member("edge-berlin-2", "192.168.100.2", "fd00:100::2")
                .member("edge-oslo-1", "192.168.100.3", "fd00:100::3")
                .network("172.30.0.0/16", "edge-berlin-1=172.30.0.1", "edge-berlin-2=172.30.0.2")
                .network("fd61::/64", "edge-oslo-1=fd61::1")
                .network("172.31.0.0/16", "edge-oslo-1=172.31.0.1")
                .endpoint("printer", "edge-oslo-1", "172.31.0.10")
                .endpoint("scanner", "edge-oslo-1", "172.31.0.11")
                .done()
                .overlay("red", 4097, Mode.BRIDGED, "10.0.1.0/24")
                .flooding(new Flooding.Static())
                .member("edge-oslo-1")
                .member("web1")
                .member("web2")
                .endpoint("red-web", "web1", "10.0.1.11")
                .endpoint("red-db", "web2", "10.0.1.12")
                .done()
                .overlay("lan", 200, Mode.BRIDGED, "10.20.0.0/24")
                .flooding(new Flooding.Group(IpAddress.parse("239.1.2.3")))
                .port(8472)
                .member("edge-berlin-2", "10.20.0.2")
                .member("web1", "10.20.0.4")
                .member("web2", "10.20.0.5")
                .endpoint("client", "web1", "10.20.0.77", "fd20::77")
                .done()
                .topology();
    }

    private static Topology fifty() {
        Drawing drawing = new Drawing("fifty");
        for (int i = 1; i <= 50; i++) {
            drawing.host("host%02d".formatted(i), "198.18.0." + i);
        }
        var stacks = drawing.overlay("stacks", 1000, Mode.ROUTED, "192.168.100.0/24");
        for (int i = 1; i <= 50; i++) {
            String host = "host%02d".formatted(i);
            stacks.member(host, "192.168.100." + i)
                    .network("172.16." + i + ".0/24", host + "=172.16." + i + ".1")
                    .endpoint("app" + i, host, "172.16." + i + ".10");
        }
        stacks.done();
        var spare = drawing.overlay("backup", 2000, Mode.ROUTED, "10.9.0.0/24");
        for (int i = 10; i <= 40; i += 5) {
            spare.member("host%02d".formatted(i), "10.9.0." + i);
        }
        return spare.done().topology();
    }
}
