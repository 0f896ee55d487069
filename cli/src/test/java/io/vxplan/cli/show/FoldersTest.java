package io.vxplan.cli.show;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vxplan.cli.show.DaemonFiles.Unreadable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {
    @TempDir private Path root;

    private void install(String pair) throws IOException {
        Path folder = Files.createDirectories(root.resolve("etc/vxplan").resolve(pair));
        Files.writeString(folder.resolve("topology.yaml"), "");
    }

    private Folders at(String state, String run) {
        return new Folders(root.resolve(state), root.resolve(run));
    }

    @Test
    void withoutInstalledOnesThoseWithFilesOfTheirOwnAreMeant() throws Exception {
        Files.createDirectories(root.resolve("etc/vxplan/left/empty"));
        assertThat(DaemonFiles.folders(root, null))
                .isEqualTo(at("var/lib/docker-router", "run/docker-router"));
    }

    @Test
    void theOnlyInstalledOnesAreMeant() throws Exception {
        install("demo/lan");
        assertThat(DaemonFiles.folders(root, null))
                .isEqualTo(at("var/lib/vxplan/demo/lan", "run/vxplan/demo/lan"));
    }

    @Test
    void ofSeveralOneIsNamed() throws Exception {
        install("demo/wan");
        install("demo/lan");
        assertThatThrownBy(() -> DaemonFiles.folders(root, null))
                .isInstanceOf(Unreadable.class)
                .hasMessage("this host has daemons of demo/lan, demo/wan");
        assertThat(DaemonFiles.folders(root, "demo/wan"))
                .isEqualTo(at("var/lib/vxplan/demo/wan", "run/vxplan/demo/wan"));
        assertThatThrownBy(() -> DaemonFiles.folders(root, "demo/man"))
                .isInstanceOf(Unreadable.class)
                .hasMessage("this host has no daemons of demo/man");
    }

    @Test
    void thoseWithFilesOfTheirOwnAreOfSeveralToo() throws Exception {
        install("demo/lan");
        Path state = Files.createDirectories(root.resolve("var/lib/docker-router"));
        assertThatThrownBy(() -> DaemonFiles.folders(root, null))
                .isInstanceOf(Unreadable.class)
                .hasMessage("this host has daemons of demo/lan, and others in " + state);
    }
}
