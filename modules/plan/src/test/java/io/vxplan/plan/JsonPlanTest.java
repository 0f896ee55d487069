package io.vxplan.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.model.HostName;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.resource.Sysctl;
import io.vxplan.plan.compile.Compilation.Allocation;
import io.vxplan.plan.render.Fingerprint;
import io.vxplan.plan.render.JsonPlan;
import io.vxplan.plan.render.Summary;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonPlanTest {
    private static final JsonPlan.Head HEAD =
            new JsonPlan.Head(
                    "demo",
                    Optional.of(
                            List.of(
                                    new Allocation(
                                            "blue",
                                            new HostName("h1"),
                                            IpAddress.parse("10.0.0.1")))),
                    Optional.of(
                            new JsonPlan.Origin(
                                    "inventory.yaml",
                                    Optional.empty(),
                                    Optional.of("h1:h2"),
                                    true,
                                    false,
                                    new Fingerprint("salt"))));

    @Test
    void writesOneDocument() {
        HostPlan plan =
                new HostPlan(
                        new HostName("h1"),
                        List.of(
                                new Change.Update(
                                        new Sysctl("net.ipv4.ip_forward", "0"),
                                        new Sysctl("net.ipv4.ip_forward", "1"))),
                        List.of());
        StringWriter out = new StringWriter();
        try (JsonPlan json = new JsonPlan(out, HEAD)) {
            json.host(plan);
            json.summary(Summary.NONE.plus(plan));
        }

        assertThat(out.toString().replaceAll("\"[0-9a-f]{32}\"", "\"FINGERPRINT\""))
                .isEqualTo(
                        """
                        {"format_version":1,"topology":"demo",\
                        "made_from":{"inventory":"inventory.yaml","limit":"h1:h2","adopt":true,"allow_management":false,"salt":"salt"},\
                        "lock":[{"overlay":"blue","host":"h1","address":"10.0.0.1"}],"hosts":[{"host":"h1","changes":[{"action":"update",\
                        "resource":"sysctl net.ipv4.ip_forward","before":{"value":"0"},"after":{"value":"1"},"changed":["value"],"fingerprint":"FINGERPRINT"}],\
                        "problems":[]}],"summary":{"create":0,"update":1,"replace":0,"delete":0,"hosts":1}}\
                        """);
    }
}
