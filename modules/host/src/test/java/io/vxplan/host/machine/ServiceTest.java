package io.vxplan.host.machine;

import static io.vxplan.host.machine.Demo.NAME;
import static io.vxplan.host.machine.Demo.TOPOLOGY;
import static io.vxplan.host.machine.Demo.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vxplan.host.Host;
import io.vxplan.host.HostException;
import io.vxplan.model.resource.HostState;
import io.vxplan.model.resource.Key;
import io.vxplan.model.resource.Resource;
import io.vxplan.model.resource.ServiceUnit;
import io.vxplan.model.resource.TextFile;
import io.vxplan.plan.Change;
import io.vxplan.plan.HostPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What systemd is asked to do with units, here and by a shell.
@Execution(ExecutionMode.CONCURRENT)
class ServiceTest {
    @TempDir Path folder;

    /// It runs when the host starts, and an apply that did all of it itself has no need of it.
    @ParameterizedTest
    @EnumSource
    void aOneshotIsEnabledAndNotStarted(MachineWay way) throws HostException {
        String name = "vxplan-restore-demo.service";
        HostState desired =
                HostState.of(
                        List.of(
                                TextFile.open(
                                        ServiceUnit.FOLDER + "/" + name,
                                        TOPOLOGY,
                                        "[Service]\nType=oneshot\nExecStart=/bin/false\n"),
                                ServiceUnit.oneshot(name)));
        try (TestMachine machine = machine("one");
                Host host = way.open(NAME, machine, Optional.empty())) {
            host.apply(plan(host, desired).changes());
            assertThat(machine.log()).noneMatch(line -> line.contains("start"));
            assertThat(plan(host, desired).changes()).isEmpty();

            machine.sh("systemctl disable " + name);

            assertThat(plan(host, desired).changes())
                    .containsExactly(new Change.Create(ServiceUnit.oneshot(name)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whereNothingOfOursIsNoProgramIsStarted(MachineWay way) throws HostException {
        try (TestMachine machine = machine("one");
                Host host = way.open(NAME, machine, Optional.empty())) {
            assertThat(Demo.resources(host)).containsExactly(ServiceUnit.MANAGER);
            assertThat(machine.log()).isEmpty();

            machine.sh("rm -r run/systemd");

            assertThat(Demo.resources(host)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void systemdReadsItsFilesOnceAndOnlyWhatChangedStartsAnew(MachineWay way) throws HostException {
        try (TestMachine machine = machine("one");
                Host host = way.open(NAME, machine, Optional.empty())) {
            host.apply(plan(host, units("1", "1")).changes());
            assertThat(asked(machine))
                    .containsExactly(
                            "daemon-reload",
                            "--quiet enable vxplan-a.service",
                            "reset-failed vxplan-a.service",
                            "restart vxplan-a.service",
                            "--quiet enable vxplan-b.service",
                            "reset-failed vxplan-b.service",
                            "restart vxplan-b.service");

            host.apply(plan(host, units("1", "2")).changes());
            assertThat(asked(machine))
                    .containsExactly(
                            "daemon-reload",
                            "--quiet enable vxplan-b.service",
                            "reset-failed vxplan-b.service",
                            "restart vxplan-b.service");

            host.apply(plan(host, HostState.EMPTY).changes());
            assertThat(asked(machine)).endsWith("daemon-reload");
            assertThat(machine.at("/etc/systemd/system")).isEmptyDirectory();
        }
    }

    private static List<String> asked(TestMachine machine) {
        return machine.log().stream().filter(line -> !line.startsWith("show ")).toList();
    }

    private static HostState units(String a, String b) {
        return HostState.of(
                List.of(
                        unitFile("vxplan-a.service", a, "sleep 1000"),
                        unitFile("vxplan-b.service", b, "sleep 1000"),
                        ServiceUnit.running("vxplan-a.service", a),
                        ServiceUnit.running("vxplan-b.service", b)));
    }

    private static TextFile unitFile(String name, String stamp, String command) {
        return TextFile.open(
                ServiceUnit.FOLDER + "/" + name,
                TOPOLOGY,
                "Environment=VXPLAN_STAMP=" + stamp + "\nExecStart=" + command + "\n");
    }

    /// An apply that was killed between the file and the start of the service.
    @ParameterizedTest
    @EnumSource
    void aServiceOlderThanItsFilesStartsAnew(MachineWay way) throws HostException {
        try (TestMachine machine = machine("one");
                Host host = way.open(NAME, machine, Optional.empty())) {
            host.apply(plan(host, units("1", "1")).changes());
            List<Change> changes = plan(host, units("1", "2")).changes();
            host.apply(changes.subList(0, 1));

            List<Change> rest = plan(host, units("1", "2")).changes();
            assertThat(rest).containsExactlyElementsOf(changes.subList(1, 2));
            host.apply(rest);

            assertThat(plan(host, units("1", "2")).changes()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aServiceThatDoesNotStartSaysWhy(MachineWay way) throws HostException {
        HostState desired =
                HostState.of(
                        List.of(
                                unitFile("vxplan-a.service", "1", "/bin/false"),
                                ServiceUnit.running("vxplan-a.service", "1")));
        try (TestMachine machine = machine("one");
                Host host = way.open(NAME, machine, Optional.empty())) {
            List<Change> changes = plan(host, desired).changes();

            HostException failure =
                    catchThrowableOfType(HostException.class, () -> host.apply(changes));

            assertThat(failure)
                    .hasMessageContaining("Job for vxplan-a.service failed")
                    .hasMessageEndingWith(
                            "\n    journal: -u vxplan-a.service -n 20 --no-pager: no such key");
            assertThat(failure.change()).contains(changes.getLast());
            assertThat(failure.advice()).contains("journalctl -u vxplan-a.service");
        }
    }

    /// Its name says whose the service is; that it is there, systemd's link to the file, and where
    /// it was disabled before, the one that all have that are at work.
    @ParameterizedTest
    @CsvSource({"HERE, false", "HERE, true", "BY_SHELL, false", "BY_SHELL, true"})
    void aServiceWhoseFileSomebodyRemovedGoes(MachineWay way, boolean disabled)
            throws HostException {
        List<Resource> desired = new ArrayList<>();
        for (String name :
                List.of("discovery-demo-a--b", "router-demo-prod", "router-demo--2-prod", "x")) {
            String unit = "vxplan-%s.service".formatted(name);
            desired.add(
                    unitFile(
                            unit,
                            "1",
                            "sleep 1000\nStateDirectory=vxplan/%1$s\nRuntimeDirectory=vxplan/%1$s"
                                    .formatted(name)));
            desired.add(ServiceUnit.running(unit, "1"));
        }
        try (TestMachine machine = machine("one");
                Host host = way.open(NAME, machine, Optional.empty())) {
            host.apply(plan(host, HostState.of(desired)).changes());
            if (disabled) {
                machine.sh("systemctl disable $(cd etc/systemd/system; ls -d *.service)");
            }
            machine.sh("mkdir -p var/lib/vxplan/router-demo-prod; rm etc/systemd/system/*.service");

            HostPlan plan = plan(host, HostState.EMPTY);
            assertThat(plan.changes())
                    .extracting(Change::key)
                    .containsExactly(
                            new Key.UnitKey("vxplan-router-demo-prod.service"),
                            new Key.UnitKey("vxplan-discovery-demo-a--b.service"));
            host.apply(plan.changes());

            assertThat(plan(host, HostState.EMPTY).changes()).isEmpty();
            assertThat(machine.at("/var/lib/vxplan")).doesNotExist();
            assertThat(machine.sh("ls run/state"))
                    .isEqualTo("vxplan-router-demo--2-prod.service.pid\nvxplan-x.service.pid\n");
        }
    }

    /// A service of a dynamic user has its folder in `private`.
    @ParameterizedTest
    @EnumSource
    void whatAServiceHasInFoldersGoesWithIt(MachineWay way) throws HostException {
        String unit = "vxplan-a.service";
        TextFile file =
                unitFile(
                        unit,
                        "1",
                        "sleep 1000\nStateDirectory=vxplan/demo/prod\nRuntimeDirectory=");
        HostState desired = HostState.of(List.of(file, ServiceUnit.running(unit, "1")));
        try (TestMachine machine = machine("one");
                Host host = way.open(NAME, machine, Optional.empty())) {
            host.apply(plan(host, desired).changes());
            machine.sh(
                    """
                    mkdir -p var/lib/vxplan/demo var/lib/private/vxplan/demo/prod var/lib/private/vxplan/other/prod
                    touch var/lib/private/vxplan/demo/prod/discovery.json
                    ln -s ../../private/vxplan/demo/prod var/lib/vxplan/demo/prod
                    """);

            host.apply(plan(host, HostState.EMPTY).changes());

            assertThat(machine.sh("find var/lib | sort"))
                    .isEqualTo(
                            """
                            var/lib
                            var/lib/private
                            var/lib/private/vxplan
                            var/lib/private/vxplan/other
                            var/lib/private/vxplan/other/prod
                            """);
        }
    }

    private TestMachine machine(String name) {
        return new TestMachine(folder.resolve(name));
    }
}
