package io.vxplan.plan;

import static io.vxplan.plan.DemoHost.CONFIGURATION;
import static io.vxplan.plan.DemoHost.configuration;
import static io.vxplan.plan.DemoHost.diff;
import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.model.resource.HostState;
import io.vxplan.model.resource.Resource;
import io.vxplan.model.resource.Runtime;
import io.vxplan.model.resource.ServiceUnit;
import io.vxplan.model.resource.Sysctl;
import io.vxplan.model.resource.TextFile;
import io.vxplan.plan.diff.Differ;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// In which order files and services come and go, and whose they are.
class FilesAndServicesTest {
    private static final String UNIT = "vxplan-router-demo-prod.service";
    private static final String UNIT_FILE = "/etc/systemd/system/" + UNIT;
    private static final Runtime OLD = new Runtime("0".repeat(64));
    private static final Runtime NEW = new Runtime("1".repeat(64));
    private static final Sysctl FORWARD = new Sysctl("net.ipv4.ip_forward", "1");

    private static TextFile unitFile(Runtime runtime) {
        return TextFile.open(
                UNIT_FILE, "demo", "[Service]\nExecStart=" + runtime.path() + "/bin/vxplan\n");
    }

    private static List<Resource> all(Runtime runtime, String stamp) {
        return List.of(
                ServiceUnit.running(UNIT, stamp),
                FORWARD,
                configuration("version: 1\n"),
                unitFile(runtime),
                runtime);
    }

    private static List<String> lines(HostPlan plan) {
        assertThat(plan.problems()).isEmpty();
        return plan.changes().stream()
                .map(change ->
                        switch (change) {
                            case Change.Create(var after) -> "+ " + Labels.of(after);
                            case Change.Update(_, var after) -> "~ " + Labels.of(after);
                            case Change.Delete(var before, _) -> "- " + Labels.of(before);
                            case Change.Replace(_, var after, _, _) -> "-/+ " + Labels.of(after);
                        })
                .toList();
    }

    private static List<String> problems(HostPlan plan) {
        return plan.problems().stream().map(Object::toString).toList();
    }

    @Test
    void servicesStartWhenAllElseIsThere() {
        assertThat(lines(diff(all(NEW, "2"), List.of())))
                .containsExactly(
                        "+ runtime 111111111111",
                        "+ file " + CONFIGURATION,
                        "+ file " + UNIT_FILE,
                        "+ sysctl net.ipv4.ip_forward",
                        "+ unit " + UNIT);
    }

    @Test
    void theOldRuntimeGoesWhenTheServicesRunFromTheNewOne() {
        assertThat(lines(diff(all(NEW, "2"), all(OLD, "1"))))
                .containsExactly(
                        "+ runtime 111111111111",
                        "~ file " + UNIT_FILE,
                        "~ unit " + UNIT,
                        "- runtime 000000000000");
    }

    @Test
    void servicesStopBeforeAnythingElseGoes() {
        assertThat(lines(diff(List.of(), all(OLD, "1"))))
                .containsExactly(
                        "- unit " + UNIT,
                        "- runtime 000000000000",
                        "- file " + UNIT_FILE,
                        "- file " + CONFIGURATION);
    }

    @ParameterizedTest
    @CsvSource({
        "vxplan-router-demo-prod.service, true",
        "vxplan-discovery-demo-a--b.service, true",
        "vxplan-restore-demo.service, true",
        "vxplan-firewall-demo.service, true",
        "vxplan-restore-demo.x.service, false",
        "vxplan-router-demo--prod-x.service, false",
        "vxplan-router-demo2-prod.service, false",
        "vxplan-router-other-demo.service, false",
        "vxplan-router-.service, false",
        "vxplan-demo-prod.service, false",
        "vxplan-exporter-demo.service, false",
    })
    void aServiceWithoutItsFileIsOfWhomItsNameSays(String name, boolean ours) {
        ServiceUnit lost = ServiceUnit.running(name, "1");
        List<String> removal = ours ? List.of("- unit " + name) : List.of();

        assertThat(lines(diff(List.of(), List.of(lost)))).isEqualTo(removal);
        assertThat(
                        lines(
                                diff(
                                        List.of(),
                                        List.of(
                                                lost,
                                                TextFile.open(
                                                        lost.file().path(), "other", "text")))))
                .as("with the file of another")
                .isEmpty();
    }

    @Test
    void aRuntimeThatAnotherTopologyRunsStays() {
        String other = "vxplan-router-other-prod.service";
        List<Resource> observed = new ArrayList<>(all(OLD, "1"));
        observed.add(
                TextFile.open(
                        "/etc/systemd/system/" + other,
                        "other",
                        "ExecStart=" + OLD.path() + "/bin/vxplan\n"));
        observed.add(ServiceUnit.running(other, "1"));

        assertThat(lines(diff(List.of(), observed)))
                .containsExactly(
                        "- unit " + UNIT, "- file " + UNIT_FILE, "- file " + CONFIGURATION);
    }

    /// Another apply may have brought it this moment.
    @Test
    void aTopologyWithoutFilesLeavesRuntimesAlone() {
        assertThat(lines(diff(List.of(FORWARD), List.of(OLD))))
                .containsExactly("+ sysctl net.ipv4.ip_forward");
    }

    @Test
    void whatIsEqualStays() {
        assertThat(lines(diff(all(OLD, "1"), all(OLD, "1")))).isEmpty();
    }

    @Test
    void anUnmarkedFileIsInTheWayUnlessItIsAdopted() {
        TextFile foreign = new TextFile(CONFIGURATION, 0644, "root", "root", "mine\n");
        List<Resource> desired = List.of(configuration("version: 1\n"));

        assertThat(problems(diff(desired, List.of(foreign))))
                .containsExactly(
                        "error: file '"
                                + CONFIGURATION
                                + "' exists and is not marked as ours; remove it, or take it over with `apply --adopt`");
        assertThat(lines(diff(desired, List.of(foreign), true)))
                .containsExactly("~ file " + CONFIGURATION);
        assertThat(lines(diff(List.of(), List.of(foreign), true))).isEmpty();
    }

    @Test
    void aFileOfAnotherTopologyIsInTheWay() {
        TextFile foreign = TextFile.open(CONFIGURATION, "other", "");

        assertThat(problems(diff(List.of(configuration("")), List.of(foreign), true)))
                .containsExactly(
                        "error: file '"
                                + CONFIGURATION
                                + "' belongs to topology other; rename one of the two topologies, or its entry under `discovery`");
    }

    @Test
    void withoutSystemdThereAreNoServices() {
        HostPlan plan =
                Differ.diff(
                        DemoHost.NAME, "demo", HostState.of(all(OLD, "1")), HostState.EMPTY, false);

        assertThat(problems(plan))
                .containsExactly(
                        "error: this host does not run systemd, which "
                                + UNIT
                                + " needs; name the overlay's hosts under `membership` instead of `discovered`, or run the daemons there yourself and set the host's variable `vxplan_services: none`");
    }
}
