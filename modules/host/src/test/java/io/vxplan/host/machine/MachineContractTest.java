package io.vxplan.host.machine;

import static io.vxplan.host.machine.Demo.NAME;
import static io.vxplan.host.machine.Demo.TOPOLOGY;
import static io.vxplan.host.machine.Demo.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.host.Host;
import io.vxplan.host.HostException;
import io.vxplan.host.memory.MemoryHost;
import io.vxplan.model.resource.FileFolder;
import io.vxplan.model.resource.HostState;
import io.vxplan.model.resource.Resource;
import io.vxplan.model.resource.Runtime;
import io.vxplan.model.resource.ServiceUnit;
import io.vxplan.model.resource.TextFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The fake, this machine, and a shell, each with a disk of its own: the same changes leave the
/// same files, the same services, and in the end nothing.
@Execution(ExecutionMode.CONCURRENT)
class MachineContractTest {
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
                assertThat(Demo.resources(here)).isEqualTo(Demo.resources(fake));
                assertThat(Demo.resources(shell)).isEqualTo(Demo.resources(fake));
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
