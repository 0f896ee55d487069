package io.vxplan.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RootlessTest {
    @TempDir Path folder;

    /// Stands for the program: writes down where it finds itself.
    @BeforeEach
    void launcher() throws Exception {
        Path launcher =
                Files.writeString(
                        folder.resolve("launcher"),
                        """
                        #!/bin/sh
                        from=$(pwd)
                        cd "$(dirname "$0")"
                        echo "$from" >"$1.from"
                        { id -u; ls /run; ip -o link | wc -l; ip netns; } >"$1"
                        [ "$1" = first ] && ip netns add one
                        [ "$1" = second ] && ip netns delete one
                        exit 5
                        """);
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
        System.setProperty("vxplan.launcher", launcher.toString());
        System.setProperty("vxplan.state", folder.resolve("state").toString());
    }

    @AfterEach
    void forget() {
        System.clearProperty("vxplan.launcher");
        System.clearProperty("vxplan.state");
    }

    @Test
    void aFreshWorldHasNothingOfThisMachine() throws Exception {
        assertThat(Rootless.inFresh(List.of("seen"))).isEqualTo(5);
        assertThat(folder.resolve("seen")).hasContent("0\nnetns\n1\n");
    }

    @Test
    void whatIsHeldIsThereForTheNextCommandAndGoesWithTheLastLab() throws Exception {
        Rootless.inHolder(List.of("first"));
        Rootless.inHolder(List.of("second"));
        assertThat(folder.resolve("second.from")).hasContent(System.getProperty("user.dir") + "\n");
        assertThat(folder.resolve("first")).hasContent("0\nnetns\n1\n");
        assertThat(folder.resolve("second")).hasContent("0\nnetns\n1\none\n");
        Rootless.inHolder(List.of("third"));
        assertThat(folder.resolve("third")).hasContent("0\nnetns\n1\n");
    }
}
