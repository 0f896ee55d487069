package io.vxplan.host.machine;

import static io.vxplan.host.machine.Demo.NAME;
import static io.vxplan.host.machine.Demo.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vxplan.host.Host;
import io.vxplan.host.HostException;
import io.vxplan.model.resource.HostState;
import io.vxplan.model.resource.Runtime;
import io.vxplan.plan.Change;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A runtime is there as a whole and runs, or nothing of it is there.
class RuntimeTest {
    @TempDir Path folder;

    private TestArchive archive;

    @BeforeEach
    void archive() {
        archive = TestArchive.in(folder);
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

    private TestMachine machine(String name) {
        return new TestMachine(folder.resolve(name));
    }
}
