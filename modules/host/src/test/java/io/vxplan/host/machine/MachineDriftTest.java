package io.vxplan.host.machine;

import static io.vxplan.host.machine.Demo.NAME;
import static io.vxplan.host.machine.Demo.TOPOLOGY;
import static io.vxplan.host.machine.Demo.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.host.Host;
import io.vxplan.host.HostException;
import io.vxplan.model.resource.HostState;
import io.vxplan.model.resource.Resource;
import io.vxplan.model.resource.ServiceUnit;
import io.vxplan.model.resource.TextFile;
import io.vxplan.plan.Change;
import io.vxplan.plan.Fields;
import io.vxplan.plan.HostPlan;
import io.vxplan.plan.Labels;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// An observer that does not see a field would find every plan empty. So each field of files and
/// services is changed behind our back: the plan shows exactly that, and applying it mends it.
@Execution(ExecutionMode.CONCURRENT)
class MachineDriftTest {
    private static final String UNIT = "vxplan-router-demo-prod.service";
    private static final String UNIT_FILE = "etc/systemd/system/" + UNIT;
    private static final String FOLDER = "etc/vxplan/demo/prod";

    @TempDir Path folder;

    /// @param expected the changes of the plan
    record Drift(String command, List<String> expected) {
        @Override
        public String toString() {
            return command;
        }
    }

    private static final List<Drift> DRIFTS =
            List.of(
                    drift("echo more >>" + FOLDER + "/topology.yaml", "~ file: content"),
                    drift("printf '\\377\\000' >>" + FOLDER + "/topology.yaml", "~ file: content"),
                    drift("chmod 600 " + FOLDER + "/topology.yaml", "~ file: mode"),
                    drift("chmod u+s " + FOLDER + "/topology.yaml", "~ file: mode"),
                    drift("chown nobody " + FOLDER + "/topology.yaml", "~ file: owner"),
                    drift("chgrp 4711 " + FOLDER + "/topology.yaml", "~ file: group"),
                    drift("rm " + FOLDER + "/topology.yaml", "+ file"),
                    drift("rm -r etc/vxplan", "+ file", "+ file"),
                    drift("echo KEY=other >>" + FOLDER + "/discovery.env", "~ file: content"),
                    drift("chmod 644 " + FOLDER + "/discovery.env", "~ file: mode"),
                    drift("printf '# Made by vxplan: demo\\n' >" + FOLDER + "/old", "- file"),
                    drift("systemctl stop " + UNIT, "~ unit: state, stamp"),
                    drift("systemctl disable " + UNIT, "~ unit: enabled"),
                    drift("systemctl disable --now " + UNIT, "+ unit"),
                    drift(
                            "sed -i s/STAMP=1/STAMP=2/ "
                                    + UNIT_FILE
                                    + "; systemctl daemon-reload; systemctl restart "
                                    + UNIT,
                            "~ file: content",
                            "~ unit: stamp"),
                    drift(
                            "sed -i s/^Environment=.*// "
                                    + UNIT_FILE
                                    + "; systemctl daemon-reload; systemctl restart "
                                    + UNIT,
                            "~ file: content",
                            "~ unit: stamp"),
                    drift("rm " + UNIT_FILE, "+ file", "~ unit: enabled"),
                    drift("rm " + UNIT_FILE + "; systemctl stop " + UNIT, "+ file", "+ unit"));

    private static Drift drift(String command, String... expected) {
        return new Drift(command, List.of(expected));
    }

    private static final HostState DESIRED =
            HostState.of(
                    List.of(
                            TextFile.open(
                                    "/etc/vxplan/demo/prod/topology.yaml",
                                    TOPOLOGY,
                                    "version: 1\n"),
                            TextFile.secret(
                                    "/etc/vxplan/demo/prod/discovery.env", TOPOLOGY, "KEY=s\n"),
                            TextFile.open(
                                    "/" + UNIT_FILE,
                                    TOPOLOGY,
                                    "[Service]\nEnvironment=VXPLAN_STAMP=1\nExecStart=sleep 1000\n"),
                            ServiceUnit.running(UNIT, "1")));

    static Stream<Arguments> drifts() {
        return Stream.of(MachineWay.values())
                .flatMap(way -> DRIFTS.stream().map(drift -> Arguments.of(way, drift)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("drifts")
    void isSeenAndMended(MachineWay way, Drift drift) throws HostException {
        try (TestMachine machine = new TestMachine(folder);
                Host host = way.open(NAME, machine, Optional.empty())) {
            host.apply(plan(host, DESIRED).changes());
            assertThat(plan(host, DESIRED).changes()).isEmpty();
            List<String> before = machine.files();

            machine.sh(drift.command);

            HostPlan plan = plan(host, DESIRED);
            assertThat(plan.problems()).isEmpty();
            assertThat(plan.changes().stream().map(MachineDriftTest::line))
                    .containsExactlyElementsOf(drift.expected);
            host.apply(plan.changes());
            assertThat(plan(host, DESIRED).changes()).isEmpty();
            assertThat(machine.files()).isEqualTo(before);
        }
    }

    private static String line(Change change) {
        return switch (change) {
            case Change.Create(var after) -> "+ " + kind(after);
            case Change.Update(var before, var after) ->
                    "~ "
                            + kind(after)
                            + ": "
                            + String.join(", ", Fields.difference(before, after).keySet());
            case Change.Delete(var before, _) -> "- " + kind(before);
            case Change.Replace(_, var after, _, _) -> "-/+ " + kind(after);
        };
    }

    private static String kind(Resource resource) {
        String label = Labels.of(resource);
        return label.substring(0, label.indexOf(' '));
    }
}
