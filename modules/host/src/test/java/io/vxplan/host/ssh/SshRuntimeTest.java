package io.vxplan.host.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vxplan.host.Host;
import io.vxplan.host.HostException;
import io.vxplan.host.machine.Machine;
import io.vxplan.host.machine.RuntimeArchive;
import io.vxplan.host.machine.TestArchive;
import io.vxplan.model.resource.Runtime;
import io.vxplan.plan.Change;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A runtime goes by a channel of its own, and sudo asks for its password on that one as well.
class SshRuntimeTest extends WithSshServer {
    @Test
    void comesThroughSudo() throws HostException {
        TestArchive archive = TestArchive.in(folder);
        Runtime runtime = archive.runtime();
        try (Host host = open(archive)) {
            host.apply(List.of(new Change.Create(runtime)));

            assertThat(host.observe().all(Runtime.class)).containsExactly(runtime);
            assertThat(folder.resolve("root" + runtime.path()).resolve("bin/vxplan"))
                    .hasContent("#!/bin/sh\necho runs\n");
        }
    }

    @Test
    void isRefusedWhereItIsAnother() throws HostException {
        TestArchive liar = new TestArchive(TestArchive.in(folder).file(), "0".repeat(64));
        try (Host host = open(liar)) {
            HostException failure =
                    catchThrowableOfType(
                            HostException.class,
                            () -> host.apply(List.of(new Change.Create(liar.runtime()))));

            assertThat(failure).hasMessageEndingWith("nothing of it was unpacked");
            assertThat(host.observe().all(Runtime.class)).isEmpty();
        }
    }

    private Host open(RuntimeArchive archive) throws HostException {
        Path key = newKey("ed25519");
        Machine machine = new Machine(folder.resolve("root").toString(), Optional.of(archive));
        return new SshHosts(folder, Optional.empty())
                .open(
                        NAME,
                        target().user("alice").key(key).sudo(SshServer.PASSWORD).ssh(),
                        Optional.of(machine));
    }
}
