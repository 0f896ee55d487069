package io.vxplan.host.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vxplan.host.Host;
import io.vxplan.host.HostException;
import io.vxplan.host.memory.MemoryHost;
import io.vxplan.model.FileFolder;
import io.vxplan.model.HostName;
import io.vxplan.model.HostState;
import io.vxplan.model.MachineResource;
import io.vxplan.model.Resource;
import io.vxplan.model.Runtime;
import io.vxplan.model.ServiceUnit;
import io.vxplan.model.TextFile;
import io.vxplan.plan.Change;
import io.vxplan.plan.HostPlan;
import io.vxplan.plan.diff.Differ;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The fake, this machine, and a shell, each with a disk of its own: the same changes leave the
/// same files, the same services, and in the end nothing.
class MachineContractTest {
    private static final HostName NAME = new HostName("h1");
    private static final String TOPOLOGY = "demo";
    private static final int SEEDS = 6;

    /// What a shell, a terminal or a line-wise reader might take for something else.
    private static final List<String> TEXTS =
            List.of(
                    "",
                    "plain: 1\n",
                    "no end of line",
                    "quotes ' \" ` $HOME $(id) \\ \\n %s\n",
                    "VXPLAN\n--- end\n",
                    "tab\t, bell \u0007, escape \u001b[2J, zero \u0000, \u00e4\u20ac\ud83d\ude00\r\n\r",
                    "\n\n\n",
                    "long ".repeat(40_000));

    @TempDir Path folder;
    private TestArchive archive;

    @BeforeEach
    void archive() {
        archive = TestArchive.in(folder);
    }

