package io.vxplan.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.model.Diagnostic;
import io.vxplan.model.HostName;
import io.vxplan.model.resource.Sysctl;
import io.vxplan.plan.render.Summary;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SummaryTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 0 | Nothing.",
                "0 | 1 | 1 host has a problem: see ! above.",
                "1 | 0 | Plan: 1 to create, 2 to update, 3 to replace, 4 to delete, on 1 host.",
                "2 | 2 | Plan: 1 to create, 2 to update, 3 to replace, 4 to delete, on 2 hosts. 2 hosts have a problem: see ! above."
            })
    void aHostThatCouldNotBeLookedAtIsNotAsTheTopologySays(
            int hosts, int blocked, String sentence) {
        assertThat(new Summary(1, 2, 3, 4, hosts, blocked).sentence("Nothing."))
                .isEqualTo(sentence);
    }

    @Test
    void whatIsNotDoneIsNotCounted() {
        HostName host = new HostName("h1");
        List<Change> changes = List.of(new Change.Create(new Sysctl("net.ipv4.ip_forward", "1")));
        Diagnostic warning = Diagnostic.warning("slow", "");
        Diagnostic error = Diagnostic.error("in the way", "");

        assertThat(
                        Summary.NONE
                                .plus(new HostPlan(host, changes, List.of(warning)))
                                .plus(new HostPlan(host, changes, List.of(error))))
                .isEqualTo(new Summary(1, 0, 0, 0, 1, 1));
    }
}
