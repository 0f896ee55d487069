package io.vxplan.host.machine;

import static io.vxplan.host.machine.Demo.NAME;
import static io.vxplan.host.machine.Demo.TOPOLOGY;
import static io.vxplan.host.machine.Demo.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.host.Aftermath;
import io.vxplan.host.Host;
import io.vxplan.host.HostException;
import io.vxplan.host.rollout.Fleet;
import io.vxplan.host.rollout.OnError;
import io.vxplan.host.rollout.Outcome;
import io.vxplan.host.rollout.Rollout;
import io.vxplan.model.resource.HostState;
import io.vxplan.model.resource.Resource;
import io.vxplan.model.resource.ServiceUnit;
import io.vxplan.model.resource.Sysctl;
import io.vxplan.model.resource.TextFile;
import io.vxplan.plan.HostPlan;
import io.vxplan.plan.Responsibility;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The disk of a host fails in the middle of an apply. It is a file system of its own here, which
/// is filled up, or becomes read-only. Needs root.
class DiskFaultTest {

    /// Of the files, which are all as large.
    private static final int FILES = 5;

    private static final int KILOBYTES = 40;

    @TempDir private Path folder;
    private Path disk;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(folder.resolve("disk"));
        run("mount -t tmpfs -o size=1m vxplan-test '%s'".formatted(disk));
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount '%s'".formatted(disk));
    }

    private static void run(String script) throws Exception {
        Process process =
                new ProcessBuilder("sh", "-euc", script).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s: %s", script, said).isZero();
    }

    static Stream<Arguments> waysAndRoom() {
        return Stream.of(MachineWay.values())
                .flatMap(way ->
                        IntStream.range(0, FILES).mapToObj(files -> Arguments.of(way, files)));
    }

    /// There is room for so many files, and a little of the next one.
    @ParameterizedTest(name = "{0}, room for {1}")
    @MethodSource("waysAndRoom")
    void whereItGetsFullNothingIsLeft(MachineWay way, int room) throws Exception {
        try (TestMachine machine = new TestMachine(disk);
                Host host = way.open(NAME, machine, Optional.empty())) {
            apply(host, files("small\n"));
            List<String> before = machine.files();
            fill(machine, room * KILOBYTES + KILOBYTES / 2);

            HostException failure = failure(host, files("long ".repeat(KILOBYTES * 1024 / 5)));

            assertThat(failure).hasMessageContaining("No space left on device");
            assertThat(failure.change()).isPresent();
            assertThat(failure.aftermath()).contains(new Aftermath.Undone());
            assertThat(machine.files()).isEqualTo(before);
        }
    }

    /// Not even a folder is left of what was not there.
    @ParameterizedTest
    @EnumSource
    void aFullDiskHasNothingOfANewTopology(MachineWay way) throws Exception {
        try (TestMachine machine = new TestMachine(disk);
                Host host = way.open(NAME, machine, Optional.empty())) {
            List<String> before = machine.files();
            fill(machine, KILOBYTES / 2);

            HostException failure = failure(host, files("long ".repeat(KILOBYTES * 1024 / 5)));

            assertThat(failure.aftermath()).contains(new Aftermath.Undone());
            assertThat(machine.files()).isEqualTo(before);
        }
    }

    /// Leaves so many kilobytes.
    private void fill(TestMachine machine, int kilobytes) {
        machine.sh(
                "free=$(df -k --output=avail . | tail -n 1); head -c $(((free - %d) * 1024)) /dev/zero >filler"
                        .formatted(kilobytes));
    }

    private static HostState files(String text) {
        List<Resource> files = new ArrayList<>();
        for (int i = 0; i < FILES; i++) {
            files.add(TextFile.open("/etc/vxplan/demo/" + i + "/file", TOPOLOGY, text));
        }
        return HostState.of(files);
    }

    /// The first service makes it so: the second one is started, and will not be after a reboot.
    /// Files can't be taken away again, which is said; the network is as before, and the next apply
    /// goes on.
    @ParameterizedTest
    @EnumSource
    void whereItBecomesReadOnlyThatIsSaidAndTheNextApplyGoesOn(MachineWay way) throws Exception {
        try (TestMachine machine = new TestMachine(disk);
                Host host = way.open(NAME, machine, Optional.empty())) {
            List<String> before = machine.files();
            HostState desired = readOnlyAfterTheFirstService(machine);

            HostException failure = failure(host, desired);

            assertThat(failure)
                    .hasMessage(
                            "after the changes the host still differs: missing: unit vxplan-b.service");
            assertThat(failure.aftermath()).containsInstanceOf(Aftermath.Uncertain.class);
            assertThat(((Aftermath.Uncertain) failure.aftermath().orElseThrow()).why())
                    .contains("Read-only file system");

            // In its own view of the file systems, where that is another one.
            host.run("mount -o remount,rw '%s'".formatted(disk), Duration.ofSeconds(10));
            machine.sh("printf '#!/bin/sh\\nexec sleep 1000\\n' >opt/first");
            apply(host, desired);
            assertThat(plan(host, desired).changes()).isEmpty();
            apply(host, HostState.EMPTY);
            machine.sh("rm opt/first");
            assertThat(machine.files()).isEqualTo(before);
        }
    }

    private HostState readOnlyAfterTheFirstService(TestMachine machine) {
        machine.sh(
                "printf '#!/bin/sh\\nuntil mount -o remount,ro \"%s\"; do sleep 0.01; done\\nexec sleep 1000\\n' >opt/first; chmod 755 opt/first"
                        .formatted(disk));
        List<Resource> resources = new ArrayList<>();
        resources.add(new Sysctl("net.ipv4.ip_forward", "1"));
        for (String name : List.of("a", "b")) {
            String unit = "vxplan-" + name + ".service";
            String program = name.equals("a") ? disk.resolve("opt/first").toString() : "sleep 60";
            resources.add(
                    TextFile.open(
                            ServiceUnit.FOLDER + "/" + unit,
                            TOPOLOGY,
                            "Environment=VXPLAN_STAMP=1\nExecStart=" + program + "\n"));
            resources.add(ServiceUnit.running(unit, "1"));
        }
        return HostState.of(resources);
    }

    private static void apply(Host host, HostState desired) throws HostException {
        host.apply(plan(host, desired).changes());
    }

    private static HostException failure(Host host, HostState desired) throws HostException {
        List<Outcome<HostPlan>> outcomes = new ArrayList<>();
        new Rollout(new Fleet(_ -> host, 1), Responsibility.ofAll(TOPOLOGY), _ -> desired, false)
                .apply(
                        new TreeMap<>(Map.of(NAME, plan(host, desired))),
                        OnError.ROLLBACK,
                        (_, outcome) -> outcomes.add(outcome));
        return ((Outcome.Failed<HostPlan>) outcomes.getFirst()).failure();
    }
}