    static LongStream seeds() {
        return LongStream.range(0, SEEDS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyWayLeavesTheSameState(long seed) throws HostException {
        HostState first = state(new Random(2 * seed));
        HostState second = state(new Random(2 * seed + 1));
        try (TestMachine one = machine("one");
                TestMachine two = machine("two");
                Host here = MachineWay.HERE.open(NAME, one, Optional.of(archive));
                Host shell = MachineWay.BY_SHELL.open(NAME, two, Optional.of(archive))) {
            Host fake = new MemoryHost(NAME, here.observe());
            List<String> untouched = one.files();
            for (HostState desired : List.of(first, second, HostState.EMPTY)) {
                for (Host host : List.of(fake, here, shell)) {
                    host.apply(plan(host, desired).changes());
                    assertThat(plan(host, desired).changes()).isEmpty();
                }
                assertThat(resources(here)).isEqualTo(resources(fake));
                assertThat(resources(shell)).isEqualTo(resources(fake));
                assertThat(two.files()).isEqualTo(one.files());
            }
            assertThat(one.files()).isEqualTo(untouched);
        }
    }

    private TestMachine machine(String name) {
        return new TestMachine(folder.resolve(name));
    }

    private HostState state(Random random) {
        List<Resource> resources = new ArrayList<>();
        boolean withRuntime = random.nextBoolean();
        Runtime runtime = archive.runtime();
        if (withRuntime) {
            resources.add(runtime);
        }
        for (String name : List.of("a", "b/c", "b/d e", "b/.hidden", "x/y/z", "-n", "it's")) {
            if (random.nextBoolean()) {
                String text = TEXTS.get(random.nextInt(TEXTS.size()));
                String path = TextFile.FOLDER + "/" + TOPOLOGY + "/" + name;
                TextFile open = TextFile.open(path, TOPOLOGY, text);
                resources.add(
                        switch (random.nextInt(3)) {
                            case 0 -> open;
                            case 1 -> TextFile.secret(path, TOPOLOGY, text);
                            default -> new TextFile(path, 02750, "nobody", "4711", open.content());
                        });
            }
        }
        for (int i = 0; i < 3; i++) {
            if (random.nextBoolean()) {
                String name = "vxplan-unit-" + i + ".service";
                String stamp = Integer.toString(random.nextInt(3));
                String uses = withRuntime ? "# " + runtime.path() + "\n" : "";
                String text =
                        "[Service]\nEnvironment=VXPLAN_STAMP=" + stamp + "\nExecStart=sleep 1000\n";
                resources.add(
                        TextFile.open(ServiceUnit.FOLDER + "/" + name, TOPOLOGY, uses + text));
                resources.add(ServiceUnit.running(name, stamp));
            }
        }
        for (FileFolder place : FileFolder.values()) {
            if (random.nextBoolean()) {
                String path = place.file(place.prefix() + "demo.conf");
                resources.add(TextFile.open(path, TOPOLOGY, "[Match]\nName=\n"));
            }
        }
        if (random.nextBoolean()) {
            String name = "vxplan-restore-demo.service";
            String text = "[Service]\nType=oneshot\nExecStart=/bin/false\n";
            resources.add(TextFile.open(ServiceUnit.FOLDER + "/" + name, TOPOLOGY, text));
            resources.add(ServiceUnit.oneshot(name));
        }
        return HostState.of(resources);
    }

    /// Its folder is made where it is not installed, and goes again; where it is, its own stays,
    /// also when it is empty.
    @ParameterizedTest
    @EnumSource
    void theFolderOfNetworkManagerIsItsOwn(MachineWay way) throws HostException {
        TextFile file = TextFile.open(FileFolder.NETWORK_MANAGER.file("demo.conf"), TOPOLOGY, "\n");
        try (TestMachine machine = machine("one");
                Host host = way.open(NAME, machine, Optional.empty())) {
            machine.sh(
                    "mkdir -p etc/NetworkManager/conf.d; : >etc/NetworkManager/NetworkManager.conf");
            List<String> before = machine.files();
            host.apply(plan(host, HostState.of(List.of(file))).changes());
            assertThat(machine.files()).isNotEqualTo(before);
            host.apply(plan(host, HostState.EMPTY).changes());
            assertThat(machine.files()).isEqualTo(before);
        }
    }

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

    private static HostPlan plan(Host host, HostState desired) throws HostException {
        HostPlan plan = Differ.diff(NAME, TOPOLOGY, desired, host.observe(), false);
        assertThat(plan.problems()).isEmpty();
        return plan;
    }

    private static List<Resource> resources(Host host) throws HostException {
        return host.observe()
                .inOrder()
                .filter(MachineResource.class::isInstance)
                .sorted(Comparator.comparing(Resource::key))
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void whereNothingOfOursIsNoProgramIsStarted(MachineWay way) throws HostException {
        try (TestMachine machine = machine("one");
                Host host = way.open(NAME, machine, Optional.empty())) {
            assertThat(resources(host)).containsExactly(ServiceUnit.MANAGER);
            assertThat(machine.log()).isEmpty();

            machine.sh("rm -r run/systemd");

            assertThat(resources(host)).isEmpty();
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

    @ParameterizedTest
    @EnumSource
    void aRuntimeComesWholeOrNotAtAll(MachineWay way) throws HostException {
        Runtime runtime = archive.runtime();
        HostState desired = HostState.of(List.of(runtime));
        try (TestMachine machine = machine("one");
                Host host = way.open(NAME, machine, Optional.of(archive))) {
            machine.sh("mkdir -p opt/vxplan/runtime/." + runtime.digest() + "/half");
            host.apply(plan(host, desired).changes());
            assertThat(machine.sh("." + runtime.path() + "/bin/vxplan")).isEqualTo("runs\n");
            assertThat(machine.sh("stat -c %a:%N ." + runtime.path() + "/data")).startsWith("640:");
            assertThat(machine.sh("ls -A ." + Runtime.FOLDER)).isEqualTo(runtime.digest() + "\n");

            machine.sh("rm ." + runtime.path() + "/.complete");
            List<Change> again = plan(host, desired).changes();
            assertThat(again).containsExactly(new Change.Create(runtime));
            host.apply(again);
            assertThat(plan(host, desired).changes()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void anArchiveWithAnotherChecksumIsRefused(MachineWay way) throws HostException {
        TestArchive liar = new TestArchive(archive.file(), "0".repeat(64));
        Runtime runtime = liar.runtime();
        try (TestMachine machine = machine("one");
                Host host = way.open(NAME, machine, Optional.of(liar))) {
            List<Change> changes = plan(host, HostState.of(List.of(runtime))).changes();

            HostException failure =
                    catchThrowableOfType(HostException.class, () -> host.apply(changes));

            assertThat(failure)
                    .hasMessageContaining(
                            "the archive that arrived has the SHA-256 "
                                    + archive.sha256()
                                    + ", and not "
                                    + liar.sha256()
                                    + ": nothing of it was unpacked");
            assertThat(failure.change()).contains(changes.getFirst());
            assertThat(machine.at(Runtime.FOLDER)).isEmptyDirectory();
        }
    }

    @ParameterizedTest
    @EnumSource
    void anArchiveThatDoesNotRunThereIsRefused(MachineWay way) throws HostException, IOException {
        Path apart = Files.createDirectory(folder.resolve("apart"));
        TestArchive other = TestArchive.in(apart, "echo Exec format error >&2; exit 126");
        Runtime runtime = other.runtime();
        try (TestMachine machine = machine("one");
                Host host = way.open(NAME, machine, Optional.of(other))) {
            List<Change> changes = plan(host, HostState.of(List.of(runtime))).changes();

            HostException failure =
                    catchThrowableOfType(HostException.class, () -> host.apply(changes));

            assertThat(failure).hasMessageContaining("it does not run here (");
            assertThat(failure).hasMessageContaining("): Exec format error");
            assertThat(machine.at(Runtime.FOLDER)).isEmptyDirectory();
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

    @Test
    void aSecretIsNobodyElsesToReadForAMoment() throws HostException {
        TextFile secret = TextFile.secret("/etc/vxplan/demo/key", TOPOLOGY, "KEY=hunter2\n");
        try (TestMachine machine = machine("one");
                Host host = MachineWay.BY_SHELL.open(NAME, machine, Optional.empty())) {
            machine.sh(
                    "printf '#!/bin/sh\\nps -ef >>seen; stat -c %%a etc/vxplan/demo/.key.vxplan >>modes; exec /bin/chown \"$@\"' >bin/chown; chmod 755 bin/chown; sed -i \"2s#^#cd $PWD; #\" bin/chown");
            host.apply(plan(host, HostState.of(List.of(secret))).changes());
            assertThat(machine.sh("cat modes")).isEqualTo("600\n");
            assertThat(machine.sh("cat seen"))
                    .contains("chown")
                    .doesNotContain("hunter", "SFVOVEVS");
        }
    }
}
