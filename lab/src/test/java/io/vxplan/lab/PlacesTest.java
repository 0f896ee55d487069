package io.vxplan.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vxplan.lab.folder.LabRecord;
import io.vxplan.lab.layout.Completion;
import io.vxplan.lab.layout.LabLayout;
import io.vxplan.lab.layout.LabName;
import io.vxplan.lab.layout.Topologies;
import io.vxplan.model.HostName;
import io.vxplan.model.topology.Topology;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlacesTest {
    private static Places places() {
        Topology topology =
                Completion.of(
                        new Topologies()
                                .host("a", "198.18.0.1")
                                .bridged("red", "10.0.1.0/24")
                                .endpoint("red", "web", "a", "", "10.0.1.3")
                                .endpoint("red", "db", "a", "", "10.0.1.4")
                                .bridged("green", "10.0.1.0/24")
                                .endpoint("green", "web", "a", "", "10.0.1.3")
                                .build());
        LabLayout layout =
                LabLayout.of(new LabName("t"), topology, topology.hosts().keySet(), List.of());
        return new Places(
                LabRecord.parse(
                        LabRecord.of(layout, List.of(), topology, "inventory", "netns").json()));
    }

    @Test
    void hostsAndWorkloadsHaveTheirNames() throws LabException {
        assertThat(places().named("a")).isEqualTo(new Place.OnHost(new HostName("a")));
        assertThat(namespace("db")).isEqualTo("t.workload.red.db");
        assertThat(namespace("green/web")).isEqualTo("t.workload.green.web");
    }

    private static String namespace(String workload) throws LabException {
        return ((Place.InWorkload) places().named(workload)).workload().namespace();
    }

    @Test
    void aNameOfTwoIsAskedBack() {
        assertThatThrownBy(() -> places().named("web"))
                .hasMessage("'web' could be several things in this lab");
    }

    @Test
    void aNameOfNobodyListsTheOthers() {
        assertThatThrownBy(() -> places().named("nobody"))
                .hasMessage("there is no host or workload 'nobody' in this lab")
                .extracting(e -> ((LabException) e).advice())
                .isEqualTo("there are a, db, web");
    }
}
