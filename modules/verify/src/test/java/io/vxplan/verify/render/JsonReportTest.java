package io.vxplan.verify.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.model.address.MacAddress;
import io.vxplan.verify.Samples;
import io.vxplan.verify.result.Drift;
import io.vxplan.verify.result.Report;
import io.vxplan.verify.result.Verdict;
import java.io.StringWriter;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class JsonReportTest {
    @Test
    void writesOneDocument() {
        Report report =
                Reports.of(
                        Samples.mesh(2, "192.168.100.0/24"),
                        check ->
                                switch (check.target().toString()) {
                                    case "192.168.100.1" ->
                                            new Verdict.Lost("no answer within 1 s");
                                    case "198.18.0.1" ->
                                            new Verdict.TooBig(
                                                    1500, OptionalInt.of(1400), "mtu=1400");
                                    default -> Reports.OK;
                                },
                        host ->
                                host.value().equals("h1")
                                        ? new Drift(
                                                1, List.of("missing: vxlan vxlan100"), List.of())
                                        : Reports.NO_DRIFT);
        StringWriter out = new StringWriter();

        JsonReport.write(report, out);

        assertThat(out)
                .hasToString(
                        """
                        {"format_version":1,"topology":"demo","passed":false,"overlays":[{"overlay":"blue","vni":100,\
                        "sample":false,"pings_of_all_pairs":2,"pings":[\
                        {"from":"h1","to":"h2","source":"192.168.100.1","target":"192.168.100.2","mac":"%s","mtu":1450,\
                        "result":"ok","rtt_ms":0.5},\
                        {"from":"h2","to":"h1","source":"192.168.100.2","target":"192.168.100.1","mac":"%s","mtu":1450,\
                        "result":"lost","detail":"no answer within 1 s"}],"next_hops":[]}],\
                        "underlay":[{"from":"h1","to":"h2","source":"198.18.0.1","target":"198.18.0.2","mtu":1500,\
                        "overlay":"blue","result":"ok","rtt_ms":0.5},\
                        {"from":"h2","to":"h1","source":"198.18.0.2","target":"198.18.0.1","mtu":1500,"overlay":"blue",\
                        "result":"too_big","fits":1400,"detail":"mtu=1400"}],\
                        "drift":[{"host":"h1","changes":1,"examples":["missing: vxlan vxlan100"],"problems":[]},\
                        {"host":"h2","changes":0,"examples":[],"problems":[]}]}
                        """
                                .formatted(mac("h2"), mac("h1")));
    }

    private static MacAddress mac(String host) {
        return MacAddress.derived("vxlan", "demo", "blue", host);
    }
}
