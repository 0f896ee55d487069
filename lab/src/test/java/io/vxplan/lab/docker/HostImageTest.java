package io.vxplan.lab.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.lab.Processes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the recipe says where it fails; that it works, `DockerIT` proves. Needs root.
class HostImageTest {
    @TempDir private Path folder;

    private Processes.Result make(String debootstrap) throws Exception {
        Path programs = Files.createDirectory(folder.resolve("programs"));
        Path program = Files.writeString(programs.resolve("debootstrap"), debootstrap);
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Process process =
                new ProcessBuilder(
                                "unshare",
                                "--mount",
                                "sh",
                                "-c",
                                "PATH=$0:$PATH && exec sh -s -- \"$@\"",
                                programs.toString(),
                                "vxplan-host:test",
                                folder.resolve("cache/host-test.tar").toString())
                        .start();
        try (var input = process.getOutputStream()) {
            input.write(HostImage.recipe().getBytes(StandardCharsets.UTF_8));
        }
        String errors = process.errorReader().lines().reduce("", (all, line) -> all + line + "\n");
        return new Processes.Result(process.waitFor(), "", errors);
    }

    @Test
    void aPackageThatIsNotThereIsNamed() throws Exception {
        Processes.Result result =
                make(
                        """
                        #!/bin/sh
                        echo 'I: Checking component main'
                        echo "E: Couldn't find these debs: openssh-server"
                        exit 1
                        """);
        assertThat(result.exitCode()).isNotZero();
        assertThat(result.errors())
                .matches(
                        """
                        E: Couldn't find these debs: openssh-server
                        debootstrap of '[a-z]+' with openssh-server,iproute2,nftables,iputils-ping,sudo,util-linux failed
                        """);
        assertThat(left()).isEmpty();
    }

    @Test
    void whatAPackageSaidIsShown() throws Exception {
        Processes.Result result =
                make(
                        """
                        #!/bin/sh
                        for tree; do case $tree in /*/tree) mkdir -p "$tree/debootstrap"; break ;; esac; done
                        echo 'dpkg: error processing package sudo' >"$tree/debootstrap/debootstrap.log"
                        echo 'W: Failure while configuring base packages.'
                        exit 1
                        """);
        assertThat(result.errors())
                .startsWith(
                        """
                        W: Failure while configuring base packages.
                        dpkg: error processing package sudo
                        debootstrap of \
                        """);
        assertThat(left()).isEmpty();
    }

    /// In the cache.
    private List<Path> left() throws IOException {
        try (var files = Files.list(folder.resolve("cache"))) {
            return files.toList();
        }
    }
}
